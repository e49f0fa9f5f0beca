"""One page: a press release is set a little tighter, way by way, until all of it stands on one.

From the top: headline, standfirst, body with quotations between its paragraphs (the contact stands
beside its beginning), and a foot of two columns. Lengths in mm, steps as (points, lead).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from letterpress.layout.type.pages import Setting
from letterpress.values import dataclass

if TYPE_CHECKING:
    from markupsafe import Markup

    from letterpress.layout.desk.compositor import Compositor
    from letterpress.layout.type.ink import Asked
    from letterpress.layout.type.pages import Step


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

    last: whether the text ends in a quotation. by: the height of the speaker's name beside each of
    them, 0 where none stands there. lead_in: the paragraphs before the first quotation, the contact
    stands beside them.
    """

    head: float
    standfirst: Markup
    body: Markup
    lead_in: Markup
    beside: float
    quotations: Sequence[Markup]
    last: bool
    by: Sequence[float]
    about: Markup
    imprint: Markup
    notes: Markup


def one_page(type: Compositor, m: Any, copy: Copy) -> Page:
    """Return the first of a few ways, from roomy to tight, that leaves the body room.

    Where none does, the last is returned, and the text flows on to a second page.
    Of the measures `standfirst`, `foot`, `band`, `quotation` and `body` each has its part in every
    way. The others say how high the page is and what stands between its parts. A way that cannot
    fit, by what a roomier one took, is not laid out.
    """
    parts = (m[name] for name in ('standfirst', 'foot', 'band', 'quotation', 'body'))
    ways = list(zip(*parts, strict=True))
    least = _Least(type)
    for number, way in enumerate(ways, 1):
        if 1 < number < len(ways) and not _set(least, m, copy, *way).fits:
            continue
        page = _set(type, m, copy, *way)
        if page.fits:
            break
        least.learn(_asked(m, copy, *way))
    return page


class _Least:
    """In the place of the compositor: the least that texts take, by what they took set larger."""

    def __init__(self, type: Compositor) -> None:
        self._type = type
        self._set: dict[tuple[str, float, str], Step] = {}  # the step at which each text was set

    def learn(self, asked: Sequence[Asked]) -> None:
        """Remember at which steps texts were set."""
        for markup, width, step, name in asked:
            self._set[markup, width, name] = step

    def foresee(self, asked: Sequence[Asked]) -> None:
        """Measure nothing."""

    def lines(self, markup: str, width: float, size: float, lead: float, name: str = '') -> int:
        """Return how many lines a text takes at least."""
        return self._type.least(markup, width, self._set[markup, width, name], size, name)

    def tall(self, markup: str, width: float, size: float, lead: float, name: str = '') -> float:
        """Return how high a text stands at least."""
        return lead * self.lines(markup, width, size, lead, name)

    def display(self, markup: str, width: float, steps: Sequence[Step], height: float) -> Setting:
        """Return the flattest setting of a text."""
        return self.frame([(markup, width)], steps, height)

    def frame(
        self,
        parts: Sequence[tuple[str, float]],
        steps: Sequence[Step],
        height: float,
        name: str = '',
    ) -> Setting:
        """Return the flattest setting of texts below each other."""
        settings = (
            Setting(*step, sum(self.tall(markup, width, *step, name) for markup, width in parts))
            for step in steps
        )
        return min(settings, key=attrgetter('height'))


def _asked(
    m: Any,
    copy: Copy,
    standfirst: Step,
    foot: Step,
    band: float,
    quotation: Sequence[Step],
    body: Sequence[Step],
) -> list[Asked]:
    """Return what will be measured of a way, each text's smallest step last."""
    text = m['text']
    return [
        *((markup, text, step, '') for markup in copy.quotations for step in quotation),
        (copy.standfirst, text, standfirst, ''),
        (copy.about, m['foot_left'], foot, ''),
        (copy.imprint, m['foot_left'], m['imprint'][0], ''),
        (copy.notes, m['foot_right'], foot, ''),
        (copy.lead_in, text, body[0], 'prose'),
        (copy.body, text, body[0], 'prose'),
    ]


def _set(
    type: Compositor | _Least,
    m: Any,
    copy: Copy,
    standfirst: Step,
    foot: Step,
    band: float,
    quotation: Sequence[Step],
    body: Sequence[Step],
) -> Page:
    line, text = m['grid'], m['text']
    type.foresee(_asked(m, copy, standfirst, foot, band, quotation, body))
    quotations = []
    for markup, by in zip(copy.quotations, copy.by, strict=True):
        made = type.display(markup, text, quotation, band)
        quotations.append(Quotation(made, max(made.grid, by)))
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
