"""The census: who signed, in numbers and names, and where each name stands.

Every number that is printed comes from here.

What is counted is who signed; what is named is who is public. Where the two differ, or where a
document names some only, it says so in words: of whom a number speaks, and where the others stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from letterpress.findings import Finding, Place
from letterpress.manuscript import locales
from letterpress.manuscript.model import KINDS, Campaign, Edition, Facts, PublicSignatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll.order import collation
from letterpress.manuscript.text import phrases
from letterpress.values import dataclass

# public names: beyond it somebody has to say whom the letter names, and copies carry no list
MANY = 1000


@dataclass(frozen=True)
class Group:
    """Who signed of one kind: `count` of them, in words `said` ('147 organisations').

    `names` are those who are public.

    `unnamed` says how many are not ('' where all are).
    """

    kind: str
    count: int
    said: str
    names: tuple[PublicSignatory, ...]
    unnamed: str = ''


@dataclass(frozen=True)
class Census:
    """All who signed, as one document tells of them.

    `groups` are the kinds that somebody is of, organisations first; `listed` those that this
    document names; `elsewhere` says where the others stand ('' where it names all).
    """

    count: int
    who: str  # '147 organisations and 90 persons'
    groups: tuple[Group, ...]
    listed: tuple[Group, ...]
    elsewhere: str = ''
    some: str = ''  # whom it names, where that is not all

    @property
    def both(self) -> bool:
        """Whether both kinds signed, so that a number alone does not say of whom it speaks."""
        return len(self.groups) > 1

    @property
    def strokes(self) -> tuple[str, ...]:
        """A name for each stroke of the device, empty for those who are not named."""
        named = tuple(one.name for group in self.groups for one in group.names)
        return named + ('',) * (self.count - len(named))


def by_country(edition: Edition) -> tuple[tuple[str, int], ...]:
    """Return the countries that public signatories named, and how many did, in order of names."""
    found = Counter(one.country for one in edition.signatories if one.country)
    names = [locales.country_name(code, edition.language) for code in found]
    lines = zip(collation.keys(names), names, found.values(), strict=True)
    return tuple((name, count) for _, name, count in sorted(lines))


def take(edition: Edition, names: Iterable[str] = KINDS) -> Census:
    """Return the census of an edition for a document that names these kinds.

    Raises Rejected LP161 as `phrases.say`.
    """
    numbers, wanted = edition.counts.by_kind, frozenset(names)

    def who(of: Mapping[str, int]) -> str:
        return phrases.who(
            edition.phrases, edition.language, {kind: of.get(kind, 0) for kind in KINDS}
        )

    groups = []
    for kind in KINDS:
        if numbers[kind]:
            hidden = edition.counts.unnamed[kind]
            unnamed = (
                phrases.say(edition, 'roll.unnamed', who=who({kind: hidden})) if hidden else ''
            )
            groups.append(
                Group(
                    kind,
                    numbers[kind],
                    who({kind: numbers[kind]}),
                    tuple(one for one in edition.signatories if one.kind == kind),
                    unnamed,
                )
            )
    listed = tuple(group for group in groups if group.kind in wanted)
    absent = [group for group in groups if group.kind not in wanted]
    said = [group.unnamed for group in absent if group.unnamed]
    if named := {group.kind: len(group.names) for group in absent if group.names}:
        web = edition.facts.publisher.url.partition('://')[2].strip('/')
        said.insert(0, phrases.say(edition, 'roll.elsewhere', who=who(named), url=web))
    some = who({group.kind: group.count for group in listed}) if absent and listed else ''
    return Census(
        edition.counts.signatories, who(numbers), tuple(groups), listed, '. '.join(said), some
    )


def in_letter(facts: Facts) -> tuple[str, ...]:
    """Return the kinds that the letter names.

    All, unless the campaign keeps persons for the annex of the packet.
    """
    return KINDS[:1] if facts.letter_names == 'organisations' else KINDS


def in_copies(edition: Edition) -> tuple[str, ...]:
    """Return the kinds that the copies to addressees name.

    Those of the letter; nobody where the names are many.
    """
    return () if edition.counts.named > MANY else in_letter(edition.facts)


# ---- what somebody has to decide -----------------------------------------------------------------


def lacking(campaign: Campaign) -> Iterator[Finding]:
    """Find the phrases that this roll needs and a language does not have (LP161).

    Only the languages that ship have them all.
    """
    counts, facts = disclosure.counts(campaign.roll), campaign.facts
    due = [phrases.KINDS[kind] for kind in KINDS if counts.by_kind[kind]]
    due += ['roll.unnamed'] * (counts.named < counts.signatories)
    due += ['roll.some', 'roll.list', 'roll.elsewhere'] * (
        facts.letter_names == 'organisations' and counts.persons > 0
    )
    due += ['roll.elsewhere', 'roll.sent'] * (counts.named > MANY)
    due += ['seal.device_many'] * (counts.signatories > MANY)
    for language, table in campaign.phrases.items():
        for key in dict.fromkeys(due):
            if key not in table:
                yield phrases.missing(Place(phrases.path_of(language), 1), key, ())


def undecided(campaign: Campaign, release: bool) -> Iterator[Finding]:
    """Find a roll so long that somebody must say whom the letter names.

    Code: LP183; LP184 at a release.
    """
    named = sum(entry.public for entry in campaign.roll)
    if named > MANY and not campaign.facts.letter_names:
        yield Finding(
            Place('content/campaign.yaml', 1),
            'LP184' if release else 'LP183',
            f'the letter would name {named} signatories, and nobody has said that it shall',
            'add a line "letter_names: all", or "letter_names: organisations": persons then '
            'stand in the annex of the filing packet, and the letter says so',
        )


# ---- a number that says too much -----------------------------------------------------------------

_TOTAL = re.compile(r'\{(?:signatories|count)\}\s+(\w+)')
# The phrases whose {count} is that of all who signed. Where two kinds sign, none but its words
# stand for letter.strap.
_COUNTING = (
    'letter.signed',
    'letter.enclosure_list',
    'twin.list',
    'poster.line',
    'poster.wall',
    'kit.lead',
    'roll.count',
)


def misnamed(campaign: Campaign, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find texts that give the number of all who signed to one kind, while others sign too (LP185).

    "237 organisations" may be 147, and 90 persons.
    """
    counts = disclosure.counts(campaign.roll)
    for language, table in campaign.phrases.items():
        stems = {kind: _stem(table.get(key, '')) for kind, key in phrases.KINDS.items()}
        keys = (
            _COUNTING if counts.organisations and counts.persons else (*_COUNTING, 'letter.strap')
        )
        texts = [
            (phrases.path_of(language), text)
            for key in keys
            for text in phrases.texts(table.get(key, ''))
        ]
        press = f'content/press/{language}/'
        texts += [
            (path, data.decode('utf-8', 'replace'))
            for path, data in files.items()
            if path.startswith(press)
        ]
        texts += [
            (path, files[path].decode('utf-8', 'replace'))
            for path in (f'content/posters/{language}.yaml',)
            if path in files
        ]
        for path, text in texts:
            for match in _TOTAL.finditer(text):
                wrong = [
                    kind
                    for kind, stem in stems.items()
                    if stem
                    and _bare(match[1]).startswith(stem)
                    and counts.by_kind[kind] < counts.signatories
                ]
                if wrong:
                    yield Finding(
                        _place(path, match[0], files),
                        'LP185',
                        f'“{match[0]}” counts all {counts.signatories} who signed; '
                        f'{wrong[0]}s among them: {counts.by_kind[wrong[0]]}',
                        f'write {{who}} instead, which gives each kind its number, or '
                        f'{{{wrong[0]}s}} for the number of these'
                        if not path.startswith('content/phrases')
                        else 'write {who} instead, which gives each kind its number',
                    )


def _stem(phrase: str | Mapping[str, str]) -> str:
    """Return how the noun of a phrase that counts begins, whatever its case.

    'organis' of '{count} organisations'.
    """
    text = phrase if isinstance(phrase, str) else phrase.get('other', '')
    words = _bare(re.sub(r'\{\w+\}', ' ', text)).split()
    return words[-1][: max(4, len(words[-1]) * 2 // 3)] if words else ''


def _bare(text: str) -> str:
    """Return letters without accents and case."""
    return ''.join(
        c for c in unicodedata.normalize('NFD', text.casefold()) if not unicodedata.combining(c)
    )


def _place(path: str, words: str, files: Mapping[str, bytes]) -> Place:
    """Return the first line of a file that holds these words."""
    for number, line in enumerate(files.get(path, b'').decode('utf-8', 'replace').splitlines(), 1):
        if (column := line.find(words)) >= 0:
            return Place(path, number, column + 1)
    return Place(path)
