"""Members: who sits in a parliament, as its own open data say.

The chambers' lists come in, `Member` values go out. The Assembly's list (`liste_deputes_excel.csv`
or `liste_deputes_libre_office.csv`, data.assemblee-nationale.fr) gives no civility;
`deputes-active.csv` on data.gouv.fr, made from the Assembly's data, does. The Senate's
(`ODSEN_GENERAL.csv`, data.senat.fr) has comments in front and former senators in it. All come in
UTF-8 or Windows-1252.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from letterpress.base import decoding, tables
from letterpress.findings import Finding, Place, Rejected
from letterpress.values import dataclass

MAX_CELL = 100_000

_CIVILITY = {'m': 'Monsieur', 'monsieur': 'Monsieur', 'mme': 'Madame', 'madame': 'Madame'}
# what the lists write differently from the law: articles, prepositions, and the islands of Wallis
# and Futuna
_SMALL = frozenset('la le les l de du des d et iles'.split())


@dataclass(frozen=True)
class Member:
    """One who sits, as a list says it; what the list does not say is ''."""

    constituency: str  # as the list writes it: 'Réunion 2'
    name: str
    civility: str
    email: str
    place: Place

    @property
    def seat(self) -> str:
        """The key of the seat, whatever its spelling."""
        return seat(self.constituency)


@dataclass(frozen=True)
class _Source:
    """The headings of one chamber's list: for each thing, the headings that may stand over it."""

    body: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    department: tuple[str, ...]
    number: tuple[str, ...] = ()
    civility: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    state: tuple[str, ...] = ()  # only those who are ACTIF sit

    def lacking(self, headings: Sequence[str]) -> list[str]:
        """Return what a first row must have and has not; `headings` are folded."""
        due = [self.given, self.family, self.department, *filter(None, (self.number, self.state))]
        return [names[0] for names in due if set(headings).isdisjoint(map(same_name, names))]


SOURCES = (
    _Source(
        'senat',
        ('Prénom usuel',),
        ('Nom usuel',),
        ('Circonscription',),
        civility=('Qualité',),
        email=('Courrier électronique',),
        state=('État',),
    ),
    _Source(
        'assemblee-nationale',
        ('Prénom',),
        ('Nom',),
        ('Département', 'departementNom'),
        ('Numéro de circonscription', 'circo'),
        ('civ',),
        ('mail',),
    ),
)


def _is_heading(cell: str) -> bool:
    """Say whether a cell is a heading of one of the lists."""
    return same_name(cell) in _HEADINGS


def seat(constituency: str) -> str:
    """Return the key of a seat: 'Ain 1', 'AIN, 01' and 'l’Ain 1' are one."""
    found = re.fullmatch(r'(.*?)[\s,-]*(\d{0,3})', constituency.strip())
    name, number = found.groups() if found else (constituency, '')
    words = re.findall('[a-z0-9]+', _plain(name))
    key = ''.join(word for word in words if word not in _SMALL)
    return f'{key} {int(number)}' if number else key


def same_name(name: str) -> str:
    """Return what is equal for two spellings of one name.

    That is its letters and figures, without case and accents.
    """
    return ''.join(character for character in _plain(name) if character.isalnum())


def _plain(text: str) -> str:
    letters = unicodedata.normalize('NFKD', text.casefold())
    return ''.join(character for character in letters if not unicodedata.combining(character))


def read(data: bytes, path: str) -> tuple[str, tuple[Member, ...]]:
    """Return the body whose list this is, and its members in the list's order.

    Raises Rejected: LP262 where the file is no list of a chamber that is known, or says nothing
    about anybody who sits.
    """
    rows = _rows(decoding.decode(_utf8(data), path), path)
    if not rows:
        raise Rejected(
            Finding(Place(path), 'LP262', 'the list is empty', 'download it again from the chamber')
        )
    line, first = rows[0]
    headings = [same_name(cell) for cell in first]
    source = min(SOURCES, key=lambda source: len(source.lacking(headings)))
    if lacking := source.lacking(headings):
        raise Rejected(
            Finding(
                Place(path, line),
                'LP262',
                'this is no list of members of a chamber that is known: '
                f'it lacks {", ".join(lacking)}',
                'download liste_deputes_excel.csv from '
                'data.assemblee-nationale.fr, deputes-active.csv from data.gouv.fr, or '
                'ODSEN_GENERAL.csv from data.senat.fr',
            )
        )
    found = [
        member
        for number, cells in rows[1:]
        if (member := _member(source, headings, cells, Place(path, number)))
    ]
    if not found:
        raise Rejected(
            Finding(
                Place(path),
                'LP262',
                'the list names nobody who sits today',
                'download it again from the chamber',
            )
        )
    return source.body, tuple(found)


_HEADINGS = frozenset(
    same_name(name)
    for source in SOURCES
    for names in vars(source).values()
    if isinstance(names, tuple)
    for name in names
)


def _utf8(data: bytes) -> bytes:
    """Return the bytes as UTF-8.

    The chambers publish in Windows-1252 too, where five bytes mean nothing.
    """
    try:
        data.decode('utf-8')
        return data
    except UnicodeDecodeError:
        return data.decode('cp1252', 'replace').encode()


def _rows(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Return the rows after the comments in front, each with the number of its first line."""
    lines = text.split('\n')
    told = (n for n, line in enumerate(lines) if line.strip() and not line.startswith('%'))
    start = next(told, len(lines))
    body = '\n' * start + '\n'.join(lines[start:])  # the lines keep their numbers
    return [
        (line, [' '.join(cell.split()) for cell in cells])
        for line, cells in tables.rows(body, path, 'LP262', MAX_CELL, _is_heading)
    ]


def _member(
    source: _Source, headings: Sequence[str], row: Sequence[str], place: Place
) -> Member | None:
    cells = dict(zip(headings, row, strict=False))  # a row may be short

    def of(names: tuple[str, ...]) -> str:
        return next((cell for name in names if (cell := cells.get(same_name(name)))), '')

    if source.state and of(source.state).casefold() != 'actif':
        return None
    name = unicodedata.normalize('NFC', f'{of(source.given)} {of(source.family)}'.strip())
    name = re.sub(r"(?<=\w)'(?=\w)", '’', name)
    if not name:
        return None
    email = of(source.email)
    return Member(
        f'{of(source.department)} {of(source.number)}'.strip(),
        name,
        _CIVILITY.get(of(source.civility).casefold().rstrip('.'), ''),
        email if '@' in email else '',
        place,
    )
