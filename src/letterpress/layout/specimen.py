"""specimen.yaml: the copy that a layout is tried with.

Long words, many names, short letters: what content may bring. A specimen is a list of cases in the
layout's folder. Each case names a language of the campaign and says what is different in it;
everything else is that edition's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from letterpress.base import decoding
from letterpress.findings import Rejected, errors
from letterpress.manuscript.model import (
    Block,
    Counts,
    Edition,
    LocalText,
    PublicSignatory,
    Quote,
    Run,
)
from letterpress.manuscript.roll.order import collation
from letterpress.manuscript.text import press_texts
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    Either,
    Integer,
    List,
    Record,
    Report,
    Table,
    Text,
    Values,
    optional,
)
from letterpress.values import dataclass

CASE = Record(
    {
        'case': Text(),
        'language': optional(
            Text(), '', 'an edition of the campaign; the source language where none is named'
        ),
        'signatories': optional(
            Integer(1, 5000),
            None,
            'how many: names are taken from `names` and the roll, again and again',
        ),
        'persons': optional(Integer(0, 5000), 0, 'how many of them, the last ones, are persons'),
        'names': optional(List(Text()), (), 'names that stand in the roll besides its own'),
        'paragraphs': optional(
            Integer(2, 100), None, 'how many paragraphs the letter has, the call among them'
        ),
        'lead': optional(
            Text(), '', 'what the release says before its first quotation, in one paragraph'
        ),
        'contact': optional(Text(), '', 'who answers the press'),
        'title': optional(Text(), '', 'another title of the letter or the release'),
        'phrases': optional(Table(Text(), Text(empty=True)), {}, 'other phrases'),
        'slots': optional(
            Table(Text(), Either(Text(), List(Text(), 1, 40))),
            {},
            'other texts of content/posters for this layout',
        ),
        'texts': optional(
            Table(Text(), Text(most=20000)),
            {},
            'press texts of the layout, by name, as Markdown with their front matter',
        ),
        'quotes': optional(
            List(Record({'text': Text(most=1500), 'by': Text(most=400)})),
            None,
            'other quotations, each with the line that says who speaks; in a release, too',
        ),
        'pages': optional(Integer(1, 100), None, 'how many pages it must take'),
        'way': optional(Text(), '', 'what the way out says that it does which the case must take'),
        'finding': optional(
            Text(), '', 'the code of the finding that must come instead of a document'
        ),
    }
)
SHAPE = List(CASE, 1)


@dataclass(frozen=True)
class Case:
    """One case: its name and its edition.

    And the pages it must take (None: any number), the way out it must take ('': none), or the
    finding it must give.
    """

    name: str
    edition: Edition
    pages: int | None
    finding: str = ''
    way: str = ''


def cases(data: bytes, path: str, editions: Mapping[str, Edition], source: str) -> tuple[Case, ...]:
    """Return the cases of a specimen over the editions of a campaign.

    Raises Rejected with the findings of its shape.
    """
    report = Report()
    values = SHAPE.read(tree.parse(decoding.decode(data, path), path), report)
    if values is None or report.findings:
        raise Rejected(report.findings)
    layout = PurePosixPath(path).parent.name
    return tuple(
        Case(
            case['case'],
            _edition(case, editions[case['language'] or source], layout),
            case['pages'],
            case['finding'],
            case['way'],
        )
        for case in values
    )


def _edition(case: Values, edition: Edition, layout: str) -> Edition:
    """Return the edition with what the case says of it."""
    edition = _of_phrases(case, edition, layout)
    if case['names'] or case['signatories']:
        count, persons = case['signatories'], case['persons']
        people = _people(case['names'], edition.signatories, count, persons, edition.language)
        edition = replace(edition, signatories=people, counts=Counts.of(people))
    if case['paragraphs']:
        *body, call = edition.letter.blocks
        blocks = [body[n % len(body)] for n in range(case['paragraphs'] - 1)]
        letter = replace(edition.letter, blocks=(*blocks, call))
        edition = replace(edition, letter=letter, opened=MappingProxyType({}))
    if case['lead']:
        release = replace(edition.release, blocks=_led(case['lead'], edition.release.blocks))
        edition = replace(edition, release=release)
    if case['contact']:
        contact = replace(edition.facts.contact, name=LocalText(case['contact']))
        edition = replace(edition, facts=replace(edition.facts, contact=contact))
    if case['title']:
        letter = replace(edition.letter, title=case['title'])
        release = replace(edition.release, title=case['title'])
        edition = replace(edition, letter=letter, release=release)
    if case['quotes'] is not None:
        quotes = tuple(
            Quote(f'case-{number}', said['text'], said['text'], by=said['by'])
            for number, said in enumerate(case['quotes'], 1)
        )
        release = replace(edition.release, blocks=_quoting(quotes, edition.release.blocks))
        edition = replace(edition, quotes=quotes, release=release)
    return _of_texts(case, edition)


def _of_texts(case: Values, edition: Edition) -> Edition:
    """Return the edition with the press texts of the case. Raises Rejected: what is wrong there."""
    report, language = Report(), edition.language
    read = {
        name: press_texts.read_own(text, language, name, report, release=False)
        for name, text in case['texts'].items()
    }
    if errors(report.findings):
        raise Rejected(report.findings)
    found = {name: text for name, text in read.items() if text is not None}
    return replace(edition, press=MappingProxyType({**edition.press, **found}))


def _of_phrases(case: Values, edition: Edition, layout: str) -> Edition:
    """Return the edition with the phrases of the case, and its texts for this layout's poster."""
    phrases = MappingProxyType({**edition.phrases, **case['phrases']})
    slots = MappingProxyType({**edition.posters.get(layout, {}), **case['slots']})
    if not case['slots']:
        return replace(edition, phrases=phrases)
    posters = MappingProxyType({**edition.posters, layout: slots})
    everyone = MappingProxyType({**edition.all_posters, edition.language: posters})
    return replace(edition, phrases=phrases, posters=posters, all_posters=everyone)


def _led(lead: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return what a release says with one paragraph before its first quotation."""
    quoted = next((n for n, block in enumerate(blocks) if block.kind == 'quote'), len(blocks))
    return (Block('paragraph', (Run(lead),)), *blocks[quoted:])


def _quoting(quotes: Sequence[Quote], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return what a release says with these quotations in place of its own.

    One stands below each of its first paragraphs, those that are left over below the last.
    """
    found, left = list[Block](), list(quotes)
    own = [block for block in blocks if block.kind != 'quote']
    last = max((n for n, one in enumerate(own) if one.kind == 'paragraph'), default=len(own) - 1)
    for number, block in enumerate(own):
        found.append(block)
        if block.kind == 'paragraph' and left:
            due = len(left) if number == last else 1
            found += [
                Block('quote', (Run(one.said),), quote=one.id, by=one.by) for one in left[:due]
            ]
            del left[:due]
    return tuple(found)


def _people(
    names: Iterable[str],
    own: tuple[PublicSignatory, ...],
    count: int | None,
    persons: int,
    language: str,
) -> tuple[PublicSignatory, ...]:
    """Return that many signatories in order.

    The names of the case, then the roll as often as needed, numbered.
    """
    found = [PublicSignatory(f'case-{n}', name, 'organisation') for n, name in enumerate(names)]
    count = count or len(found) + len(own)
    while own and len(found) < count:
        turn = len(found) // len(own)
        more = [replace(one, id=f'{one.id}-{turn}') if turn else one for one in own]
        found += more[: count - len(found)]
    found = found[:count]
    sorting = collation.ordered([one.name for one in found], language)
    rows = sorted(zip(sorting, found, strict=True), key=lambda row: row[0][0])
    return tuple(
        replace(one, initial=initial, kind='person' if n >= len(rows) - persons else one.kind)
        for n, ((_, initial), one) in enumerate(rows)
    )
