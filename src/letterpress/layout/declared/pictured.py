"""Of which print of a layout there is a picture for screens, and what is said of it.

layout.yaml: `picture: a3`, or `{of: a3, alt: iris, also: [demand], foot: false}`. The picture is
made of the finished print: one a design and language, whatever sizes it is printed at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding
from letterpress.manuscript.yaml.shapes import Values
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Edition


@dataclass(frozen=True)
class Pictured:
    """Of the print at which size there is a picture ('' for none), and how it is told.

    `alt`: the phrase kit.<alt>_alt says what is to be seen, '' for that of the shelf's words.
    `says`: slots of content/posters whose words stand on it in large letters, where its title is
    another text. `also`: those whose words stand below. `foot`: whether the foot of posters stands
    on it.
    """

    of: str = ''
    alt: str = ''
    also: tuple[str, ...] = ()
    foot: bool = True
    says: tuple[str, ...] = ()


def read(stated: str | Values | None) -> Pictured:
    """Return what layout.yaml states."""
    if stated is None or isinstance(stated, str):
        return Pictured(stated or '')
    return Pictured(stated['of'], stated['alt'], stated['also'], stated['foot'], stated['says'])


def contradictions(values: Values) -> Iterator[Finding]:
    """Find a picture of what is not there or is none (LP308)."""
    size = read(values['picture']).of
    if not size:
        return
    made = values['kit'] or tuple(values['sizes'])
    drawn = [name for name in made if name not in values['pictures']]
    if size not in drawn:
        message, hint = f'“{size}” is no size that it is printed at', did_you_mean(size, drawn)
    elif values['seal'] or values['browser']:
        message, hint = 'what is sealed or a page is no picture', 'remove "picture"'
    else:
        return
    yield Finding(values.where('picture'), 'LP308', f'picture: {message}', hint)


def words(layout: Layout, edition: Edition, slot: str) -> tuple[str, ...]:
    """Return the words of a slot, without the marks of what stands out.

    In all languages of the campaign where the layout prints those of all.
    """
    everyone = 'posters/all' in layout.reads
    texts = edition.all_posters.values() if everyone else [edition.posters]
    found = []
    for one in texts:
        said = layout.words(one).get(slot, '')
        found.append(' '.join((said,) if isinstance(said, str) else said).replace('*', ''))
    return tuple(dict.fromkeys(filter(None, found)))
