"""The roll as files: CSV for everybody, YAML for the project.

Both are read back by letterpress to equal values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Sequence as Sequence_
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import yaml

from letterpress.base import tables
from letterpress.manuscript.model import PrivateRecord, PublicSignatory, Signatory
from letterpress.manuscript.yaml.tree import Sequence

COLUMNS = ('id', 'name', 'kind', 'url', 'country', 'joined')
EMBARGO = 'embargo'  # the column of a table of the press that says until when it is held
BESIDE = ('role', 'affiliation')  # columns of a roll in which somebody has them


def to_csv(signatories: Iterable[PublicSignatory], said: bool = False, held: str = '') -> bytes:
    """Return the public roll as CSV (RFC 4180: commas, CRLF) in UTF-8, formulas disarmed.

    With `said` a last column says of each that the name may be printed, so that an import of the
    table knows it. `held` is the line of an embargo: a last column `embargo` says it in each row,
    which stays where a spreadsheet sorts, cuts or copies the table.
    """
    listed = tuple(signatories)
    beside = BESIDE if any(one.beside for one in listed) else ()
    headings = [*COLUMNS, *beside, *['public'] * said, *([EMBARGO] if held else [])]
    answer = [*['yes'] * said, *([held] if held else [])]
    return tables.write(
        headings,
        ([*(getattr(one, column) for column in (*COLUMNS, *beside)), *answer] for one in listed),
    )


def to_json(signatories: Iterable[PublicSignatory], number: int, day: date) -> bytes:
    """Return the public roll of an edition as JSON.

    Its number and date, the count, and every entry in printing order.
    """
    entries = [
        {key: value for key in (*COLUMNS, *BESIDE) if (value := getattr(one, key))}
        for one in signatories
    ]
    roll = {
        'edition': number,
        'as_of': day.isoformat(),
        'count': len(entries),
        'signatories': entries,
    }
    return (json.dumps(roll, ensure_ascii=False, indent=1) + '\n').encode()


def to_yaml(signatories: Iterable[Signatory], header: str = '', indent: int = 0) -> bytes:
    """Return the entries as letterpress reads them: keys in the schema's order, nothing empty.

    `header` is a comment, a line each; `indent` is the column of the hyphens. No entry gives `[]`.
    """
    comment = ''.join(f'# {line}'.rstrip() + '\n' for line in header.splitlines())
    blank, listed = ' ' * indent, tuple(signatories)
    parts = [
        f'{blank}- {entry[indent + 2 :]}'
        for at in range(0, len(listed), _TOGETHER)
        for entry in _entries(listed[at : at + _TOGETHER], blank)
    ]
    return (comment + (''.join(parts) or f'{blank}[]\n')).encode()


def extend(text: str, root: object, added: Iterable[Signatory]) -> bytes | None:
    """Return the text of a roll with entries added at its end, all else as it was, comments too.

    `root` is the text's tree. None where that cannot be done (a list in brackets): then write it
    anew with `to_yaml`.
    """
    added = tuple(added)
    if not added:
        return text.encode()
    if not isinstance(root, Sequence):  # a file of comments alone, or nothing
        return (text + '\n' * bool(text and not text.endswith('\n'))).encode() + to_yaml(added)
    lines = text.split('\n')
    if not lines[root.place.line - 1].lstrip().startswith('-'):
        return None
    return (text.rstrip('\n') + '\n').encode() + to_yaml(added, indent=root.place.column - 1)


_KEY = re.compile(r'( *)(- )?([a-z_]+):(?: (.*\S))? *')


def fill(
    text: str, filled: Iterable[tuple[Signatory, Mapping[str, object], Mapping[str, str]]]
) -> tuple[str, list[Signatory]]:
    """Return the text of a roll with values added to entries, all else as it was, comments too.

    Each entry comes with its new values, and those of its private part. Also returns the entries
    to which nothing could be added: those that are not written a key a line.
    """
    lines = text.split('\n')
    added: dict[int, list[str]] = {}  # behind the line of that number, from 1
    left = []
    for entry, values, private in filled:
        found = _lines(lines, entry.place.line)
        if found is None or (private and found.private and not found.inside):
            left.append(entry)
            continue
        blank = ' ' * found.indent
        new = [f'{blank}{key}: {_scalar(value)}' for key, value in values.items()]
        inner = [f'{blank}  {key}: {scalar(value)}' for key, value in private.items()]
        if private and found.inside:
            deep = ' ' * found.inside
            inner = [f'{deep}{key}: {scalar(value)}' for key, value in private.items()]
            added.setdefault(found.private, []).extend(inner)
        elif private:
            added.setdefault(found.last, []).extend([f'{blank}private:', *inner])
        if new:
            added.setdefault(found.private - 1 if found.private else found.last, [])[:0] = new
    made = [line for number, own in enumerate(lines, 1) for line in (own, *added.get(number, ()))]
    return '\n'.join(made), left


class _Lines(NamedTuple):
    """The lines of an entry: the column of its keys, its last line, that of `private:` or 0.

    `inside` is the column of the keys under `private`, 0 where they stand on its line.
    """

    indent: int
    last: int
    private: int
    inside: int


def _lines(lines: list[str], first: int) -> _Lines | None:
    """Return where an entry stands that begins in a line; None where it is not a key a line."""
    begin = _KEY.fullmatch(lines[first - 1]) if 0 < first <= len(lines) else None
    if begin is None or not begin[2]:
        return None
    indent, last, private, inside = len(begin[1]) + 2, first, 0, 0
    if begin[3] == 'private' or not _on_one_line(begin[4]):
        return None
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if not line.strip() or line.lstrip().startswith('#'):
            continue
        deep = len(line) - len(line.lstrip())
        if deep < indent:
            break
        found = _KEY.fullmatch(line)
        if found is None or found[2]:
            return None
        if deep == indent and found[3] == 'private':
            private = number
            if found[4]:
                inside = 0  # {email: …}
        elif deep > indent and private and (not inside or inside == deep):
            inside = deep
            if not _on_one_line(found[4]):
                return None
        elif deep != indent or not _on_one_line(found[4]):
            return None
        last = number
    return _Lines(indent, last, private, inside)


def _on_one_line(value: str | None) -> bool:
    """Say whether a value ends in its line."""
    if not value or value[0] in '|>{[&*!':
        return False
    if value[0] in '"\'':
        return len(value) > 1 and value.rstrip().endswith(value[0])
    return True


def _scalar(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else scalar(str(value))


_FIRST = ('id', 'name', 'kind', 'sort_as', 'url', 'country')
_PRIVATE = tuple(PrivateRecord.__dataclass_fields__)
_TOGETHER = 2000  # entries that are written together, a key of all of them after the other


def _entries(block: tuple[Signatory, ...], blank: str) -> Iterator[str]:
    """Yield the lines of each entry; the first begins with blanks where the hyphen will stand."""
    inner = map(
        ''.join,
        zip(*_columns(_PRIVATE, [one.private for one in block], f'{blank}    '), strict=True),
    )
    columns = [
        *_columns(_FIRST, block, f'{blank}  '),
        [f'{blank}  joined: {one.joined.isoformat()}\n' if one.joined else '' for one in block],
        *_columns(BESIDE, block, f'{blank}  '),
        [_marks(one, blank) for one in block],
        [f'{blank}  private:\n{lines}' if lines else '' for lines in inner],
    ]
    return map(''.join, zip(*columns, strict=True))


def _columns(keys: Sequence_[str], ones: Sequence_[object], blank: str) -> Iterator[list[str]]:
    """Yield the lines of each key in all entries, '' where an entry has nothing under it."""
    of_words = _WORDS.fullmatch
    for key in keys:
        yield [
            f'{blank}{key}: {value if of_words(value) else scalar(value)}\n' if value else ''
            for value in map(attrgetter(key), ones)
        ]


def _marks(signatory: Signatory, blank: str) -> str:
    """Return the lines that say yes or no of an entry, and in which edition it came."""
    lines = ''
    if signatory.kind == 'person' or not signatory.public:
        lines = f'{blank}  public: {"true" if signatory.public else "false"}\n'
    if signatory.since:
        lines += f'{blank}  since: {signatory.since}\n'
    if signatory.namesake:
        lines += f'{blank}  namesake: true\n'
    if not signatory.confirmed:
        lines += f'{blank}  confirmed: false\n'
    return lines


_BARE = re.compile(
    r'\w([^#:"\x00-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff]|:(?! |$)|(?<! )#)*'
)
# Nearly every name, id and address: no reader takes it for anything but a text
_WORDS = re.compile(r"[^\W\d_][\w.'’]*(?:[ @-][\w.'’]+)+")
_UNTYPED = yaml.resolver.Resolver()
# No type of YAML 1.1 but text has any other character (its numbers, dates, yes and no, null, merge)
_OF_A_TYPE = re.compile(r'[-+.:~<=\w\s]*', re.ASCII)


@lru_cache(4096)
def scalar(value: str) -> str:
    """Return a text as a YAML scalar.

    Bare where every reader of YAML takes it for the same text, else in quotes.
    """
    if _WORDS.fullmatch(value):
        return value
    if (
        _BARE.fullmatch(value)
        and value == value.strip()
        and not (_OF_A_TYPE.fullmatch(value) and not _resolved(value).endswith(':str'))
    ):
        return value
    if value.isprintable() and '"' not in value and '\\' not in value:
        return f'"{value}"'
    return '"' + ''.join(_escaped(character) for character in value) + '"'


@lru_cache(4096)
def _resolved(value: str) -> str:
    """Return the tag that a reader of YAML gives a bare scalar."""
    tag: str = _UNTYPED.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # types-PyYAML leaves it so
    return tag


def _escaped(character: str) -> str:
    if character in '"\\':
        return '\\' + character
    if character.isprintable():
        return character
    point = ord(character)
    if point < 0x100:
        return f'\\x{point:02x}'
    if point < 0x10000:
        return f'\\u{point:04x}'
    return f'\\U{point:08x}'
