"""The letter on its pages: the size at which it ends well, and the words in the frame of its seal.

Lengths in mm, sizes in points. The measures are those of the layout; a letter begins below its
head, on the first page beside the date, and ends in a block that is not torn apart: call, closing
formula, seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from letterpress.layout.typography import paragraph
from letterpress.values import dataclass

if TYPE_CHECKING:
    from markupsafe import Markup

    from letterpress.layout.desk.compositor import Compositor
    from letterpress.layout.type.ink import Face
    from letterpress.layout.type.titles import Title


@dataclass(frozen=True)
class Pages:
    """How a letter is set: the size of its text, the height of its call.

    tight: its end is set closer, because that saves a page. rest: pages that follow it for what is
    left of its notes; count: all pages that it takes.
    """

    size: float
    tight: bool
    call: float
    rest: int = 0
    count: int = 1


@dataclass(frozen=True)
class Words:
    """The words of the seal: size and lead, and how far the terms indent what they explain."""

    size: float
    lead: float
    indent: float


def pages(
    type: Compositor,
    m: Any,
    text: Markup,
    salutation: Markup,
    closing: Markup,
    signed: Markup,
    call: Title | None,
    tail: float,
) -> Pages:
    """Return how a letter is set. `text` is the markup of its blocks, with their notes.

    tail: the height of what stands beside its end.
    """
    line, lead, sizes, width = m['grid'], m['lead'], m['body'], m['text']
    called = len(call.lines) * call.lead(m['call_lead'], m['call_part']) if call else 0.0
    call_height = ceil(called / line) * line if call else -line
    formulas = (closing, width), (signed, m['signed']), (salutation, width)
    asked = [(paragraph(said), wide, (sizes[0], lead), '') for said, wide in formulas]
    type.foresee(asked)
    *ends_of, salutation_height = (
        type.tall(said, wide, *step, name) for said, wide, step, name in asked
    )
    ends = sum(ends_of)
    first = m['first_page'] - salutation_height - lead
    full = m['full_page']
    roomy, tight = (
        line + call_height + line + max(ends + apart * line + m['seal'], tail) for apart in (2, 1)
    )
    size, end = type.letter_size(text, width, sizes, lead, first, full, (roomy, tight))
    count, rest = type.letter_pages(text, width, size, lead, first, full, end)
    return Pages(size, end < roomy, call_height, rest, count)


def seal_words(
    type: Compositor,
    m: Any,
    what: Markup,
    rows: Sequence[tuple[str, Markup]],
    last: str,
    face: Face,
) -> Words:
    """Return the largest setting at which the words of the seal fit beside its device.

    rows: terms and what they say; one without words is not printed, but makes room for its term, so
    that drafts and sealed letters look alike. `last` is the term of the last line.
    """
    terms = [*(term for term, _ in rows), last]
    indent = type.longest(terms, face, m['term']) + m['term_gap']
    width = m['seal_words']
    parts = [(paragraph(what), width)]
    parts += [(paragraph(said), width - indent) for _, said in rows if said]
    made = type.frame(parts, m['seal_steps'], m['seal_height'], must=True)
    return Words(made.size, made.lead, indent)
