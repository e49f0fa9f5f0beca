"""Read signatories from a table: CSV with a row of headings in any of several languages, or one column of names."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript import countries, names, tables
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll_files import unguarded
from letterpress.manuscript.schema import SLUG, Report

# Headings as forms and spreadsheets have them, without case, accents, blanks and punctuation.
_HEADINGS = {
    'id': 'id slug',
    'name': 'name nom nombre nome organisation organization organizacion organizzazione organismo association '
            'structure signatory signataire firmante firmatario unterzeichner ονομα οργανωση име '
            'организация الاسم المنظمة',
    'given': 'firstname givenname prenom nombredepila vorname nomedibattesimo',
    'family': 'lastname surname familyname nomdefamille apellido apellidos nachname familienname cognome επωνυμο '
              'фамилия',
    'kind': 'kind type art tipo ειδος вид النوع',
    'sort_as': 'sortas sortname sortieren tri',
    'url': 'url website web site siteweb sitioweb webseite homepage sitoweb ιστοτοπος сайт الموقع',
    'country': 'country countrycode pays pais land paese χωρα държава البلد',
    'joined': 'joined date datum fecha data ημερομηνια дата التاريخ signedat',
    'public': 'public publico öffentlich pubblico δημοσιο публично',
    'email': 'email mail emailaddress courriel correo correoelectronico adressemail имейл البريدالإلكتروني',
    'phone': 'phone telephone telefon telefono τηλεφωνο телефон الهاتف',
    'address': 'address adresse direccion anschrift indirizzo διευθυνση адрес العنوان',
    'consent': 'consent consentement consentimiento einwilligung consenso συγκαταθεση съгласие',
    'note': 'note notes comment comments commentaire remarque nota bemerkung anmerkung',
}
_KINDS = {
    'organisation': 'organisation organization organizacion organizzazione association collectif verein οργανωση '
                    'организация منظمة',
    'person': 'person personne persona individual individu particulier einzelperson προσωπο лице شخص',
}
_YES = frozenset('true yes oui si ja ναι да نعم 1 x'.split())
_NO = frozenset('false no non nein οχι не لا 0'.split())

MAX_CELL = 100_000


def _folded(cell: str) -> str:
    """Return a word without case, accents, blanks and punctuation."""
    letters = unicodedata.normalize('NFKD', unguarded(cell).casefold())
    return ''.join(character for character in letters if character.isalnum())


_COLUMN = {_folded(heading): column for column, headings in _HEADINGS.items() for heading in headings.split()}
_KIND = {_folded(word): kind for kind, words in _KINDS.items() for word in words.split()}


def read(text: str, path: str, kind: str, report: Report) -> list[Signatory]:
    """Return the signatories of a table, in its order; `kind` is what those are that have none.

    Raises Rejected LP235: several columns without a known heading, or not to be read as CSV at all. Reports LP236
    persons of whom the table does not say whether they are public, LP237 a cell that means nothing.
    """
    rows = tables.rows(text, path, 'LP235', MAX_CELL)
    if not rows:
        return []
    first, cells = rows[0]
    columns = [_COLUMN.get(_folded(cell), '') for cell in cells]
    named = 'name' in columns or 'family' in columns
    if not named and max(len(cells) for _, cells in rows) > 1:
        raise Rejected(Finding(Place(path, first), 'LP235', 'the table has no heading for the names',
                               'write a first row with headings, such as name, kind, url, country'))
    if 'given' in columns and 'name' in columns and 'family' not in columns:
        # French forms: "nom" beside "prénom" is the family name
        columns[columns.index('name')] = 'family'
    twice = next((column for column in columns if column and columns.count(column) > 1), '')
    if twice:
        raise Rejected(Finding(Place(path, first), 'LP235', f'two columns of the table mean “{twice}”',
                               'rename the heading of the one that does not'))
    if not named:
        columns = ['name']
    found = [entry for line, cells in rows[named:]
             if (entry := _row(dict(zip(columns, map(unguarded, cells))), Place(path, line), kind, report))]
    silent = [entry for entry in found if entry.kind == 'person' and not entry.public]
    if silent and 'public' not in columns:
        say_silent(silent, report)
    return found


def say_silent(persons: list[Signatory], report: Report) -> None:
    """Report persons of whom a list does not say that they may be printed: consent is never taken for granted."""
    report.add(persons[0].place, 'LP236', f'the list does not say whether its persons ({len(persons)}) may be printed: '
               'they were taken over as not public', 'import a table with a column "public" (yes or no), or change the '
               'entries')


def _row(cells: dict[str, str], place: Place, kind: str, report: Report) -> Signatory | None:
    given, family = cells.get('given', ''), cells.get('family', '')
    name = names.normal(cells.get('name', '') or f'{given} {family}'.strip())
    if not name:
        return None
    before = len(report.findings)
    values = {
        'kind': _read(cells, 'kind', _kind, 'a kind of signatory', place, report) or ('person' if family else kind),
        'joined': _read(cells, 'joined', date.fromisoformat, 'a date such as 2026-12-01', place, report),
        'country': _read(cells, 'country', countries.code, 'a country of ISO 3166', place, report) or '',
        'url': _read(cells, 'url', _url, 'a web address that starts with https://', place, report) or '',
        'id': _read(cells, 'id', _slug, 'an id of small letters, digits and hyphens', place, report) or '',
    }
    public = _read(cells, 'public', _flag, 'yes or no', place, report)
    if len(report.findings) > before:
        return None
    return Signatory(
        name=name, public=values['kind'] == 'organisation' if public is None else public,
        sort_as=names.normal(cells.get('sort_as', '') or (f'{family} {given}' if given and family else '')),
        private=PrivateRecord(**{key: cells.get(key, '') for key in PrivateRecord.__dataclass_fields__}),
        place=place, **values)


def _read(cells: dict[str, str], column: str, parse: Callable[[str], Any], expected: str, place: Place,
          report: Report) -> Any:
    """Return a cell's value, or None where it is empty or means nothing (then it is reported)."""
    cell = cells.get(column, '')
    if not cell:
        return None
    try:
        return parse(cell)
    except (ValueError, KeyError):
        report.add(place, 'LP237', f'“{cell[:40]}” in the column {column} is not {expected}: the row was not taken '
                   'over', (f'{countries.advice(cell)}; ' if column == 'country' else '')
                   + 'mend the cell and import the table again')
        return None


def _kind(cell: str) -> str:
    return _KIND[_folded(cell)]


def _flag(cell: str) -> bool:
    word = _folded(cell)
    if word not in _YES | _NO:
        raise ValueError
    return word in _YES


def _slug(cell: str) -> str:
    return _whole(SLUG, cell)


def _url(cell: str) -> str:
    return _whole(r'https?://[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?', cell)


def _whole(pattern: str, cell: str) -> str:
    if not re.fullmatch(pattern, cell):
        raise ValueError
    return cell
