"""Column generation."""

from optimizer.solvers.columns.solver import ColumnSolver

__all__ = ["ColumnSolver"]
