"""Which sheets a local group gets: of each poster that it wants one for each of its printers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.build.order import STANDARD, Finish, Order
from letterpress.layout.declared import axes
from letterpress.layout.declared.versions import COLOUR, VERSIONS
from letterpress.manuscript.groups.editions import of_group
from letterpress.manuscript.groups.model import AT_HOME, PRINTERS

if TYPE_CHECKING:
    from letterpress.layout.brand.picture import Picture
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.groups.model import Group, PublicGroup
    from letterpress.manuscript.model import Edition

FOLDER = 'groups'  # of build/
# What is printed for each word of PRINTERS: the sheet, and what is made of its print. Who wants
# tiles has the sheet for printers at home drawn larger.
HOME, COPIED, SHOP = 'a4', 'a3', 'a2'
LIKE_SHOP = ('a3',)  # of the same shape as that of a print shop
_AMERICAN = {HOME: 'letter', COPIED: 'tabloid'}
AMERICA = frozenset(('US', 'CA', 'MX', 'PH', 'CL', 'CO'))  # where home printers take Letter
_AT_DESKS = (*AT_HOME, 'copy-shop')  # of PRINTERS: any other word is a print shop
TILES = 1.85  # times as large as a sheet of A4 or Letter: on four of them, nearly A2
_VERSIONS = {'home': 'home', 'saver': 'one-ink', 'colour-in': 'outline'}


def offered(layouts: Iterable[Layout]) -> tuple[Layout, ...]:
    """Return the layouts that local groups may have, in the order of the kit's page."""
    found = [one for one in layouts if one.groups and one.sizes]
    return tuple(sorted(found, key=lambda one: (one.shelf.rank if one.shelf else 0, one.name)))


def wants(group: Group, layout: Layout) -> bool:
    """Tell whether a group gets a layout: those that it names, all where it names none; cards."""
    return not group.posters or layout.name in group.posters or layout.of_screens


def orders(
    group: Group,
    public: PublicGroup,
    editions: Mapping[str, Edition],
    layouts: Iterable[Layout],
    logos: Mapping[str, Picture],
) -> tuple[Order, ...]:
    """Return the prints that a group gets; `logos` are by the path of their file.

    A poster that does not speak the group's language, or lacks its words there, is not among them.
    """
    edition = editions[group.language]
    own = of_group(edition, public)
    found = []
    for layout in offered(layouts):
        if not wants(group, layout):
            continue
        if layout.spoken and not _speaks(layout, own):
            continue
        if own.language in layout.wordless or not layout.told(own):
            continue
        by = ('group', *(axis for axis in layout.by if axis not in ('language', 'group')))
        grouped = replace(layout, by=by, folder=f'{FOLDER}/{group.id}')
        for point in axes.points(grouped, [edition], groups=[public], logos=logos):
            if finishes := tuple(_finishes(layout, point.names_size, group)):
                found.append(Order(**vars(point), finishes=finishes))
    return tuple(found)


def _speaks(layout: Layout, edition: Edition) -> bool:
    words = {name: set(slots) for name, slots in edition.posters.items()}
    return layout.speaks(words)


def _finishes(layout: Layout, size: str, group: Group) -> Iterator[Finish]:
    """Give what is made of a layout's sheet of this size for the printers of a group."""
    wanted = group.printers or PRINTERS
    home, copied = (_paper(one, group, layout) for one in (HOME, COPIED))
    if layout.versions is None:
        return
    if layout.of_screens:
        yield Finish()
    if size == home:
        made = {_VERSIONS[one] for one in wanted if one in _VERSIONS}
        yield from (Finish(version) for version in VERSIONS if version in made)
        if 'tiles' in wanted:
            yield Finish(VERSIONS[0], tiles=TILES)
    if size == copied and 'copy-shop' in wanted:
        yield Finish(COLOUR)
    shops = [STANDARD if one == 'print-shop' else one for one in wanted if one not in _AT_DESKS]
    if size == SHOP and copied not in LIKE_SHOP:
        yield from (Finish(shop=shop) for shop in dict.fromkeys(shops))
    elif size == copied in LIKE_SHOP and any(one.name == SHOP for one in layout.sizes):
        # the same sheet, larger: it is laid out once
        yield from (Finish(shop=shop, sheet=SHOP) for shop in dict.fromkeys(shops))


def _paper(size: str, group: Group, layout: Layout) -> str:
    """Return the paper of a group's country for a size, where the layout has it."""
    other = _AMERICAN.get(size, size) if group.country in AMERICA else size
    return other if any(one.name == other for one in layout.sizes) else size
