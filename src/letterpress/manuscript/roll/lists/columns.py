"""What the columns of a list of signatories are taken for.

By what somebody said (`--column`), by the form that the list comes from, by their headings in any
language, by what their headings ask. A column that nobody knows is let go, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.roll import consent
from letterpress.manuscript.roll.consent import Asks
from letterpress.manuscript.roll.lists import vocabulary
from letterpress.manuscript.roll.lists.vocabulary import folded
from letterpress.values import dataclass

NAMES = frozenset(('name', 'organisation', 'person', 'given', 'family'))
# What a column may be about that fills no field of an entry.
ASKING = MappingProxyType(
    {
        'public': Asks.PUBLISH,
        'anonymous': Asks.HIDE,
        'confirmed': Asks.CONFIRMED,
        'terms': Asks.TERMS,
        'state': Asks.STATE,
        'gone': Asks.GONE,
    }
)
FIELDS = (
    *sorted(NAMES),
    *('kind', 'role', 'affiliation', 'country', 'url', 'sort_as', 'joined', 'id'),
    *('email', 'phone', 'address', 'note'),
    *ASKING,
)
_RECORDS = frozenset(
    map(
        folded,
        'consent consentement consentimiento einwilligung consenso συγκαταθεση съгласие zgoda '
        'consentimento toestemming souhlas'.split(),
    )
)
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field it fills ('' for none), and what it asks about publication.

    `record`: the heading is the roll's own `consent`, under which may also stand how somebody
    agreed; `by_program`: the cells were written by the form's program, nobody answered them;
    `told`: a person or a form said what it is. `yes` and `no`: answers, folded, that a form
    explains.
    """

    heading: str
    field: str = ''
    asks: Asks = Asks.NOTHING
    record: bool = False
    by_program: bool = False
    told: bool = False
    yes: frozenset[str] = _NO_WORDS
    no: frozenset[str] = _NO_WORDS

    def __str__(self) -> str:
        return self.field or self.asks.value

    def said(self, cell: str) -> str:
        """Return what a cell says: yes or no where the form explains its answer so."""
        if self.yes or self.no:
            word = folded(cell)
            return 'yes' if word in self.yes else 'no' if word in self.no else cell
        return cell


@dataclass(frozen=True)
class Told:
    """What somebody, or a form, says of the columns of a list.

    `fields`: by what each field's heading may be called; `let_go`: headings of columns that do not
    matter; `yes` and `no`: answers in the form's own words; `rows`: what its rows are, or '';
    `by_program`: numbers of columns, as #3, that nobody answered.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    let_go: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    rows: str = ''
    by_program: tuple[str, ...] = ()

    def over(self, other: Told) -> Told:
        """Return both, of which this one counts where they differ."""
        mine = {folded(heading) for several in self.fields.values() for heading in several}
        mine |= set(map(folded, self.let_go))
        theirs = {
            name: tuple(heading for heading in several if folded(heading) not in mine)
            for name, several in other.fields.items()
            if name not in self.fields
        }
        return Told(
            MappingProxyType({**theirs, **self.fields}),
            (*self.let_go, *other.let_go),
            (*self.yes, *other.yes),
            (*self.no, *other.no),
            self.rows or other.rows,
            (*self.by_program, *other.by_program),
        )

    def headings(self) -> frozenset[str]:
        """Return all headings that are named, folded."""
        named = (heading for several in self.fields.values() for heading in several)
        return frozenset(map(folded, (*named, *self.let_go)))


NOTHING_TOLD = Told()


def is_heading(cell: str) -> bool:
    """Say whether a cell is a heading that is known."""
    unknown = (Asks.NOTHING, Asks.UNCLEAR)
    return bool(vocabulary.field(cell)) or consent.asks(cell) not in unknown or bool(_asked(cell))


def is_no_name(cell: str) -> bool:
    """Say whether a text alone is a heading rather than a name."""
    clear = (Asks.PUBLISH, Asks.HIDE)
    return bool(vocabulary.field(cell)) or consent.asks(cell) in clear


def is_name_heading(cell: str) -> bool:
    """Say whether a cell is the heading of a column of names."""
    return vocabulary.field(cell) in NAMES or _asked(cell) in NAMES


def _asked(heading: str) -> str:
    """Return the field that a question asks for; '' where it asks about consent, or anything."""
    return vocabulary.asked(heading) if consent.asks(heading) == Asks.NOTHING else ''


def taken(headings: Sequence[str], told: Told = NOTHING_TOLD) -> tuple[Column, ...]:
    """Return what each column is taken for. A heading of `told` may be a number, as #3."""
    by_hand = _by_hand(headings, told)
    found: list[Column] = []
    for n, heading in enumerate(headings):
        if n in by_hand:
            found.append(_told(heading, by_hand[n], told, f'#{n + 1}' in told.by_program))
            continue
        known = vocabulary.field(heading)
        if known == 'program':
            found.append(Column(heading, by_program=True))
        elif known in ASKING:
            found.append(Column(heading, asks=ASKING[known]))
        elif known:
            found.append(Column(heading, known))
        else:
            found.append(_without_field(heading, told))
    return _parted(found)


def _by_hand(headings: Sequence[str], told: Told) -> dict[int, str]:
    """Return the field of each column that somebody names; '' for those to let go."""
    found: dict[int, str] = {}
    places: dict[str, list[int]] = {}
    for n, heading in enumerate(headings):
        places.setdefault(folded(heading), []).append(n)
        places.setdefault(f'#{n + 1}', []).append(n)
    for name, several in (*told.fields.items(), ('', told.let_go)):
        for heading in several:
            key = heading if heading.startswith('#') else folded(heading)
            for n in places.get(key, ()):
                found.setdefault(n, name)
    return found


def check_told(headings: Sequence[str], told: Told, place: Place) -> None:
    """Raise Rejected LP224 where somebody names a heading that the list does not have."""
    present = {folded(heading) for heading in headings} | {
        f'#{n + 1}' for n in range(len(headings))
    }
    for name, several in (*told.fields.items(), ('', told.let_go)):
        for heading in several:
            key = heading if heading.startswith('#') else folded(heading)
            if key not in present:
                raise Rejected(
                    Finding(
                        place,
                        'LP224',
                        f'there is no column “{heading}”'
                        + (f' to take for {name}' if name else ' to let go'),
                        did_you_mean(heading, [one for one in headings if one]),
                    )
                )


def _told(heading: str, name: str, told: Told, by_program: bool) -> Column:
    """Return a column of which somebody said what it is."""
    if not name:
        by_program = by_program or vocabulary.field(heading) == 'program'
        return Column(heading, told=True, by_program=by_program)
    if name in ASKING:
        yes, no = (frozenset(map(folded, words)) for words in (told.yes, told.no))
        return Column(heading, asks=ASKING[name], told=True, yes=yes, no=no)
    return Column(heading, name, told=True)


def _without_field(heading: str, told: Told) -> Column:
    """Return a column whose heading is none that is known: what it asks."""
    asks = consent.asks(heading)
    if asks == Asks.NOTHING and (asked := vocabulary.asked(heading)):
        return Column(heading, asked)
    yes, no = (frozenset(map(folded, words)) for words in (told.yes, told.no))
    return Column(heading, '', asks, folded(heading) in _RECORDS, yes=yes, no=no)


def _parted(columns: list[Column]) -> tuple[Column, ...]:
    """Return the columns with a name that is half of one told from a whole one.

    "nom" beside "prénom" is the family name, "nombre" beside "apellidos" the given one.
    """
    fields = [column.field for column in columns]
    parts = {'given', 'family'}.intersection(fields)
    if 'name' in fields and len(parts) == 1:
        at = fields.index('name')
        if not columns[at].told:
            half = 'family' if 'given' in parts else 'given'
            columns[at] = Column(columns[at].heading, half)
    return tuple(columns)


def has_names(columns: Iterable[Column]) -> bool:
    """Say whether one of the columns holds names; first names alone are none."""
    return any(column.field in NAMES - {'given'} for column in columns)


def says(columns: Iterable[Column]) -> str:
    """Return what the headings say the rows are.

    'organisation', 'person', 'both' (in each row), or ''.
    """
    fields = {column.field for column in columns}
    person = fields & {'person', 'given', 'family'}
    if 'organisation' in fields:
        return 'both' if person or 'name' in fields else 'organisation'
    return 'person' if person else ''
