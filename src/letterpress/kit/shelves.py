"""What stands on which shelf of the download page, in which words.

Layouts say it of their documents (layout.yaml: `shelf`), formats of their texts
(`formats.offered`); a shelf of a layout's own stands between the house's first and last ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from letterpress.kit.formats import shop_note
from letterpress.kit.formats.offered import DOCUMENTS, HEADING, LETTERS
from letterpress.layout.declared.own_phrases import heading_key
from letterpress.layout.manifest import HOUSE_SHELVES
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

FIRST, LAST = HOUSE_SHELVES[:2], HOUSE_SHELVES[2:]  # shelves of layouts' own stand in between


@dataclass(frozen=True, order=True)
class Kind:
    """A kind of artefact on its shelf: its place there, the keys of the phrases that tell of it.

    Without a `title` it is called by its own.
    """

    rank: int
    kind: str
    title: str = ''
    what: str = ''


NOTE = Kind(91, shop_note.KIND, 'kit.shop_note', 'kit.shop_note_what')
ROLL = Kind(1, 'signatories', 'kit.signatories', 'kit.signatories_what')
EVENTS = Kind(2, 'events', 'room.events_calendar', 'room.events_calendar_what')


def shelves(layouts: Iterable[Layout]) -> list[tuple[str, list[Kind]]]:
    """Return the shelves in their order, each with the key of its heading and what stands on it."""
    found: dict[str, list[Kind]] = {heading: [] for heading in (*FIRST, *LAST)}
    found['data'] += [ROLL, EVENTS]
    found['posters'].append(NOTE)
    for one in LETTERS:
        found[one.heading].append(Kind(one.rank, one.kind, one.title, one.what))
    layouts = tuple(layouts)
    printed = {layout.name for layout in layouts if layout.shelf is not None}
    for name, text in DOCUMENTS.items():
        if name not in printed:  # else it stands with its PDF
            found[HEADING].append(Kind(text.rank, name, text.title, text.what))
    for layout in layouts:
        if (shelf := layout.shelf) is not None:
            # a press text is there in other formats, too, where its sheet is not made
            words = DOCUMENTS.get(layout.name, shelf)
            kind = Kind(shelf.rank, layout.name, words.title, words.what)
            found.setdefault(shelf.heading, []).append(kind)
    own = sorted(found.keys() - {*FIRST, *LAST})
    return [(heading_key(one), sorted(found[one])) for one in (*FIRST, *own, *LAST)]
