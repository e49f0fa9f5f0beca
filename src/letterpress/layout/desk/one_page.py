"""One page: a press release is set a little tighter, way by way, until all of it stands on one.

From the top: headline, standfirst, body with quotations between its paragraphs (the contact stands
beside its beginning), and a foot of two columns. Lengths in mm, steps as (points, lead).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

    from letterpress.layout.desk.compositor import Compositor
    from letterpress.layout.type.pages import Setting, Step


@dataclass(frozen=True)
class Quotation:
    """A quotation as it is set, in a band that is `height` mm high inside."""

    set: Setting
    height: float


@dataclass(frozen=True)
class Page:
    """How the page is set: standfirst and foot, the body, each quotation."""

    standfirst: Step
    standfirst_height: float
    foot: Step
    text: Setting
    quotations: tuple[Quotation, ...]
    fits: bool


@dataclass(frozen=True)
class Copy:
    """What stands on the page, as markup; `head` and `beside` are heights.

    last: whether the text ends in a quotation. by: the height of the speaker's name beside the
    first one. lead_in: the paragraphs before the first quotation, the contact stands beside them.
    """

    head: float
    standfirst: Markup
    body: Markup
    lead_in: Markup
    beside: float
    quotations: Sequence[Markup]
    last: bool
    by: float
    about: Markup
    imprint: Markup
    notes: Markup


def one_page(type: Compositor, m: Any, copy: Copy) -> Page:
    """Return the first of a few ways, from roomy to tight, that leaves the body room.

    Where none does, the last is returned, and the text flows on to a second page.
    Of the measures `standfirst`, `foot`, `band`, `quotation` and `body` each has its part in every
    way. The others say how high the page is and what stands between its parts.
    """
    ways = zip(m['standfirst'], m['foot'], m['band'], m['quotation'], m['body'], strict=True)
    for way in ways:
        page = _set(type, m, copy, *way)
        if page.fits:
            break
    return page


def _set(
    type: Compositor,
    m: Any,
    copy: Copy,
    standfirst: Step,
    foot: Step,
    band: float,
    quotation: Sequence[Step],
    body: Sequence[Step],
) -> Page:
    line, text = m['grid'], m['text']
    type.foresee(
        [
            *((markup, text, step, '') for markup in copy.quotations for step in quotation),
            (copy.standfirst, text, standfirst, ''),
            (copy.about, m['foot_left'], foot, ''),
            (copy.imprint, m['foot_left'], m['imprint'][0], ''),
            (copy.notes, m['foot_right'], foot, ''),
            (copy.lead_in, text, body[0], 'prose'),
            (copy.body, text, body[0], 'prose'),
        ]
    )
    quotations = []
    for number, markup in enumerate(copy.quotations):
        made = type.display(markup, text, quotation, band)
        quotations.append(Quotation(made, max(made.grid, 0 if number else copy.by - m['by_rise'])))
    said = sum(m['band_edges'] + one.height for one in quotations) + (line if copy.last else 0)
    lines = type.lines(copy.standfirst, text, *standfirst)
    stand = ceil(lines * standfirst[1] / line) * line
    left = type.tall(copy.about, m['foot_left'], *foot)
    left += m['imprint_above'] + type.tall(copy.imprint, m['foot_left'], *m['imprint'][0])
    right = type.tall(copy.notes, m['foot_right'], *foot)
    bottom = m['foot_edges'] + max(left, right)
    room = m['height'] - copy.head - stand - line - said - bottom
    beside = type.tall(copy.lead_in, text, *body[0], 'prose') if copy.lead_in else 0
    room -= max(copy.beside - beside, 0)  # the band begins below the contact too
    made = type.frame([(copy.body, text)], body, room, 'prose')
    return Page(standfirst, stand, foot, made, tuple(quotations), made.height <= room)
