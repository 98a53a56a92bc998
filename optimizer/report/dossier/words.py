"""What all documents share: names, dates, blanks, columns, a finished page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from optimizer import messages
from optimizer.case import Case
from optimizer.dossier import Dossier, Material
from optimizer.messages import Lang
from optimizer.messages.punctuation import full_width
from optimizer.plan import Alliance, Plan
from optimizer.report.blocks import (
    Align,
    Block,
    Col,
    Document,
    Heading,
    Para,
    Picture,
    Sheet,
    Table,
    Title,
)
from optimizer.report.figures import Figures, read_figures
from optimizer.report.labels import Labels, plain, tenth
from optimizer.report.trips import Trips

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

Spec = tuple[str, float] | tuple[str, float, Align]
"""Column of a table: code of its heading, share of the width, alignment."""


def one_line(value: object) -> str:
    r"""Return text in one line that every format can hold.

    Examples
    --------
    >>> one_line(" 甲\n乙\t"), one_line(None)
    ('甲 乙', '')
    """
    return " ".join(plain(value).split())


@dataclass(frozen=True, eq=False)
class OfficialLabels(Labels):
    """Words of a plan with the punctuation of official documents."""

    def text(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the text of a code; marks in what is filled in stay as they are."""
        template = messages.template(code, self.lang)
        if self.lang == "zh":
            template = full_width(template)
        return template.format(**facts)


@dataclass(frozen=True, eq=False)
class Words:
    """A dossier with its words in one language."""

    dossier: Dossier
    lang: Lang = "zh"

    @property
    def case(self) -> Case:
        """Facts the plan was made from."""
        return self.dossier.case

    @property
    def plan(self) -> Plan:
        """The plan the documents are about."""
        return self.dossier.plan

    @property
    def material(self) -> Material:
        """What the office says for its documents."""
        return self.dossier.material

    @cached_property
    def labels(self) -> Labels:
        """Words of case and plan."""
        return OfficialLabels(self.case, self.plan, self.lang)

    @cached_property
    def figures(self) -> Figures:
        """Figures of the plan, counted once."""
        return read_figures(self.labels)

    @cached_property
    def trips(self) -> Trips:
        """Trips of the plan and what is known of them."""
        return Trips(self.case, self.plan, self.dossier.evidence)

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence of a code."""
        return self.labels.say(code, **facts)

    @cached_property
    def dash(self) -> str:
        """Mark of a cell that has nothing to say."""
        return self.say("dash")

    def comma(self, parts: Iterable[str]) -> str:
        """Return a list of words in one line."""
        return self.say("list.comma").join(parts)

    # Names of the plan as a whole.

    @property
    def title(self) -> str:
        """Title of the plan."""
        title = one_line(self.labels.title())
        return full_width(title) if self.lang == "zh" else title

    @property
    def stage(self) -> str:
        """Name of the stage."""
        return self.say(f"dossier.stage.{self.dossier.stage}")

    @property
    def version(self) -> str:
        """Name of the version, else the number of the plan."""
        mark = self.dossier.version
        return one_line(self.plan.version if mark is None else mark.name)

    @cached_property
    def counties(self) -> list[str]:
        """Codes of the counties of the schools, sorted."""
        return sorted({school.county_code for school in self.case.schools})

    def county_of(self, alliance: Alliance) -> str:
        """Return the code of the county of an alliance."""
        core = self.case.by_id.get(alliance.core)
        return alliance.county_code or ("" if core is None else core.county_code)

    def town(self, school_id: str) -> str:
        """Return the town of a school, or a dash."""
        school = self.case.by_id.get(school_id)
        return one_line(None if school is None else school.town) or self.dash

    def kind(self, school_id: str) -> str:
        """Return the type of a school in its short form, or a dash."""
        school = self.case.by_id.get(school_id)
        if school is None:
            return self.dash
        full = self.labels.school_type(school.type_code)
        return self.labels.named("dossier.kind", school.type_code, full)

    # Figures in words.

    def number(self, value: float | None) -> str:
        """Return a number to one decimal; a dash where it is not known."""
        return self.dash if value is None else tenth(value)

    def pupils(self, school_id: str) -> str:
        """Return the pupils of a school, or that they are not stated."""
        school = self.case.by_id.get(school_id)
        count = None if school is None else school.pupils
        return self.say("dossier.not_stated") if count is None else str(count)

    def school_cells(self, school_id: str) -> tuple[str, str, str, str]:
        """Return name, town, type and pupils of a school."""
        return (
            self.labels.school(school_id),
            self.town(school_id),
            self.kind(school_id),
            self.pupils(school_id),
        )

    def year(self, year: int | None) -> str:
        """Return a year, or a dash."""
        return self.dash if year is None else str(year)

    # What the office gives, or a blank to write into.

    def given(self, value: object) -> str:
        """Return what was given, or a blank."""
        return one_line(value) or self.say("dossier.blank")

    def date(self, iso: str | None) -> str:
        """Return a date without zeros before the figures, or a blank."""
        text = one_line(iso)
        if not text:
            return self.say("dossier.date_blank")
        found = _DATE.fullmatch(text)
        if found is None:
            return text
        year, month, day = map(int, found.groups())
        return self.say("dossier.date", year=year, month=month, day=day)

    @property
    def day(self) -> str:
        """Date of the documents: that of the office, else that of the version."""
        mark = self.dossier.version
        return self.material.date or ("" if mark is None else mark.date)

    def doc_number(self) -> str:
        """Return the number of a document, left blank but for its year."""
        found = _DATE.fullmatch(one_line(self.day))
        year = self.say("dossier.blank") if found is None else found[1]
        return self.say("dossier.number", year=year)

    def signature(self) -> Iterator[Block]:
        """Yield office and date."""
        yield Para(self.given(self.material.office), "sign")
        yield Para(self.date(self.day), "sign")

    # Tables.

    def columns(self, *specs: Spec) -> list[Col]:
        """Return columns by the codes of their headings."""
        return [Col(self.say(code), *rest) for code, *rest in specs]

    def facts(
        self, rows: Iterable[tuple[str, str]], blank_mm: float | None = None
    ) -> Table:
        """Return a table of two columns: what, and its value."""
        columns = self.columns(("dossier.col.item", 1.0), ("dossier.col.content", 2.4))
        return Table(columns, list(rows), blank_mm=blank_mm)

    # The finished document.

    def running(self, stage: str, *, is_internal: bool) -> str:
        """Return the line at the top of each page."""
        parts = [stage, one_line(self.case.policy.report.notice)]
        if is_internal:
            parts.insert(0, self.say("dossier.internal"))
        if self.version:
            parts.append(self.say("meta.version", version=self.version))
        return " · ".join(filter(None, parts))

    def document(
        self,
        title: str,
        blocks: Iterable[Block],
        stage: str | None = None,
        *,
        is_internal: bool = False,
    ) -> Document:
        """Return the document with every text in one line each.

        One that names opinions, experts or reasons is marked as internal on each page.
        """
        stage = self.stage if stage is None else stage
        running = self.running(stage, is_internal=is_internal)
        return Document(
            title=one_line(title),
            subject=one_line(running),
            running=one_line(running),
            blocks=tuple(map(_tidy, blocks)),
            lang=self.lang,
        )


def grouped_table(
    columns: Sequence[Col], groups: Iterable[Sequence[tuple[str, ...]]], caption: str
) -> Table:
    """Return a table of groups of rows, the first row of each in bold."""
    rows: list[tuple[str, ...]] = []
    strong = set()
    for group in groups:
        strong.add(len(rows))
        rows += group
    return Table(columns, rows, caption, strong=frozenset(strong))


def _tidy(block: Block) -> Block:
    """Return a block whose texts are one line each: names may hold anything."""
    if isinstance(block, Sheet):
        return block
    if isinstance(block, Picture):
        return replace(block, told=one_line(block.told))
    if isinstance(block, Title | Heading | Para):
        return replace(block, text=one_line(block.text))
    rows = tuple(tuple(map(one_line, row)) for row in block.rows)
    return replace(block, rows=rows, caption=one_line(block.caption))
