"""What is doubtful in many rows of a list, said once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field
from typing import Any

from letterpress.findings import Place
from letterpress.manuscript import countries
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import Column
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

_UNCLEAR = (
    'the signatory is taken over as not public; to change that, write yes or no into the cell and '
    'import the list again'
)
_REMARK = (
    'the signatory is taken over as not public; if the name may be printed, empty this cell and '
    'import the list again'
)
_LINES = 5  # that are named of one doubt


def say_silent(persons: Sequence[Signatory], report: Report) -> None:
    """Report persons of whom a list does not say that they may be printed (LP236).

    Consent is never taken for granted.
    """
    report.add(
        persons[0].place,
        'LP236',
        f'the list does not say whether its persons ({len(persons)}) may be printed: '
        'they are not public',
        'import a list with a column "public" (yes or no); if they agreed in another way, say how: '
        '--consent-basis "signed under a form that says: names are published"',
    )


def say_unsaid(count: int, what: str, place: Place, report: Report) -> None:
    """Report that nobody said whether the rows or names are organisations or persons (LP242)."""
    report.add(
        place,
        'LP242',
        f'nobody says whether the {what} ({count}) are organisations or persons: none of them '
        'was taken over',
        'import the list again with --kind organisation or --kind person; a table may say it '
        'row by row in a column “kind”',
    )


@dataclass
class Together:
    """What is said once of many rows: each doubt with the numbers of its lines."""

    # heading and answer
    questions: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    # column, cell, what was expected
    dropped: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    kinds: dict[str, list[int]] = field(default_factory=dict)
    headless: dict[int, str] = field(default_factory=dict)
    beside: list[int] = field(default_factory=list)

    def join(self, later: Together) -> None:
        """Add what is doubtful in later rows."""
        several: list[tuple[dict[Any, list[int]], dict[Any, list[int]]]] = [
            (self.questions, later.questions),
            (self.dropped, later.dropped),
            (self.kinds, later.kinds),
        ]
        for mine, theirs in several:
            for what, lines in theirs.items():
                mine.setdefault(what, []).extend(lines)
        self.headless |= later.headless
        self.beside += later.beside

    def report(
        self,
        path: str,
        asked: Collection[str],
        questions: Sequence[str],
        columns: Sequence[Column],
        report: Report,
    ) -> None:
        """Report all of it. `asked` are headings that ask, `questions` those for the name alone."""
        for (heading, cell), lines in self.questions.items():
            report.add(
                Place(path, lines[0]),
                'LP245',
                f'“{cell}” in the column “{cells.short(heading)}” is no clear answer to whether '
                f'the name may be printed{_where(lines)}: not public',
                _UNCLEAR if heading in asked else _REMARK,
            )
        self._report_cells(path, report)
        for cell, lines in self.kinds.items():
            report.add(
                Place(path, lines[0]),
                'LP287',
                f'“{cell}” is no kind of signatory{_where(lines)}: not taken over',
                'write organisation or person into the cell, and import the list again',
            )
        if self.headless:
            line, cell = next(iter(self.headless.items()))
            report.add(
                Place(path, line),
                'LP222',
                f'“{cells.short(cell)}” stands under no heading{_where(list(self.headless))}: '
                'left out',
                'look whether it matters; write a heading above its column to have it read',
            )
        if self.beside:
            heading = next(
                c.heading
                for c in columns
                if c.field in ('role', 'affiliation') or c.field == 'organisation'
            )
            field = next(c.field for c in columns if c.heading == heading)
            report.add(
                Place(path, self.beside[0]),
                'LP228',
                f'the question “{cells.short(questions[0])}” is about the name alone: what stands '
                f'beside the names of {len(self.beside)} persons is kept private',
                f'if it may be printed, say so: --column {field}="{heading}"',
            )

    def _report_cells(self, path: str, report: Report) -> None:
        """Report cells that were dropped (LP237): of a column with many, the first ones."""
        by_column: dict[tuple[str, str], list[tuple[str, list[int]]]] = {}
        for (column, cell, expected), lines in self.dropped.items():
            by_column.setdefault((column, expected), []).append((cell, lines))
        for (column, expected), found in by_column.items():
            for cell, lines in found[:_LINES]:
                advice = f'{countries.advice(cell)}; ' if column == 'country' else ''
                report.add(
                    Place(path, lines[0]),
                    'LP237',
                    f'“{cell}” in the column {column} is not {expected}{_where(lines)}: the cell '
                    'was left out',
                    advice + 'mend the cell and import the list again: it fills in what is empty',
                )
            if more := sum(len(lines) for _, lines in found[_LINES:]):
                report.add(
                    Place(path, found[_LINES][1][0]),
                    'LP237',
                    f'{more} more cells of the column {column} are not {expected}: they were left '
                    'out',
                    'mend them and import the list again: it fills in what is empty',
                )


def _where(lines: Sequence[int]) -> str:
    """Return the lines of a doubt in brackets, '' for a single one."""
    if len(lines) < 2:
        return ''
    more = f' and {len(lines) - _LINES} more' if len(lines) > _LINES else ''
    return f' (lines {", ".join(map(str, lines[:_LINES]))}{more})'
