"""The axes of which a layout makes one document a point: language, size, sentence, quote and so on.

`by` in layout.yaml names those that a layout goes along; on any other it stays where it begins, at
the source language and its first size. To add an axis, write the function that goes along it and
name it in AXES: the names of its points come into the files' names, what they change in the
edition into the print and into the keys of the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from letterpress.manuscript.edition import addressed
from letterpress.manuscript.groups.editions import of_group
from letterpress.manuscript.model import Opened
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.layout.brand.picture import Picture
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.groups.model import PublicGroup
    from letterpress.manuscript.model import Block, Edition, Recipient


@dataclass(frozen=True)
class Point:
    """Where a document stands: whose words it prints, in which layout, at which size.

    `names` are its names on the axes that its layout goes along, language apart, in their order.
    `further`: it is one of a series that look alike, and not the first.
    """

    edition: Edition
    layout: Layout
    size: Size
    names: tuple[str, ...] = ()
    sheet: str = ''  # the paper that its print is made larger for; '' for its own size
    further: bool = False
    beside: Picture | None = None  # a logo that stands beside the campaign's: a local group's

    @property
    def names_size(self) -> str:
        """The name of the paper on which it is printed."""
        return self.sheet or self.size.name


@dataclass(frozen=True)
class Campaigns:
    """What a campaign has along the axes: its editions, and who the letter goes to."""

    editions: Collection[Edition]
    recipients: Sequence[Recipient] = ()
    groups: Sequence[PublicGroup] = ()
    logos: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))  # by path


Along = Callable[[Point, Campaigns], Iterable[Point]]


def _languages(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point in each language: its name stands elsewhere in the name of a file."""
    for edition in campaign.editions:
        yield replace(point, edition=edition)


def _sizes(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point at each size of its layout, and on the sheets that one is made larger for."""
    layout = point.layout
    for size in layout.sizes:
        yield replace(point, size=size, names=(*point.names, size.name))
    for sheet, name in layout.scaled.items():
        yield replace(point, size=layout.size(name), names=(*point.names, sheet), sheet=sheet)


def _sentences(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point for each sentence of the letter that content/posters opens in its layout.

    Where it opens none, the letter's call is open, or its first sentence.
    """
    edition, name = point.edition, point.layout.name
    for place, opened in enumerate(series(edition, name)):
        own = MappingProxyType({**edition.opened, name: (opened,)})
        # as wide as the last of the series: every list of files sorts as the series goes
        names = (*point.names, str(opened.number).zfill(len(str(opened.of))))
        one = replace(edition, opened=own)
        yield replace(point, edition=one, names=names, further=place > 0)


def _addressees(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point for each addressee whose letter is in its language, as their letter has it."""
    for one in campaign.recipients:
        if one.language == point.edition.language:
            own = addressed(point.edition, one)
            yield replace(point, edition=own, names=(*point.names, one.stem or one.id))


def _quotes(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point for each quotation of the press texts, which its edition has alone."""
    for one in point.edition.quotes:
        own = replace(point.edition, quotes=(one,))
        yield replace(point, edition=own, names=(*point.names, one.id))


def _groups(point: Point, campaign: Campaigns) -> Iterator[Point]:
    """Give the point for each local group that speaks its language: its event, link and logo."""
    for one in campaign.groups:
        if one.language == point.edition.language:
            own = of_group(point.edition, one)
            logo = campaign.logos.get(one.logo)
            yield replace(point, edition=own, names=(*point.names, one.id), beside=logo)


def series(edition: Edition, layout: str) -> tuple[Opened, ...]:
    """Return the sentences of an edition's letter that a layout opens, one a sheet."""
    return edition.opened.get(layout) or (_first(edition.letter.blocks),)


def _first(blocks: Sequence[Block]) -> Opened:
    """Return what is opened of a letter where nobody says it."""
    from letterpress.layout import typography  # Jinja, which what names its orders does without

    rest, call = typography.call_apart(blocks)
    if call is not None:
        return Opened(len(blocks), 0)
    found = (number for number, one in enumerate(rest, 1) if one.kind == 'paragraph')
    return Opened(next(found, 1), 1)


AXES: dict[str, Along] = {
    'language': _languages,
    'size': _sizes,
    'sentence': _sentences,
    'addressee': _addressees,
    'quote': _quotes,
    'group': _groups,
}


def points(
    layout: Layout,
    editions: Collection[Edition],
    recipients: Sequence[Recipient] = (),
    groups: Sequence[PublicGroup] = (),
    logos: Mapping[str, Picture] = MappingProxyType({}),
) -> list[Point]:
    """Return every point of a layout that is printed, for the editions of a campaign.

    None for a layout without sizes: it is for the browser. Raises KeyError for an unknown axis.
    """
    if not layout.sizes or not editions:
        return []
    source = next((one for one in editions if one.language == one.source_language), None)
    found = [Point(source or next(iter(editions)), layout, layout.sizes[0])]
    campaign = Campaigns(editions, recipients, groups, logos)
    for axis in layout.by:
        found = [further for point in found for further in AXES[axis](point, campaign)]
    return found
