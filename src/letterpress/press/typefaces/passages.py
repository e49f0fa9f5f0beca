"""What will be printed of a campaign, text by text: its language and its place in content/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from letterpress.findings import Place
from letterpress.layout.declared import own_phrases
from letterpress.layout.manifest import Layout
from letterpress.manuscript import locales
from letterpress.manuscript.groups.model import Group
from letterpress.manuscript.model import Block, Campaign, LocalText, spread
from letterpress.manuscript.text import phrases
from letterpress.manuscript.text.structure import opened
from letterpress.press.typefaces.manifest import ROLES
from letterpress.values import dataclass

_CAMPAIGN = Place('content/campaign.yaml')


@dataclass(frozen=True)
class Passage:
    """A text that will be printed: its language, the roles of its type, its place, what it is."""

    text: str
    lang: str
    place: Place
    what: str  # 'the name Bee-home', 'the phrase letter.subject'
    roles: tuple[str, ...] = ROLES


def passages(campaign: Campaign) -> Iterator[Passage]:
    """Yield every text of a campaign that layouts may print, in every language it is printed in.

    Headlines and body are not told apart, except in the letter: any phrase may stand in either
    type.
    """
    yield from _facts(campaign)
    yield from _addressees(campaign)
    for language, letter in campaign.letters.items():
        yield Passage(letter.title, language, letter.place, 'the title')
        yield Passage(letter.translator, language, letter.place, 'the translator')
        yield from _blocks(letter.blocks, language, ('book',))
    for language, release in campaign.releases.items():
        for text in (release.title, release.standfirst, release.quote_by):
            yield Passage(text, language, release.place, 'the press release')
        yield from _blocks((*release.blocks, *release.about, *release.notes), language, ROLES)
    for language, quotes in campaign.quotes.items():
        for one in quotes:
            for text in filter(None, (one.said, one.who, one.role, one.organisation)):
                yield Passage(text, language, one.place, 'a quotation')
    for language, texts in campaign.press.items():
        for own in texts.values():
            yield Passage(own.title, language, own.place, 'the title')
            yield from _blocks(own.blocks, language, ROLES)
    for language, table in campaign.phrases.items():
        place = Place(phrases.path_of(language))
        for key, phrase in table.items():
            for text in phrases.texts(phrase):
                yield Passage(text, language, place, f'the phrase {key}')
    for language, layouts in campaign.posters.items():
        place = Place(f'content/posters/{language}.yaml')
        for layout, slots in layouts.items():
            for slot, words in slots.items():
                for text in (words,) if isinstance(words, str) else words:
                    yield Passage(text, language, place, f'the words {layout}, {slot}')
    yield from _opened(campaign)
    for group in campaign.groups:
        yield from of_group(group)


def of_group(group: Group) -> Iterator[Passage]:
    """Yield what is printed of a local group, in its language; each is looked for in its file."""
    event, imprint = group.event, group.imprint
    place = Place(group.place.path)
    for what, text in (
        (f'the name {group.name}', group.name),
        ('the title of the event', event.title),
        ('the place of the event', event.place),
        ('the address of the event', event.address),
        ('the name in the imprint', imprint.name),
        ('the address in the imprint', imprint.address),
        ('the printer in the imprint', imprint.printer),
    ):
        if text:
            yield Passage(text, group.language, place, what)


def _opened(campaign: Campaign) -> Iterator[Passage]:
    """Yield the sentences of the letters that posters show, in capitals."""
    for language, layouts in campaign.opened.items():
        letter = campaign.letters[language]
        for one in chain.from_iterable(layouts.values()):
            block = letter.blocks[one.block - 1]
            text = block.text[slice(*opened.span(block, one, language))]
            yield Passage(
                locales.capitals(text, language),
                language,
                block.place,
                'a sentence that a poster opens',
            )


def of_layouts(layouts: Iterable[Layout]) -> Iterator[Passage]:
    """Yield the phrases that layouts bring along, each where it was written."""
    known = {layout.name: layout for layout in layouts}
    for layout in known.values():
        base = known.get(layout.builds_on)
        for language, table in layout.phrases.items():
            place = Place(own_phrases.path_of(layout.name, language))
            theirs = base.phrases.get(language, {}) if base else {}
            for key, phrase in table.items():
                if phrase == theirs.get(key):
                    continue  # it stands in the folder of the layout that this one builds on
                for text in phrases.texts(phrase):
                    yield Passage(text, language, place, f'the phrase {key}')


def _facts(campaign: Campaign) -> Iterator[Passage]:
    """Yield, for every language, the public names and what campaign.yaml says of the campaign."""
    facts = campaign.facts
    for language in facts.languages:
        for signatory in campaign.roll:
            if signatory.public:
                what = f'the name {signatory.name}'
                yield Passage(signatory.name, language, signatory.place, what)
                for beside in filter(None, (signatory.role, signatory.affiliation)):
                    what = f'what stands beside the name {signatory.name}'
                    yield Passage(beside, language, signatory.place, what)
        for what, local in (
            ('the title', facts.title),
            ('the place', facts.place),
            ('the publisher', facts.publisher.name),
            ('the contact', facts.contact.name),
            ('the licence', facts.licence),
        ):
            yield Passage(_local(local, language), language, _CAMPAIGN, what)
        for text in (
            facts.publisher.url,
            facts.contact.email,
            facts.contact.phone,
            facts.imprint.printer,
            facts.imprint.address,
            *(part for pair in facts.imprint.by_country.values() for part in pair),
        ):
            yield Passage(text, language, _CAMPAIGN, text)


def _addressees(campaign: Campaign) -> Iterator[Passage]:
    """Yield whom the letter is addressed to, each in a language of its own."""
    facts = campaign.facts
    for line in facts.addressee:
        yield Passage(line, facts.addressee_language, _CAMPAIGN, 'the addressee')
    for one in campaign.recipients:
        address, forms = ' '.join(one.lines), f'{one.salutation} {one.closing}'
        what = f'the address of {one.id}'
        yield Passage(address, one.lines_language, one.place, what, ('book',))
        yield Passage(forms, one.language, one.place, f'the forms for {one.id}', ('book',))


def _local(text: LocalText | str, language: str) -> str:
    return text.to(language) if isinstance(text, LocalText) else text


def _blocks(blocks: Iterable[Block], language: str, roles: tuple[str, ...]) -> Iterator[Passage]:
    for block in spread(blocks):
        yield Passage(block.text, language, block.place, 'this paragraph', roles)
