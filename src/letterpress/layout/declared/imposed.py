"""What a layout whose pages are placed on larger sheets declares: by which scheme, at which size.

`imposed: {a4: zine}` places the pages of its size a4, each an eighth of A4, on a sheet of A4;
`imposed: {a5: two-up}` places pages of A5 on the paper that holds two of them. How it is done
stands in finishing/imposition.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterpress.base import lengths
from letterpress.base.lengths import PAPERS, Size
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding
from letterpress.manuscript.yaml.shapes import Values

ZINE = 8  # pages
# How many pages the two sides of a sheet hold, by scheme; other schemes fill one side.
_ON_BOTH_SIDES = {'booklet': 4, 'two-up': 4, 'four-up': 8, 'placard': 2}


def sides(scheme: str, pages: int) -> int:
    """Return how many sides of sheets so many pages take."""
    if pages == 1 and scheme in ('two-up', 'four-up'):
        return 1  # nothing stands on its back
    each = _ON_BOTH_SIDES.get(scheme)
    return 2 * -(-pages // each) if each else 1


def paper(scheme: str, size: Size) -> Size | None:
    """Return the paper on which pages of a size are placed; None where there is none.

    That is the paper which the size is called by, or the one that holds so many pages.
    """
    if scheme == 'two-up' and size.width > size.height:  # lying pages: below each other
        return PAPERS.get(lengths.paper(size.width, 2 * size.height, 2.0))
    if scheme in ('two-up', 'booklet'):
        return PAPERS.get(lengths.paper(2 * size.width, size.height, 2.0))
    if scheme == 'four-up':
        return PAPERS.get(lengths.paper(2 * size.width, 2 * size.height, 2.0))
    return PAPERS.get(size.name)


def contradictions(values: Values) -> Iterator[Finding]:
    """Find what does not go together with placing pages on sheets (LP308)."""
    if values['imposed'] and values['seal']:
        yield Finding(
            values.where('imposed'),
            'LP308',
            'what is sealed is not placed on other sheets: no byte of it may change',
            'remove "seal" or "imposed"',
        )
    if 'zine' in values['imposed'].values() and (values['most_pages'] or ZINE + 1) > ZINE:
        yield Finding(
            values.where('imposed'),
            'LP308',
            f'a zine of one sheet has {ZINE} pages, and this layout may have more',
            f'add the line "most_pages: {ZINE}"',
        )
    own = {name: Size(name, one['width'], one['height']) for name, one in values['sizes'].items()}
    for name, scheme in values['imposed'].items():
        drawn = own.get(values['scaled'].get(name, name))
        if drawn is None:
            yield Finding(
                values.where('imposed'),
                'LP308',
                f'it has no size “{name}”',
                did_you_mean(name, (*values['sizes'], *values['scaled'])),
            )
        elif paper(scheme, Size(name, drawn.width, drawn.height)) is None:
            yield Finding(
                values.where('imposed'),
                'LP308',
                f'there is no paper for “{name}” as {scheme}',
                'call the size by a paper (a4, a3, letter, tabloid), or use one that two or four '
                'pages fill',
            )
