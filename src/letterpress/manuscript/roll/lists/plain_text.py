"""Read names from a text: a run-on list, or one name a line.

What may be a row of a table, a title or a heading is never taken for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from letterpress.base import tables
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import consent, contacts, names
from letterpress.manuscript.roll.consent import Stand
from letterpress.manuscript.roll.lists import columns, table
from letterpress.manuscript.roll.lists.doubts import named, together
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

_DASH = '-\u2010\u2011\u2013\u2014'
# A dash needs a blank beside it.
_CUT = re.compile(rf'\s+[{_DASH}]\s*|\s*[{_DASH}]\s+|\s*[;|\u2022]\s*')
_INNER_DASH = re.compile(rf'\w[{_DASH}](?=\w)')
_BULLET = re.compile(r'\s*(?:[-*+\u2022\u00b7\u2013\u2014]|\(?\d{1,6}[.)])\s+')
_HEADING = re.compile(r'#{1,6}\s+(.*)')
_SIGNED = re.compile(
    'signator|signataire|firmant|firmatari|unterzeichn|signatár|ondertekenaar|sygnatariusz|υπογρ|'
    'υπέγρα|подпис|موقع|موقّع',
    re.IGNORECASE,
)
_ORGANISATIONS = re.compile(
    r'organi[sz]|\bassociations\b|\basociaciones\b|\bassociazioni\b|\bverbände\b|οργαν|организ|'
    'منظم',
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r'\bpersons?\b|\bpersonn|\bpersonas\b|\bpersone\b|\bpersonen\b|\bindividu|\beinzelperson|'
    r'\bpeople\b|\bcitizens\b|προσώπ|πρόσωπ|лица\b|граждан|أشخاص|أفراد',
    re.IGNORECASE,
)
# What joins the last name of a list to the one before, in the languages that people write in.
_AND = r'(?:and|et|y|und|e|ed|και|и|و|oraz|i|en|a|și)'
_LEADING_AND = re.compile(rf'{_AND}\s+(?=[^\W\d_])')
_LAST_AND = re.compile(rf'\s+{_AND}\s+(?=[^\W\d_])')
_CODE = re.compile(r'\s*(?:<[!?/a-z]|\{|\[\s*(?:[{\["]|$))', re.IGNORECASE)
_SIGNS = {'\t': 'tab'}


@dataclass(frozen=True)
class Names:
    """What a text lists: its entries, and why some are not public (by place)."""

    entries: tuple[Signatory, ...]
    stands: dict[Place, Stand]


def read(source: Source, asked: table.Asked, report: Report) -> Names | table.Table:
    """Return the signatories that a text names.

    What is `asked` says what they are where its heading does not. A table is read as `table` does.
    Raises Rejected: LP230 no list found, LP249 a table without known headings. Reports LP221 a
    spoilt name, LP231 a dash that may separate, LP232 two things on a line, LP233 commas, LP234 a
    bracket, LP236 persons who were not asked, LP241 a whole row, LP242 nobody says what they are,
    LP249 a line that is no name, and what is wrong with names.
    """
    text, path = source.text, source.name
    lines, title = _section(text.split('\n'), path)
    if _is_table(text):
        return table.read(source, asked, report)
    kind = asked.kind or None
    _refuse_rows(lines, path)
    said = {
        kind
        for kind, words in (('organisation', _ORGANISATIONS), ('person', _PERSONS))
        if words.search(title)
    }
    if len(said) == 1 and kind and kind not in said:
        raise Rejected(
            Finding(
                Place(path, lines[0][0] if lines else 0),
                'LP286',
                f'the heading “{title.strip()}” says that the names are {said.pop()}s, --kind says '
                f'{kind}s',
                'leave --kind out, or change the heading',
            )
        )
    kind = said.pop() if len(said) == 1 else kind
    entries = [
        entry
        for name, place in _text(lines, path, report)
        if (entry := _entry(name, place, kind or '', asked.basis, report))
    ]
    if entries and not kind:
        together.say_unsaid(len(entries), 'names', entries[0].place, report)
        return Names((), {})
    if entries and kind == 'person' and not asked.basis:
        together.say_silent(entries, report)
    stands = {entry.place: Stand.NOT_ASKED for entry in entries if not entry.public}
    return Names(tuple(entries), stands)


def _entry(text: str, place: Place, kind: str, basis: str, report: Report) -> Signatory | None:
    name, mail = contacts.parted(names.normal(text))
    if spoilt := named.spoilt(name):
        named.say_spoilt(name, spoilt, place, report)
        return None
    if kind == 'person' and named.two_persons(name, place, report):
        return None
    wrong = names.check(name, place)
    report.findings += wrong
    if any(finding.severity == 'error' for finding in wrong):
        return None
    return Signatory(
        '',
        name,
        kind,
        public=kind == 'organisation' or bool(basis),
        private=PrivateRecord(email=mail, consent=basis * (kind == 'person')),
        place=place,
    )


def _section(lines: list[str], path: str) -> tuple[list[tuple[int, str]], str]:
    """Return the lines of the list with their numbers, and its heading.

    Of a letter, those below the list's heading.
    """
    heads = [(n, match[1]) for n, line in enumerate(lines) if (match := _HEADING.match(line))]
    start, end, heading = 0, len(lines), ''
    if heads:
        lists = [(n, title) for n, title in heads if _SIGNED.search(title)]
        if len(lists) != 1:
            what = 'no heading names' if not lists else f'{len(lists)} headings name'
            place = Place(path, lists[1][0] + 1 if lists else 0)
            raise Rejected(
                Finding(
                    place,
                    'LP230',
                    f'{what} the list of signatories',
                    'put one heading such as "## Signatories" above the list, or keep the list '
                    'alone',
                )
            )
        start, heading = lists[0][0] + 1, lists[0][1]
        end = next((n for n, _ in heads if n >= start), end)
    return [(n + 1, lines[n]) for n in range(start, end) if lines[n].strip()], heading


# ---- what is no list ----


def _is_table(text: str) -> bool:
    """Say whether a text has a row of two or more headings, one of them that of names."""
    try:
        found = tables.rows(text[:20_000], '', 'LP235', table.MAX_CELL, columns.is_heading)
    except Rejected:
        return False
    at = table.headed(found)
    return at is not None and sum(map(columns.is_heading, found[at][1])) > 1


def _refuse_rows(lines: list[tuple[int, str]], path: str) -> None:
    """Raise Rejected LP249 where lines are cells of a table rather than names."""
    if lines and _CODE.match(lines[0][1]):
        raise Rejected(
            Finding(
                Place(path, lines[0][0]),
                'LP249',
                'the file looks like HTML, XML or JSON and not like a list',
                _HOW,
            )
        )
    for sign in '\t;|,':
        counts = [_masked(line).count(sign) for _, line in lines]
        alike = len(lines) > 1 and min(counts) == max(counts) > 0
        if alike and (sign != ',' or all(re.search(r',\S', line) for _, line in lines)):
            raise Rejected(
                Finding(
                    Place(path, lines[0][0]),
                    'LP249',
                    'the list looks like a table without known '
                    f'headings: each of its {len(lines)} lines has {max(counts)} '
                    f'“{_SIGNS.get(sign, sign)}”',
                    _HOW,
                )
            )
    for number, line in lines:
        pieces = [piece for _, piece in _pieces(line)]
        no_name = next((piece for piece in pieces if _is_cell(piece)), '')
        if len(pieces) > 1 and no_name:
            raise Rejected(
                Finding(
                    Place(path, number),
                    'LP249',
                    f'the line looks like a row of a table: “{no_name}” is no name',
                    _HOW,
                )
            )


_HOW = (
    'if it is a table, write a first row with headings (name, kind, public, email) and let the '
    'name of the file end in .csv; if it is a list, write each name on a line of its own'
)


def _is_cell(piece: str) -> bool:
    """Say whether a piece between separators is an answer, an address or a heading, and no name."""
    said = consent.answer(piece)
    return (
        said in (consent.Answer.YES, consent.Answer.NO)
        or columns.is_no_name(piece)
        or bool(contacts.held(contacts.parted(piece)[0]))
        or bool(re.fullmatch(r'[\d\s:./-]+', piece))
    )


# ---- what is one ----


def _text(lines: list[tuple[int, str]], path: str, report: Report) -> Iterator[tuple[str, Place]]:
    # the last line may be short
    if lines and all(len(_pieces(line)) > 2 for _, line in (lines[0], *lines[:-1])):
        yield from _run_on(lines, path, report)
    else:
        for number, line in lines:
            yield from _one(line, Place(path, number, 1), report)


def _one(line: str, place: Place, report: Report) -> Iterator[tuple[str, Place]]:
    """Read a line that should hold one name."""
    name = line[match.end() :] if (match := _BULLET.match(line)) else line
    place = replace(place, column=1 + len(line) - len(name.lstrip()))
    name = name.strip()
    if len(_pieces(name)) > 1:
        report.add(
            place,
            'LP232',
            f'“{name}” may be one name, two names, or a person and an organisation: it was not '
            'taken over',
            'write each name on a line of its own; if it is one name, import it as a table (CSV) '
            'with the heading "name"',
        )
    elif _SIGNED.search(name) or (_is_cell(name) and not contacts.held(name)):
        report.add(
            place,
            'LP249',
            f'“{name}” looks like a title, a heading or an answer: it was not taken over',
            'remove the line; if it is a name, add it to the roll by hand',
        )
    elif name and not _doubtful(name, place, report):
        yield name, place


def _run_on(lines: list[tuple[int, str]], path: str, report: Report) -> Iterator[tuple[str, Place]]:
    """Read names that follow each other, on one line or on several."""
    text = '\n'.join(line for _, line in lines)
    pieces = _pieces(text)
    last = _joined(*pieces[-1])
    if len(last) > 1:
        row = text.count('\n', 0, last[0][0])
        report.add(
            Place(path, lines[row][0], last[0][0] - text.rfind('\n', 0, last[0][0])),
            'LP231',
            f'“{pieces[-1][1]}” at the end of the list was taken for two names',
            'look at it; if it is one name, add it to the roll by hand, or put it before another',
        )
    for start, piece in (*pieces[:-1], *last):
        row, column = text.count('\n', 0, start), start - text.rfind('\n', 0, start)
        place = Place(path, lines[row][0], column)
        if '\n' in piece:
            report.add(
                place,
                'LP232',
                f'“{" ".join(piece.split())}” goes across the end of a line and may be one name '
                'or two: it was not taken over',
                'put the whole list on one line, or each name on its own',
            )
        elif not _doubtful(piece, place, report):
            bare = contacts.parted(piece)[0]
            if inner := _INNER_DASH.search(bare) or _CUT.search(bare):
                report.add(
                    place,
                    'LP231',
                    f'“{bare}” was kept as one name, though a dash may separate two at '
                    f'“{bare[max(inner.start() - 1, 0) : inner.end() + 1]}”',
                    'look at it; if it is two names, '
                    'put blanks around the dash, outside brackets, and import the list again',
                )
            yield piece, place


def _joined(start: int, piece: str) -> list[tuple[int, str]]:
    """Return the last piece of a list without the conjunction before it.

    "A; B; and C" ends with a name that is clear. Where the last piece holds one conjunction, as in
    "A; B; C and D", it is two names.
    """
    if leading := _LEADING_AND.match(piece):
        return [(start + leading.end(), piece[leading.end() :])]
    found = list(_LAST_AND.finditer(_masked(piece)))
    if len(found) != 1:
        return [(start, piece)]
    one = found[0]
    return [(start, piece[: one.start()]), (start + one.end(), piece[one.end() :])]


def _doubtful(name: str, place: Place, report: Report) -> bool:
    """Report what may not be one name although no dash says so."""
    masked = _masked(name)
    if name.count('(') != name.count(')'):
        report.add(
            place,
            'LP234',
            f'a bracket of “{name}” has no partner: it was not taken over',
            'mend it in the list and import it again',
        )
    elif re.search(r'[,،、](?!\d)', masked):
        report.add(
            place,
            'LP233',
            f'“{name}” may be several names, or a family name and a first name: it was not '
            'taken over',
            'write each name on a line of its own, or import a table (CSV) with the heading "name"',
        )
    elif sign := named.divided(name):
        report.add(
            place,
            'LP241',
            f'the name “{" ".join(name.split())}” holds “{_SIGNS.get(sign, sign)}” and may be a '
            'whole row: it was not taken over',
            'mend the line; if it is one name, add it to the roll by hand',
        )
    else:
        return named.no_name(name, place, report)
    return True


def _pieces(text: str) -> list[tuple[int, str]]:
    """Return the parts of a text between its separators, each with its start.

    A dash in brackets separates nothing.
    """
    inner = (cut.span() for cut in _CUT.finditer(_masked(text)))
    cuts = [(0, 0), *inner, (len(text), len(text))]
    parts = [(start, text[start:end]) for (_, start), (end, _) in pairwise(cuts)]
    return [
        (start + len(part) - len(part.lstrip()), part.strip())
        for start, part in parts
        if part.strip()
    ]


def _masked(text: str) -> str:
    """Return the text with what stands in brackets made unreadable, at the same length."""
    return re.sub(
        r'([(<])([^()<>\n]*)([)>])', lambda found: found[1] + 'x' * len(found[2]) + found[3], text
    )
