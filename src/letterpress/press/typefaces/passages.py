"""What will be printed of a campaign, text by text: the language of each, and where a reader finds it in content/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letterpress.findings import Place
from letterpress.manuscript.model import Block, Campaign, LocalText
from letterpress.manuscript.text import phrases
from letterpress.press.typefaces.manifest import ROLES


@dataclass(frozen=True)
class Passage:
    """A text that will be printed: its language, the roles of the type it is set in, where it stands and what it is."""

    text: str
    lang: str
    place: Place
    what: str  # 'the name Bee-home', 'the phrase letter.subject'
    roles: tuple[str, ...] = ROLES


def passages(campaign: Campaign) -> Iterator[Passage]:
    """Give every text of a campaign that layouts may print, each in every language it is printed in.

    Headlines and body are not told apart, except in the letter: any phrase may stand in either
    type.
    """
    facts = campaign.facts
    for language in facts.languages:
        yield from (
            Passage(signatory.name, language, signatory.place, f'the name {signatory.name}')
            for signatory in campaign.roll
            if signatory.public
        )
        for what, text in (
            ('the title', facts.title),
            ('the place', facts.place),
            ('the publisher', facts.publisher.name),
            ('the contact', facts.contact.name),
            ('the licence', facts.licence),
        ):
            yield Passage(_local(text, language), language, Place('content/campaign.yaml'), what)
        for text in (
            facts.publisher.url,
            facts.contact.email,
            facts.contact.phone,
            facts.imprint.printer,
            facts.imprint.address,
            *(part for pair in facts.imprint.by_country.values() for part in pair),
        ):
            yield Passage(text, language, Place('content/campaign.yaml'), text)
    for line in facts.addressee:
        yield Passage(
            line, facts.addressee_language, Place('content/campaign.yaml'), 'the addressee'
        )
    for one in campaign.recipients:
        yield Passage(
            ' '.join(one.lines),
            one.lines_language,
            one.place,
            f'the address of {one.id}',
            ('book',),
        )
        yield Passage(
            f'{one.salutation} {one.closing}',
            one.language,
            one.place,
            f'the forms for {one.id}',
            ('book',),
        )
    for language, letter in campaign.letters.items():
        yield Passage(letter.title, language, letter.place, 'the title')
        yield Passage(letter.translator, language, letter.place, 'the translator')
        yield from _blocks(letter.blocks, language, ('book',))
    for language, release in campaign.releases.items():
        for text in (release.title, release.standfirst, release.quote_by):
            yield Passage(text, language, release.place, 'the press release')
        yield from _blocks((*release.blocks, *release.about, *release.notes), language, ROLES)
    for language, table in campaign.phrases.items():
        for key, value in table.items():
            for text in phrases.texts(value):
                yield Passage(text, language, Place(phrases.path_of(language)), f'the phrase {key}')
    for language, layouts in campaign.posters.items():
        for layout, slots in layouts.items():
            for slot, value in slots.items():
                for text in (value,) if isinstance(value, str) else value:
                    yield Passage(
                        text,
                        language,
                        Place(f'content/posters/{language}.yaml'),
                        f'the words {layout}, {slot}',
                    )


def _local(text: LocalText | str, language: str) -> str:
    return text.to(language) if isinstance(text, LocalText) else text


def _blocks(blocks: Iterable[Block], language: str, roles: tuple[str, ...]) -> Iterator[Passage]:
    for block in blocks:
        yield Passage(block.text, language, block.place, 'this paragraph', roles)
