"""The sentences of the letter that a poster opens: read, and held against the letter.

`open` of content/posters/<language>.yaml names them, {block, sentence}, each for a sheet of its
own; a campaign that names none leaves the choice to the layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Opened
from letterpress.manuscript.text.structure import sentences
from letterpress.manuscript.yaml.shapes import Values

if TYPE_CHECKING:
    from letterpress.manuscript.model import Block, OpenedOf, PosterTexts

SLOT = 'open'
Places = Mapping[tuple[str, ...], Place]  # of layouts, and of the slots of each


def apart(
    found: Mapping[str, Mapping[str, Any]], places: Places
) -> tuple[PosterTexts, OpenedOf, list[Finding]]:
    """Return the words of a file of posters, the sentences that it opens, and what is neither.

    A list of sentences is called `open`, and nothing else is (LP382).
    """
    texts: dict[str, dict[str, Any]] = {}
    opened: dict[str, tuple[Opened, ...]] = {}
    wrong = []
    for layout, slots in found.items():
        texts[layout] = {}
        for slot, value in slots.items():
            kinds = {isinstance(one, Values) for one in value} if isinstance(value, tuple) else {0}
            if kinds != {slot == SLOT}:
                wrong.append(_neither(slot, places[layout, slot]))
            elif slot == SLOT:
                opened[layout] = tuple(
                    Opened(one['block'], one['sentence'], number, len(value), one.place)
                    for number, one in enumerate(value, 1)
                )
            else:
                texts[layout][slot] = value
    return texts, opened, wrong


def _neither(slot: str, place: Place) -> Finding:
    return Finding(
        place,
        'LP382',
        f'{slot} lists sentences of the letter'
        if slot == SLOT
        else f'sentences of the letter stand in {slot}',
        'open: [{block: 4, sentence: 1}] opens the first sentence of the fourth block; words have '
        'slots of other names',
    )


def span(block: Block, opened: Opened, language: str) -> sentences.Span:
    """Return where the words of a sentence that is opened stand in its block."""
    if not opened.sentence:
        return 0, len(block.text)
    return sentences.spans(block.text, language)[opened.sentence - 1]


def check(opened: OpenedOf, blocks: Sequence[Block], language: str, path: str) -> Iterator[Finding]:
    """Find sentences that are not there (LP380), and those that are opened twice (LP381).

    path: of the letter.
    """
    for series in opened.values():
        seen: dict[Opened, int] = {}
        for one in series:
            here = Opened(one.block, one.sentence)
            yield from _missing(one, blocks, language, path)
            if here in seen:
                yield Finding(
                    one.place,
                    'LP381',
                    f'sentence {one.sentence} of block {one.block} is opened twice',
                    f'each is a sheet of the series, and number {seen[here]} is this one: remove '
                    'the second',
                )
            seen.setdefault(here, one.number)


def _missing(one: Opened, blocks: Sequence[Block], language: str, path: str) -> Iterator[Finding]:
    if one.block > len(blocks):
        last = blocks[-1].text if blocks else ''
        yield Finding(
            one.place,
            'LP380',
            f'{path} has no block {one.block}',
            f'it has {_counted(len(blocks), "block")}, the last begins “{_begin(last)}”',
        )
        return
    text = blocks[one.block - 1].text
    found = sentences.spans(text, language)
    if one.sentence > len(found):
        last = text[slice(*found[-1])] if found else ''
        yield Finding(
            one.place,
            'LP380',
            f'block {one.block} of {path} has no sentence {one.sentence}',
            f'it has {_counted(len(found), "sentence")}, the last begins “{_begin(last)}”',
        )


def parity(ours: OpenedOf, theirs: OpenedOf, places: Places, path: str) -> Iterator[Finding]:
    """Compare the sentences that a language opens with those of the source (LP174)."""
    for layout in dict.fromkeys((*theirs, *ours)):
        mine, source = (len(one.get(layout, ())) for one in (ours, theirs))
        if mine != source:
            yield Finding(
                places.get((layout, SLOT)) or places.get((layout,)) or Place(path),
                'LP174',
                f'the poster {layout} opens {_counted(mine, "sentence")}, in the source {source}',
                'name the same sentences as the source, by their numbers in this language',
            )


def _counted(number: int, what: str) -> str:
    return f'{number} {what}{"" if number == 1 else "s"}'


def _begin(text: str) -> str:
    return text if len(text) <= 30 else f'{text[:29].rstrip()}…'
