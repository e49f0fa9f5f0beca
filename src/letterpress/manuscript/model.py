"""The values of the manuscript: frozen, checked, without behaviour beyond reading themselves.

`Campaign` is all of content/; `Edition` is the campaign as one language sees it. A private record
(`Signatory`) never leaves the manuscript: an edition holds `PublicSignatory` only.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from letterpress.findings import NOWHERE, Place
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.brand import Brand
    from letterpress.manuscript.filing.profiles import FilingProfile
    from letterpress.manuscript.groups.model import Group, PublicGroup
    from letterpress.manuscript.pictures.described import Described

Key = TypeVar('Key')
Value = TypeVar('Value')


def read_only(mapping: dict[Key, Value]) -> MappingProxyType[Key, Value]:
    """Return a view of a mapping that nobody can write to."""
    return MappingProxyType(mapping)


# it cannot be pickled by itself
copyreg.pickle(MappingProxyType, lambda mapping: (read_only, (dict(mapping),)))

STATUSES = ('source', 'adopted', 'reviewed', 'unofficial')
KINDS = ('organisation', 'person')
LETTER_NAMES = ('all', 'organisations')


@dataclass(frozen=True)
class LocalText:
    """A text that may differ by language: `by_language`, and `default` for those not in it."""

    default: str
    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def to(self, language: str) -> str:
        """Return the text for a language."""
        return self.by_language.get(language, self.default)


# ---- prose ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `lang`: its BCP 47 tag, where it is not the document's.

    note: the note that is referred to here; such a run has no text of its own.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    lang: str = ''
    href: str = ''
    note: Block | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, heading (level 1 to 6), list entry, quotation, cell or note, as runs of text.

    goes_on: a further paragraph of the quotation that the block before is of. quote: the id of the
    quotation of quotes.yaml that a release places here. by: who says it, in an edition's release.
    """

    kind: str  # 'paragraph', 'heading', 'item', 'quote', 'cell', 'note'
    runs: tuple[Run, ...]
    level: int = 0
    place: Place = NOWHERE
    number: int = 0  # of an entry of a numbered list, or of a note; 0: the entry has a dash
    point: str = ''  # what stands behind the number of an entry, '.' or ')'
    depth: int = 0  # of an entry: 1 in a list that stands in an entry of another
    row: int = 0  # of a cell, from 0: the head of its table
    column: int = 0  # of a cell, from 0
    align: str = ''  # of a cell: 'start', 'center' or 'end', where its column says so
    goes_on: bool = False
    quote: str = ''
    by: str = ''

    @property
    def text(self) -> str:
        """The words without their styles, and without the notes."""
        return ''.join(run.text for run in self.runs)

    @property
    def notes(self) -> tuple[Block, ...]:
        """The notes that it refers to, in order."""
        return tuple(run.note for run in self.runs if run.note is not None)


def spread(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a text, and after them the notes that they refer to, in order."""
    blocks = tuple(blocks)
    return (*blocks, *(note for block in blocks for note in block.notes))


@dataclass(frozen=True)
class Erratum:
    """A declared correction of the quoted source: in block `block` (from 1), `wrong` is `right`."""

    block: int
    wrong: str  # `from` in the file
    right: str  # `to` in the file
    place: Place = NOWHERE


@dataclass(frozen=True)
class Letter:
    """The letter in one language: body only; salutation and closing formula are phrases."""

    language: str
    title: str
    status: str  # one of STATUSES
    translator: str
    source_hash: str  # hash of the source letter it was translated from ('' for the source itself)
    errata: tuple[Erratum, ...]
    blocks: tuple[Block, ...]
    hash: str  # of its own words: what a translation remembers as source_hash
    place: Place = NOWHERE
    adopted_by: str = ''  # who made this translation their own text, in its language
    adopted_on: date | None = None


@dataclass(frozen=True)
class Release:
    """The press release in one language, with boilerplate ("about") and notes to editors."""

    language: str
    title: str
    standfirst: str
    quote_by: str  # who says what is quoted in place; '' where nothing is
    blocks: tuple[Block, ...]  # paragraphs and quotes, in order
    about: tuple[Block, ...]
    notes: tuple[Block, ...]  # items
    place: Place = NOWHERE


@dataclass(frozen=True)
class Quote:
    """A quotation of the press texts in one language, and whose it is (quotes.yaml).

    In an edition `organisation` is the name as it is printed, and `by` the line that says who
    speaks: name, role and organisation, or the letter.
    """

    id: str
    text: str  # without quotation marks around it
    said: str  # with those of its language
    from_letter: bool = False  # words of the letter itself
    who: str = ''
    role: str = ''
    organisation: str = ''  # in a campaign: as the file has it, a name or the id of a signatory
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    by: str = ''


@dataclass(frozen=True)
class PressText:
    """A press text that a layout reads for itself: content/press/<language>/<name>.md."""

    language: str
    name: str
    title: str  # '' where its front matter gives none
    blocks: tuple[Block, ...]
    place: Place = NOWHERE


# ---- the roll ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrivateRecord:
    """What a signatory told us and nobody else may read. Never printed: its repr is redacted."""

    email: str = ''
    phone: str = ''
    address: str = ''
    consent: str = ''
    note: str = ''

    def __repr__(self) -> str:
        return 'PrivateRecord(…)'


@dataclass(frozen=True)
class Signatory:
    """One entry of the roll, private fields included: stays inside the manuscript."""

    id: str
    name: str
    kind: str  # one of KINDS
    sort_as: str = ''
    url: str = ''
    country: str = ''
    joined: date | None = None
    public: bool = True
    private: PrivateRecord = PrivateRecord()
    place: Place = NOWHERE
    since: int = 0  # number of the first edition with this name, 0 where it is not said
    namesake: bool = False  # another of this name withdrew
    # False: a form's address that nobody confirmed; neither printed nor counted
    confirmed: bool = True
    role: str = ''  # of a person: Professor of Law
    affiliation: str = ''  # of a person: Universidade do Porto


@dataclass(frozen=True, slots=True)
class PublicSignatory:
    """What the world may know of a signatory."""

    id: str
    name: str
    kind: str
    url: str = ''
    country: str = ''
    joined: str = ''  # ISO date
    role: str = ''  # of a person, printed behind the name
    affiliation: str = ''  # likewise
    # of what it is sorted by: under which it stands in the roll
    initial: str = field(default='', compare=False)

    @property
    def line(self) -> str:
        """The name with what stands beside it: Ana Dupont, Professor of Law."""
        if not (self.role or self.affiliation):
            return self.name
        comma = '، ' if any('\u0600' <= one <= '\u06ff' for one in self.name) else ', '
        return comma.join(filter(None, (self.name, self.role, self.affiliation)))

    @property
    def beside(self) -> str:
        """What is printed behind the name of a person: role and affiliation, '' for neither."""
        return ', '.join(filter(None, (self.role, self.affiliation)))


@dataclass(frozen=True)
class Counts:
    """How many signed, by kind, and how many of them the roll does not name.

    A count names nobody.
    """

    organisations: int
    persons: int
    unnamed_organisations: int = 0
    unnamed_persons: int = 0

    @staticmethod
    def of(named: Iterable[PublicSignatory]) -> Counts:
        """Return the counts of a roll whose every entry is named."""
        kinds = [one.kind for one in named]
        return Counts(*map(kinds.count, KINDS))

    @property
    def signatories(self) -> int:
        """All who signed, of either kind."""
        return self.organisations + self.persons

    @property
    def by_kind(self) -> Mapping[str, int]:
        """How many signed, by the words of KINDS."""
        return {'organisation': self.organisations, 'person': self.persons}

    @property
    def unnamed(self) -> Mapping[str, int]:
        """How many the roll does not name, by the words of KINDS."""
        return {'organisation': self.unnamed_organisations, 'person': self.unnamed_persons}

    @property
    def named(self) -> int:
        """How many the roll names."""
        return self.signatories - self.unnamed_organisations - self.unnamed_persons


# ---- the campaign --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Publisher:
    """Who publishes the letter, and where on the web."""

    name: LocalText
    url: str


@dataclass(frozen=True)
class Contact:
    """Whom the press may ask."""

    name: LocalText
    email: str
    phone: str


@dataclass(frozen=True)
class Imprint:
    """Who printed a poster: the law of many countries wants it on the sheet.

    `by_country` overrides printer and address. '' while nobody is named.
    """

    printer: str = ''
    address: str = ''
    by_country: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))


# Sides of an envelope's window: right on the French DL, left by DIN 680 (DL, C6/5, C5)
WINDOWS = LEFT, RIGHT = 'left', 'right'


@dataclass(frozen=True)
class Filing:
    """How the packet is filed: the coalition's own reference, who signs and in which capacity.

    The name is '' where nobody is named. `bodies` are those of content/filing/ to judge by; None:
    all of them.
    """

    reference: str = ''
    signer: str = ''
    capacity: LocalText | None = None
    nationality: str = ''  # ISO 3166
    address: tuple[str, ...] = ()
    email: str = ''
    bodies: tuple[str, ...] | None = None
    country: str = ''  # in which the letters are posted, ISO 3166
    window: str = RIGHT  # where the envelope's window is, one of WINDOWS


Previous = tuple[int, date]  # number and date of an edition


@dataclass(frozen=True)
class Facts:
    """campaign.yaml, checked and typed."""

    title: LocalText
    edition: int
    date: date
    place: LocalText
    source_language: str
    languages: tuple[str, ...]
    publisher: Publisher
    contact: Contact
    imprint: Imprint
    embargo: datetime | None
    licence: LocalText
    addressee: tuple[str, ...]  # lines of the window address
    addressee_language: str
    trusted_seals: frozenset[str]  # SHA-256, lower-case hex, of the certificates it seals with
    filing: Filing = Filing()
    previous: Previous | None = None  # the edition before this one
    # whom the letter names: one of LETTER_NAMES; '' where nobody has decided (all)
    letter_names: str = ''
    layouts: tuple[str, ...] = ()  # names of the layouts that documents are made of; () for all
    copies: tuple[str, ...] = ()  # ids of the addressees who get them, as letter.copies_to has them
    waiting: tuple[str, ...] = ()  # languages that are not translated yet: nothing is made of them
    site_url: str = ''  # where the kit stands on the web, with a slash at its end; '' if nowhere


# ---- the addressees ------------------------------------------------------------------------------

DELIVERIES = ('post', 'email', 'portal', 'hand')


@dataclass(frozen=True)
class Recipient:
    """One addressee of the letter.

    A seat without a name is one too: it is addressed by its office.
    """

    id: str  # ASCII slug, unique; names the file
    body: str  # slug: the parliament or government
    civility: str  # as the table says it; '' while nobody is named, or it is not known
    office: str  # as it stands in the address, on one line
    name: str  # '' when unnamed
    lines: tuple[str, ...]  # the address as it stands in the window, 1 to 8
    lines_language: str
    language: str  # of the letter
    salutation: str
    closing: str
    delivery: str  # one of DELIVERIES
    email: str
    place: Place
    rank: str = ''  # what decides the forms of address
    constituency: str = ''  # as the body's own lists name it: '01-1', 'Ain'
    portal: str = ''  # web address where letters are taken
    # the id as file names have it: numbers of one width, so that every list sorts alike
    stem: str = ''


PhraseValue = str | Mapping[str, str]  # a text, or a text for each CLDR plural category
PosterTexts = Mapping[str, Mapping[str, str | tuple[str, ...]]]  # by layout and slot


@dataclass(frozen=True)
class Opened:
    """A sentence of the letter that a poster shows: its block and its number there, from 1.

    sentence 0: all of the block. `number` and `of`: where it stands in its series.
    """

    block: int
    sentence: int
    number: int = 1
    of: int = 1
    place: Place = field(default=NOWHERE, compare=False, repr=False)


OpenedOf = Mapping[str, tuple[Opened, ...]]  # by layout: the sentences that it opens, in order


@dataclass(frozen=True)
class Changes:
    """What became of the roll since the edition before: how many signed, how many withdrew."""

    number: int
    date: date
    added: int
    withdrawn: int


@dataclass(frozen=True)
class Campaign:
    """All of content/, checked."""

    facts: Facts
    letters: Mapping[str, Letter]
    phrases: Mapping[str, Mapping[str, PhraseValue]]
    posters: Mapping[str, PosterTexts]  # by language
    releases: Mapping[str, Release]
    roll: tuple[Signatory, ...]
    recipients: tuple[Recipient, ...] = ()
    changes: Changes | None = None
    filing_profiles: tuple[FilingProfile, ...] = ()
    press: Mapping[str, Mapping[str, PressText]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # language, name: the texts that layouts read for themselves
    brand: Brand | None = None  # None: the house's look
    opened: Mapping[str, OpenedOf] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by language
    quotes: Mapping[str, tuple[Quote, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by language, in the order of their file
    pictures: tuple[Described, ...] = ()  # its own photographs, stills and logos
    groups: tuple[Group, ...] = ()  # local groups, in the order of their names


@dataclass(frozen=True)
class Edition:
    """The campaign as one language sees it: all that a layout may read."""

    language: str
    direction: str  # 'ltr' or 'rtl'
    facts: Facts
    letter: Letter
    source_language: str
    phrases: Mapping[str, PhraseValue]
    posters: PosterTexts
    release: Release
    signatories: tuple[PublicSignatory, ...]  # in printing order
    counts: Counts
    changes: Changes | None = None  # None: there was no edition before, or nobody says so
    press: Mapping[str, PressText] = field(default_factory=lambda: MappingProxyType({}))
    opened: OpenedOf = field(default_factory=lambda: MappingProxyType({}))
    all_posters: Mapping[str, PosterTexts] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by language, in the campaign's order: the words of its posters in all of them
    quotes: tuple[Quote, ...] = ()  # of the press texts, in the order of their file
    group: PublicGroup | None = None  # the local group whose sheet it is
