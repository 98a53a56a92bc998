"""Answers in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from optimizer.case import Case
from optimizer.domain import PairWish
from optimizer.messages import Lang, text
from optimizer.report.labels import plain
from optimizer.study.baseline import Step
from optimizer.study.changes import Change
from optimizer.study.conflicts import Conflict
from optimizer.study.roles_in_plan import Loss, Move
from optimizer.study.uncovered import Outside
from optimizer.study.what_if import Met, Moved, Request


class Words:
    """Speaks of the schools of a case by name.

    Parameters
    ----------
    case
        The schools.
    lang
        ``zh`` or ``en``.
    """

    def __init__(self, case: Case, lang: Lang) -> None:
        self._case = case
        self.lang = lang

    def say(self, code: str, **facts: object) -> str:
        """Return the sentence of a code."""
        return text(code, self.lang, **facts)

    def name(self, school_id: str) -> str:
        """Return a school's name with its id; names alone may repeat."""
        school = self._case.by_id.get(school_id)
        return school_id if school is None else f"{plain(school.name)}({school_id})"

    def step(self, step: Step | None) -> str:
        """Return what changes, first of all."""
        if step is None:
            return self.say("study.same")
        code = "study.step" if step.proven else "study.step.open"
        in_minutes = step.unit == "seconds"
        before, after = (
            f"{value / 60:.1f}" if in_minutes else str(value)
            for value in (step.before, step.after)
        )
        unit = "minutes" if in_minutes else step.unit
        return self.say(
            code,
            tier=self.say(f"tier.{step.tier}"),
            before=before,
            after=after,
            unit=self.say(f"tier.unit.{unit}"),
        )

    def change(self, change: Change) -> str:
        """Return one change a planner could make."""
        facts = {**asdict(change), "school": "", "other": ""}
        for role in ("school", "other"):
            if getattr(change, role):
                facts[role] = self.name(getattr(change, role))
        return self.say(f"change.{change.kind}", **facts)

    def outside_now(self, outside: Outside) -> str:
        """Return whether a school could be covered as things are, and at what price."""
        if outside.possible is None:
            return self.say("study.outside.unknown")
        if not outside.possible:
            return self.say("study.outside.impossible")
        if outside.price is None or not outside.price.is_worse:
            return self.say("study.outside.free")
        return self.say("study.outside.price", price=self.step(outside.price))

    def lift(self, outside: Outside) -> str:
        """Return what would bring a school in."""
        if not outside.lift:
            known = outside.has_route
            return self.say("study.lift.none" if known else "study.lift.measure")
        mark = ";" if self.lang == "zh" else "; "
        changes = mark.join(self.change(change) for change in outside.lift)
        return self.say("study.lift", changes=changes)

    def move(self, move: Move) -> str:
        """Return the price of a member's next best core."""
        if move.other is None:
            return self.say("study.move.none")
        core = self.name(move.other)
        if move.possible is None:
            return self.say("study.outside.unknown")
        if not move.possible:
            return self.say("study.move.impossible", core=core)
        return self.say("study.move", core=core, price=self.step(move.change))

    def loss(self, loss: Loss) -> str:
        """Return what the plan loses without a core."""
        if loss.possible is None:
            return self.say("study.outside.unknown")
        if not loss.possible:
            return self.say("study.loss.impossible")
        return self.say("study.loss", price=self.step(loss.change))

    def request(self, request: Request) -> str:
        """Return a request."""
        b = self.name(request.b) if request.b else ""
        return self.say(f"request.{request.kind}", a=self.name(request.a), b=b)

    def wish(self, wish: PairWish) -> str:
        """Return a row of the pair table."""
        b = self.name(wish.b) if wish.b else ""
        return self.say(f"wish.{wish.kind}", a=self.name(wish.a), b=b)

    def conflict(self, conflict: Conflict | None) -> Iterator[str]:
        """Yield a conflict line by line; one line if there is none."""
        if conflict is None:
            yield self.say("study.conflict.unknown")
        elif not conflict:
            yield self.say("study.conflict.none")
        else:
            yield self.say("study.conflict")
            yield from (f"  · {self.wish(wish)}" for wish in conflict.wishes)
            yield from (f"  · {self.request(r)}" for r in conflict.requests)

    def what_if(self, answer: Met) -> Iterator[str]:
        """Yield whether requests can be met, what it costs, and who moves."""
        if answer.met is None:
            yield self.say("whatif.unknown")
        elif not answer.met:
            yield self.say("whatif.unmet")
        else:
            mark = ";" if self.lang == "zh" else "; "
            price = mark.join(self.step(step) for step in answer.changes)
            yield self.say("whatif.met", price=price or self.step(None))
            code = "whatif.moves" if answer.fewest else "whatif.moves.open"
            code = code if answer.moved else "whatif.moves.none"
            yield self.say(code, number=len(answer.moved))
            yield from (f"  {self.moved(moved)}" for moved in answer.moved)

    def moved(self, moved: Moved) -> str:
        """Return where a school goes."""
        nowhere = self.say("whatif.outside")
        before, after = (
            nowhere if core is None else self.name(core)
            for core in (moved.before, moved.after)
        )
        return self.say(
            "whatif.move",
            school=self.name(moved.school_id),
            before=before,
            after=after,
        )
