"""The tags of names on a page, as objects in bytes (ISO 32000-1, 14.7 and 14.8.4.3.3).

A place holds, for each initial, a group with its heading and a list; a name is an entry of the
list, with a body, and a label where names are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf

from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.press.leaves.bulk import Bulk

Objects = list[tuple[int, bytes]]

KIDS, SAID = b'%KIDS%', b'%SAID%'  # what a copy of an element has of its own
_TOKEN = re.compile(rb'(\d+ 0 R|%KIDS%|%SAID%)')


class Entry(NamedTuple):
    """The marks of a name, -1 where there is none; `said`: its words, where the page has others.

    Words behind a zero are those of the glyphs, where each of these has one character only.
    """

    label: int
    body: int
    said: str = ''


@dataclass(slots=True)
class Group:
    """What stands under one initial in a column; `heading` is its mark, -1 where it goes on."""

    heading: int
    entries: list[Entry]


def objects(
    bulk: Bulk,
    groups: Sequence[Group],
    holder: bytes,
    page: bytes,
    level: str,
    lost: frozenset[str],
) -> tuple[list[bytes], Objects, list[bytes]]:
    """Return the kids of a place, their objects, and the owner of each mark in the marks' order.

    lost: characters for which another one's glyph stands.
    """
    kids: list[bytes] = []
    made: Objects = []
    owners: list[tuple[int, int]] = []
    for group in groups:
        parent = holder
        if group.heading >= 0:
            block, heading = bulk.numbers(2), 0
            heading, listed = block + 1, bulk.number()
            kids.append(b'%d 0 R' % block)
            parent = b'%d 0 R' % block
            made.append(
                (
                    block,
                    b'<</Type/StructElem/S/Div/P %s/Pg %s/K[%d 0 R %d 0 R]>>'
                    % (holder, page, heading, listed),
                )
            )
            made.append(
                (
                    heading,
                    b'<</Type/StructElem/S/%s/P %s/Pg %s/K %d>>'
                    % (level.upper().encode(), parent, page, group.heading),
                )
            )
            owners.append((group.heading, heading))
        else:
            listed = bulk.number()
            kids.append(b'%d 0 R' % listed)
        items = bulk.numbers(len(group.entries))
        inside = b' '.join(b'%d 0 R' % n for n in range(items, items + len(group.entries)))
        made.append((listed, b'<</Type/StructElem/S/L/P %s/Pg %s/K[%s]>>' % (parent, page, inside)))
        for item, entry in enumerate(group.entries, items):
            label = bulk.number() if entry.label >= 0 else 0
            body = bulk.number()
            held = b'%d 0 R %d 0 R' % (label, body) if label else b'%d 0 R' % body
            made.append((item, b'<</Type/StructElem/S/LI/P %d 0 R/K[%s]>>' % (listed, held)))
            if label:
                made.append(
                    (
                        label,
                        b'<</Type/StructElem/S/Lbl/P %d 0 R/Pg %s/K %d>>'
                        % (item, page, entry.label),
                    )
                )
                owners.append((entry.label, label))
            words = entry.said
            if words.startswith('\0'):
                words = words[1:] if lost and not lost.isdisjoint(words) else ''
            said = b'/ActualText %s' % pydyf.String(words).data if words else b''
            made.append(
                (
                    body,
                    b'<</Type/StructElem/S/LBody/P %d 0 R/Pg %s/K %d%s>>'
                    % (item, page, entry.body, said),
                )
            )
            owners.append((entry.body, body))
    return kids, made, [b'%d 0 R' % owner for _, owner in sorted(owners)]


class Copied:
    """The elements of a page that stands for several, to be made again for each of these."""

    def __init__(self, elements: Sequence[Any], page: bytes):
        self._elements = [(element.reference, _TOKEN.split(element.data)) for element in elements]
        self._page = page

    def copies(
        self, bulk: Bulk, page: bytes, own: dict[bytes, bytes]
    ) -> tuple[dict[bytes, bytes], Objects]:
        """Return new references by the old, and the objects; `own` stands for KIDS and SAID."""
        first = bulk.numbers(len(self._elements))
        renamed = {old: b'%d 0 R' % number for number, (old, _) in enumerate(self._elements, first)}
        stands = {**own, **renamed, self._page: page}
        made = [
            (number, b''.join(stands.get(part, part) for part in parts))
            for number, (_, parts) in enumerate(self._elements, first)
        ]
        return renamed, made
