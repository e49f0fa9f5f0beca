"""What is doubtful in a table, and how it is said: each doubt with its place and what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import field, replace
from typing import Any

from letterpress.findings import Place
from letterpress.manuscript import countries
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import consent, wording
from letterpress.manuscript.roll.consent import Asks
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import Column, is_no_name
from letterpress.manuscript.roll.lists.vocabulary import folded, words
from letterpress.manuscript.roll.wording import plain
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

_SAY = (
    'say what it is: --column public="{0}" if yes means that the name may be printed, '
    '--column anonymous="{0}" if yes means the opposite, --let-go "{0}" if it is about something '
    'else'
)
_UNCLEAR = (
    'the signatory is taken over as not public; to change that, write yes or no into the cell and '
    'import the list again'
)
_REMARK = (
    'the signatory is taken over as not public; if the name may be printed, empty this cell and '
    'import the list again'
)
_LINES = 5  # that are named of one doubt


# ---- of all rows ----


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


# ---- of columns ----

_OURS = ('id', 'name', 'kind')  # how a table begins that letterpress wrote (roll/files)


def judged(
    columns: Sequence[Column],
    body: Sequence[tuple[int, list[str]]],
    place: Place,
    report: Report,
) -> tuple[Column, ...]:
    """Return the columns as their cells show them; report those that may be about consent (LP244).

    A column of numbers is no id of the roll, but in a table that the roll was written to; one of
    e-mail addresses confirms nothing; a state is one where each of its words says whether a
    signature stands.
    """
    ours = [column.heading for column in columns][: len(_OURS)] == list(_OURS)
    found = []
    for n, column in enumerate(columns):
        if column.told:
            found.append(column)
            continue
        said = [row[n] for _, row in body if n < len(row) and row[n]]
        if column.asks == Asks.CONFIRMED and said and all('@' in cell for cell in said):
            column = Column(column.heading)  # "Confirm your e-mail address": typed twice
        if column.asks == Asks.STATE and not any(map(_is_state, said)):
            column = Column(column.heading)  # "Status: member"
        if (
            column.field == 'id'
            and not ours
            and any(re.fullmatch(r'[\d.-]+', cell) for cell in said)
        ):
            column = Column(column.heading, by_program=True)
        if what := _unclear(column, said):
            heading = column.heading or f'#{n + 1}'
            report.add(
                place,
                'LP244',
                f'the column “{cells.short(heading)}” {what}: nobody was taken over',
                _SAY.format(heading.replace('"', "'")),
            )
            column = replace(column, field='', asks=Asks.UNCLEAR)
        found.append(column)
    return tuple(found)


def stands(cell: str) -> bool:
    """Say whether a word for the state of a signature says that it stands."""
    return not cell or folded(cell) in words().stands


def _is_state(cell: str) -> bool:
    """Say whether a cell names a state of a signature: it stands, it waits, it is gone."""
    words = plain(cell)
    kinds = (wording.WAITING, wording.BOUNCED, wording.GONE, wording.CONFIRMED)
    return stands(cell) or any(stems.search(words) for stems in kinds)


def _unclear(column: Column, said: Sequence[str]) -> str:
    """Return why a column is a question to a person, '' where it is none."""
    if column.asks == Asks.UNCLEAR:
        return 'may be about consent to publication'
    other = next((cell for cell in said if not _is_state(cell)), '')
    if column.asks == Asks.STATE and other:
        such = cells.short(other)
        return f'says of some whether their signature stands, and of others “{such}”'
    unread = _is_open(column) and not column.field
    if unread and consent.answers(said):
        such = cells.short(said[0])
        return f'holds answers such as “{such}”, which may be about consent to publication'
    return ''


def _is_open(column: Column) -> bool:
    """Say whether somebody may have written about publication though the heading does not ask."""
    return column.asks == Asks.NOTHING and not column.by_program and not column.told


def may_remark(column: Column) -> bool:
    """Say whether a cell may speak against publication under a heading that does not ask for it."""
    return column.field in ('', 'note') and column.asks == Asks.NOTHING and not column.by_program


# ---- of one row ----


def stray(cell: str, place: Place, report: Report) -> None:
    """Report a row with more cells than there are headings (LP246)."""
    report.add(
        place,
        'LP246',
        f'the row has a cell without a heading, “{cells.short(cell)}”: it was not taken over',
        'put a cell that holds the separator in quotation marks, or give each column a heading',
    )


def short(count: int, of: int, place: Place, report: Report) -> None:
    """Report a row with fewer cells than there are headings (LP246)."""
    report.add(
        place,
        'LP246',
        f'the row has {count} of {of} cells: it was not taken over',
        'write every cell, the empty ones too, and import the table again',
    )


def no_name(name: str, place: Place, report: Report) -> bool:
    """Report a sum of the rows above (LP345), a formula or its error (LP346) in a name's place.

    Returns whether it is one.
    """
    if cells.is_computed(name):
        report.add(
            place,
            'LP346',
            f'“{cells.short(name)}” is a formula, or its error, and no name: it was not taken over',
            'mend the cell in the spreadsheet, export the list again as values, and import that',
        )
    elif cells.is_total(name):
        report.add(
            place,
            'LP345',
            f'“{cells.short(name)}” looks like a sum and not like a name: it was not taken over',
            'remove the row; if it is a name, add it to the roll by hand',
        )
    else:
        return False
    return True


_AND = frozenset('& + and und sowie et και и oraz'.split())
_TWO = re.compile(r'[^\W\d_][.)]?\s*[&+]\s*[^\W\d_]')


def two_persons(name: str, place: Place, report: Report) -> bool:
    """Report two persons in the place of one (LP348); returns whether there may be two.

    "Ortega y Gasset", "Costa e Silva" and "Puig i Cadafalch" are one each.
    """
    if _AND.isdisjoint(name.casefold().split()[1:-1]) and not _TWO.search(name):
        return False
    report.add(
        place,
        'LP348',
        f'“{cells.short(name)}” may be two persons: nobody was taken over',
        'write each on a row of their own, with their own answer; if it is one, add the name by '
        'hand',
    )
    return True


def nameless(place: Place, report: Report) -> None:
    """Report a row without a name (LP202)."""
    report.add(
        place,
        'LP202',
        'the row has no name: it was not taken over',
        'write it, or remove the row',
    )


def whole_row(name: str, sign: str, place: Place, report: Report) -> None:
    """Report a name that may be a whole row (LP241)."""
    report.add(
        place,
        'LP241',
        f'the name “{cells.short(name)}” holds “{sign}” and may be a whole row: it was '
        'not taken over',
        'mend the row; if it is one name, add it to the roll by hand',
    )


def say_spoilt(name: str, meant: str, place: Place, report: Report) -> None:
    """Report a name whose letters were lost when a file was saved (LP221)."""
    report.add(
        place,
        'LP221',
        f'the name “{cells.short(name)}” was spoilt when a file was saved'
        + (f', “{cells.short(meant)}” was meant' if meant != name else '')
        + ': it was not taken over',
        'export the list again from where it comes, as XLSX or as CSV in UTF-8',
    )


# A letter that none of the pages below has, or one that stands alone between letters of ASCII: in
# UTF-8 it would have two bytes at least.
_NOT_SPOILT = re.compile(
    '[^\x00-\u02dd\u2010-\u2122]|(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])'
)


def spoilt(name: str) -> str:
    """Return what a name was before its letters were spoilt, the name itself where nobody knows.

    '' for a sound one. UTF-8 that was read as Windows-1252 ("FÃ©dÃ©ration") reads back as UTF-8,
    which no name in any language does; a letter that was lost is U+FFFD.
    """
    if '\ufffd' in name:
        return name
    if name.isascii() or _NOT_SPOILT.search(name):
        return ''
    for page in ('cp1252', 'latin-1', 'cp1250'):
        try:
            return name.encode(page).decode('utf-8')
        except UnicodeError:
            continue
    return ''


_A_SIGN = re.compile(r'[;|\t,:=(\[]')


def divided(name: str) -> str:
    """Return the sign by which a name looks like a row of a table, or a name and an answer.

    '' for none. "Ligue, section du Nord" and "Narcotics Anonymous" are names; "Roy,Paris,non",
    "Roy: yes" and "Roy (anonymous)" are not.
    """
    if not _A_SIGN.search(name):
        return ''  # nearly every name
    if found := re.search(r'[;|\t]', name):
        return found[0]
    if name.count(',') > 1 and not re.search(r',\s', name):
        return ','
    first, *parts = re.split(r'([,:=(\[])', re.sub(r'[)\]]', '', name))
    if ':' in name and is_no_name(first):
        return ':'
    signs = zip(parts[::2], parts[1::2], strict=True)
    return next((sign for sign, part in signs if _answers(part.strip())), '')


def _answers(part: str) -> bool:
    if len(part) > 1 and consent.answer(part) in (consent.Answer.YES, consent.Answer.NO):
        return True
    return consent.speaks_against(part)
