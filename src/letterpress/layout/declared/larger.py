"""What a layout does with a text that leaves its sheet half empty: larger type, step by step.

`larger` in layout.yaml lists the steps: each changes measures, and takes over what those before it
changed. They are the other end of `ways_out`: a short letter is no long one with a hole below it.
A text that fills its frame costs none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Rejected, errors

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.layout.measures import Declared
    from letterpress.manuscript.yaml.shapes import Values

SAME = 0.9  # of its size: a text that is no smaller counts as large as it was
MISSES = 3  # steps in a row that are passed over


class Drawn(Protocol):
    """What a template makes of a layout."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What does not fit."""

    @property
    def hollow(self) -> bool:
        """Whether its text leaves a hole."""

    @property
    def text_size(self) -> float:
        """Of that text."""


Made = TypeVar('Made', bound=Drawn)


def steps(layout: Layout) -> Iterator[Layout]:
    """Give the layout as it is drawn, then each larger one."""
    yield layout
    measures = layout.measures
    for step in layout.larger:
        measures = {**measures, **step}
        yield replace(layout, measures=measures)


def filled(layout: Layout, make: Callable[[Layout], Made]) -> Made:
    """Return what is made of a layout, on the first of its steps that leaves no hole.

    `make` is asked for one after the other. A step on which something does not fit is passed over,
    and so is one whose text is clearly smaller, for what stands around it has grown too much; after
    `MISSES` of them in a row what was best before counts. Raises what `make` raises of the layout
    as it is drawn.
    """
    drawn, *larger = steps(layout)
    made, missed = make(drawn), 0
    for step in larger:
        if errors(made.findings) or not made.hollow or missed == MISSES:
            break
        grown = _made(step, make)
        if grown is None or grown.text_size < SAME * made.text_size:
            missed += 1
        else:
            made, missed = grown, 0
    return made


def _made(step: Layout, make: Callable[[Layout], Made]) -> Made | None:
    """Return what is made of a step; None where something does not fit."""
    try:
        grown = make(step)
    except Rejected:
        return None
    return None if errors(grown.findings) else grown


def contradictions(values: Values, measures: Mapping[str, object]) -> Iterator[Finding]:
    """Find steps that change what is not there (LP383)."""
    for step in values['larger']:
        for name in step['measures']:
            if name not in measures:
                yield Finding(
                    step.where('measures'),
                    'LP383',
                    f'this step makes nothing larger: the layout has no measure “{name}”',
                    did_you_mean(name, measures),
                )


def read(stated: Sequence[Values]) -> tuple[Declared, ...]:
    """Return the steps that a layout.yaml states."""
    return tuple(dict(one['measures']) for one in stated)
