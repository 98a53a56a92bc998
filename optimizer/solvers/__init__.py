"""Solvers: a problem in, a solution out. The only place that knows ortools."""
