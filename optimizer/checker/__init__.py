"""The independent judge of a plan: rules read from the policy, not from the solver.

Nothing in here imports the model or a solver, and no rule is shared with them: a
fault in either shows as a disagreement. :data:`RULES` is the one table of all rules;
documentation is generated from it.
"""

from __future__ import annotations

from optimizer.checker.judge import Judge, check_plan
from optimizer.checker.rulebook import RULES, Rule, rules_by_number
from optimizer.checker.view import Violation

__all__ = ["RULES", "Judge", "Rule", "Violation", "check_plan", "rules_by_number"]
