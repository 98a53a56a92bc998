"""No work on a plan the checker rejects."""

from __future__ import annotations

from optimizer.checker import check_plan
from optimizer.domain import Severity
from optimizer.errors import CheckError
from optimizer.plan import Plan
from optimizer.service.loading import Loaded


def refuse_a_faulty(loaded: Loaded, plan: Plan) -> None:
    """Refuse to work on a plan the checker rejects: to draw it, or to ask about it.

    Raises
    ------
    CheckError
        C402 with the first fault.
    """
    wrong = [v for v in check_plan(loaded.case, plan) if v.severity is Severity.ERROR]
    if wrong:
        first = f"{wrong[0].code} {wrong[0].render('zh')}"
        raise CheckError("C402", number=len(wrong), first=first)
