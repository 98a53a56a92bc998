"""What the commands on questions show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.console import MOST_LINES, ProgressWatcher
from optimizer.messages import Lang, text
from optimizer.service import Reasons, WhatIf
from optimizer.study.words import Words


class QuestionWatcher(ProgressWatcher):
    """Shows how many of many questions are answered."""

    def on_done(self, done: int, total: int) -> None:
        """Show the progress."""
        shown = text("explain.running", self._lang, done=done, total=total)
        self._progress.update(self._task, description=shown)


def reason_lines(reasons: Reasons, lang: Lang) -> Iterator[str]:
    """Yield the answers, the first of many, and whether they are all."""
    words = Words(reasons.case, lang)
    colon, stop = (":", "。") if lang == "zh" else (": ", ". ")
    lines = {
        **{
            r.school_id: f"{words.outside_now(r)}{stop}{words.lift(r)}"
            for r in reasons.outside
        },
        **{r.core: words.loss(r) for r in reasons.losses},
        **{r.school_id: words.move(r) for r in reasons.moves},
    }
    told = [f"{words.name(school)}{colon}{line}" for school, line in lines.items()]
    yield from _first(told, lang)
    yield from words.conflict(reasons.conflict)
    if reasons.done < reasons.total:
        yield words.say("explain.partial", done=reasons.done, total=reasons.total)
    else:
        yield words.say(
            "explain.done",
            outside=len(reasons.outside),
            cores=len(reasons.losses),
            members=len(reasons.moves),
        )


def what_if_lines(found: WhatIf, lang: Lang) -> Iterator[str]:
    """Yield a request, whether it can be met, its price and the moves."""
    words = Words(found.case, lang)
    mark = ";" if lang == "zh" else "; "
    asked = mark.join(words.request(request) for request in found.requests)
    yield words.say("whatif.title", requests=asked)
    yield from _first([*words.what_if(found.answer)], lang)
    if found.answer.met is False:
        yield from words.conflict(found.conflict)


def _first(lines: Sequence[str], lang: Lang) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield text("cli.more", lang, number=len(lines) - MOST_LINES)
