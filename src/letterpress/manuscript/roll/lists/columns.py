"""What the columns of a list of signatories are taken for, by their headings in any language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from letterpress.base.tables import unguarded
from letterpress.manuscript.roll import consent

# Headings as forms and spreadsheets have them, without case, accents, blanks and punctuation.
# `name` does not say whether the rows are organisations or persons; `organisation`, `person`,
# `given` and `family` do.
_HEADINGS = {
    'id': 'id slug',
    'name': 'name names nom noms nombre nome nomi namen nazwa signatory signataire firmante '
    'firmatario unterzeichner ονομα име الاسم',
    'organisation': 'organisation organization organisations organizations organizacion '
    'organizzazione organismo organisme association asociacion associazione structure verein '
    'organizacja organisationname organizationname organisationsname nameoforganisation '
    'nameoforganization nameoftheorganisation nameoftheorganization namederorganisation '
    'nomdelorganisation nomdevotreorganisation nomdelassociation nombredelaorganizacion '
    'nomedellorganizzazione nazwaorganizacji οργανωση ονομαοργανωσης организация '
    'иметонаорганизацията المنظمة اسمالمنظمة',
    'person': 'fullname yourname yourfullname firstandlastname votrenom nomcomplet nometprenom '
    'nomprenom prenometnom prenomnom nombrecompleto nombreyapellidos vornamenachname '
    'vorundnachname vorundzuname vollstandigername ihrname nomecompleto nomeecognome '
    'cognomeenome iltuonome tunombre ονοματεπωνυμο имеифамилия пълноиме الاسمالكامل '
    'imieinazwisko nazwiskoiimie',
    'given': 'firstname givenname forename prenom nombredepila vorname nomedibattesimo imie '
    'الاسمالاول',
    'family': 'lastname surname familyname nomdefamille apellido apellidos nachname familienname '
    'cognome επωνυμο фамилия nazwisko اسمالعائلة اللقب الكنية',
    'kind': 'kind type art tipo ειδος вид النوع',
    'sort_as': 'sortas sortname sortieren tri',
    'url': 'url website web site siteweb sitioweb webseite homepage sitoweb ιστοτοπος сайт '
    'الموقع www',
    'country': 'country countrycode pays pais land paese χωρα държава البلد kraj',
    'joined': 'joined date datum fecha data ημερομηνια дата التاريخ signedat',
    'email': 'email mail emailaddress courriel correo correoelectronico adressemail adresseemail '
    'adresemail emailadresse имейл البريدالإلكتروني',
    'phone': 'phone phonenumber telephone telefon telefono τηλεφωνο телефон الهاتف',
    'address': 'address adresse direccion anschrift indirizzo διευθυνση адрес العنوان',
    'note': 'note notes comment comments commentaire remarque remarques nota kommentar bemerkung '
    'anmerkung komentarz σχολια коментар',
}
_NAMES = frozenset(('name', 'organisation', 'person', 'given', 'family'))
_BY_PROGRAM = frozenset(
    'serial sid uid uuid userid username userdisplayname submittedtime submitdate timestamp '
    'horodateur zeitstempel ipaddress ip seed lastpage startlanguage'.split()
)
_RECORD = frozenset(
    'consent consentement consentimiento einwilligung consenso συγκαταθεση съгласие'.split()
)


def folded(cell: str) -> str:
    """Return a word without case, accents, blanks and punctuation."""
    letters = unicodedata.normalize('NFKD', unguarded(cell).casefold())
    return ''.join(character for character in letters if character.isalnum())


_COLUMN = {
    folded(heading): column
    for column, headings in _HEADINGS.items()
    for heading in headings.split()
}
_RECORDS = frozenset(map(folded, _RECORD))


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field it fills ('' for none), and what it asks about publication.

    `record`: the heading is the roll's own `consent`, under which may also stand how somebody
    agreed; `by_program`: the cells were written by the form's program, nobody answered them.
    """

    heading: str
    field: str = ''
    asks: consent.Asks = consent.Asks.NOTHING
    record: bool = False
    by_program: bool = False

    def __str__(self) -> str:
        return self.field or self.asks.value


def is_heading(cell: str) -> bool:
    """Say whether a cell is a heading that is known."""
    unknown = (consent.Asks.NOTHING, consent.Asks.UNCLEAR)
    return folded(cell) in _COLUMN or consent.asks(cell) not in unknown


def is_no_name(cell: str) -> bool:
    """Say whether a text alone is a heading rather than a name."""
    clear = (consent.Asks.PUBLISH, consent.Asks.HIDE)
    return folded(cell) in _COLUMN or consent.asks(cell) in clear


def is_name_heading(cell: str) -> bool:
    """Say whether a cell is the heading of a column of names."""
    return _COLUMN.get(folded(cell)) in _NAMES


def taken(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column is taken for."""
    fields = [_COLUMN.get(folded(heading), '') for heading in headings]
    parts = {'given', 'family'}.intersection(fields)
    if 'name' in fields and len(parts) == 1:
        # "nom" beside "prénom" is the family name, "nombre" beside "apellidos" the given one
        fields[fields.index('name')] = 'family' if 'given' in parts else 'given'
    return tuple(
        Column(heading, field) if field else _without_field(heading)
        for heading, field in zip(headings, fields, strict=True)
    )


def _without_field(heading: str) -> Column:
    """Return a column that fills no field of an entry: what its heading asks."""
    word = folded(heading)
    if word in _BY_PROGRAM:
        return Column(heading, by_program=True)
    return Column(heading, '', consent.asks(heading), word in _RECORDS)


def has_names(columns: Sequence[Column]) -> bool:
    """Say whether one of the columns holds names; first names alone are none."""
    return any(column.field in _NAMES - {'given'} for column in columns)


def says(columns: Sequence[Column]) -> str:
    """Return what the headings say the rows are.

    'organisation', 'person', 'both' (in each row), or ''.
    """
    fields = {column.field for column in columns}
    person = fields & {'person', 'given', 'family'}
    if 'organisation' in fields:
        return 'both' if person or 'name' in fields else 'organisation'
    return 'person' if person else ''
