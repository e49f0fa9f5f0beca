"""The ways out of a sheet that its text does not fit, in the order in which its layout tries them.

`ways_out` in layout.yaml lists them: each says in words what it does, and changes measures, the
sheet, or how many pages there may be. A way takes over what the ways before it changed. It is a
layout like any other: what composes and prints knows nothing of ways, and the first that holds the
text is taken. A text that fits costs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from letterpress.base.lengths import Size
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.layout.measures import Declared
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.yaml.shapes import Values

Made = TypeVar('Made')

# What says that a text does not fit its sheet: set too small or too high, too many words or names
# (LP340, LP342 to LP344, LP372), too many pages, outside its place, lost or over another (LP355 to
# LP366).
_FITTING = re.compile('LP3(?:40|4[2-4]|5[5-9]|6[0-6]|72)')


@dataclass(frozen=True)
class WayOut:
    """One way out: what it does in words, and what is different on it."""

    what: str
    measures: Declared
    sheet: Size | None = None
    most_pages: int | None = None


@dataclass(frozen=True)
class Attempt:
    """A layout at a size, as it is drawn (`what` is empty) or on a way out of it."""

    layout: Layout
    size: Size
    what: str = ''


def attempts(layout: Layout, size: Size) -> Iterator[Attempt]:
    """Give what is tried for a sheet: the layout as it is drawn, then its ways out in order.

    The layout of each has the ways that are left after it.
    """
    yield Attempt(layout, size)
    measures = layout.measures
    pages = layout.most_pages
    for number, way in enumerate(layout.ways_out, 1):
        measures = {**measures, **way.measures}
        pages = way.most_pages or pages
        size = way.sheet or size
        left = layout.ways_out[number:]
        yield Attempt(
            replace(layout, measures=measures, most_pages=pages, ways_out=left), size, way.what
        )


def first(layout: Layout, size: Size, make: Callable[[Attempt, Sequence[Finding]], Made]) -> Made:
    """Return what is made of a sheet, on the first of its ways that holds the text.

    `make` takes an attempt and what was found of the sheet as it is drawn, nothing at first.
    Raises Rejected: at once for what no other sheet mends, else with what is wrong on the last way,
    the first of it naming what was wrong on those before.
    """
    tried: list[tuple[str, tuple[Finding, ...]]] = []
    for attempt in attempts(layout, size):
        try:
            return make(attempt, tried[0][1] if tried else ())
        except Rejected as rejected:
            if not fitting(rejected.findings):
                raise
            tried.append((attempt.what or 'as it is drawn', tuple(rejected.findings)))
            last = rejected
    if len(tried) > 1:
        raise Rejected(_after(tried), last.exit_code)
    raise last


def _after(tried: Sequence[tuple[str, tuple[Finding, ...]]]) -> tuple[Finding, ...]:
    """Return what is wrong on the last way; its first error says what was on each before it."""
    before = '; '.join(f'{what}: {_brief(wrong)}' for what, wrong in tried[:-1])
    what, wrong = tried[-1]
    first = errors(wrong)[0]
    told = replace(first, message=f'{first.message} ({what}); before that, {before}')
    return tuple(told if one is first else one for one in wrong)


def _brief(wrong: Sequence[Finding]) -> str:
    """Return the first error of a way, without where it was found, and how many more there are."""
    found = errors(wrong)
    where, _, message = found[0].message.partition(': ')
    return (message or where) + (f' (and {len(found) - 1} more)' if len(found) > 1 else '')


def fitting(findings: Iterable[Finding]) -> bool:
    """Tell whether all that is wrong is that text does not fit: another sheet may hold it."""
    wrong = errors(findings)
    return bool(wrong) and all(_FITTING.fullmatch(one.code) for one in wrong)


def told(name: str, attempt: Attempt, wrong: Sequence[Finding]) -> Finding:
    """Return the warning that a sheet took a way out (LP368): which, and what did not fit before.

    `wrong` is what was found of the sheet as it is drawn, `name` that of the file.
    """
    first = errors(wrong)[0]
    return Finding(
        first.place,
        'LP368',
        f'{name} is made {attempt.what}, for its text does not fit the sheet as it is drawn: '
        f'{first.message}',
        f'nothing needs to be done; to have the sheet as it is drawn: {first.hint.rstrip(".")}',
    )


def read(stated: Sequence[Values]) -> tuple[WayOut, ...]:
    """Return the ways out that a layout.yaml states."""
    return tuple(
        WayOut(
            one['what'],
            dict(one['measures']),
            next((Size(key, of['width'], of['height']) for key, of in one['sheet'].items()), None),
            one['most_pages'],
        )
        for one in stated
    )


def contradictions(values: Values, measures: Mapping[str, object]) -> Iterator[Finding]:
    """Find ways out that lead nowhere (LP367).

    `measures` are those of the layout and of what it builds on.
    """
    names = set(values['sizes'])
    for way in values['ways_out']:
        for name in way['measures']:
            if name not in measures:
                yield _lost(
                    way.where('measures'),
                    f'the layout has no measure “{name}”',
                    did_you_mean(name, measures),
                )
        if not (way['measures'] or way['sheet'] or way['most_pages']):
            yield _lost(
                way.where('what'),
                'it changes nothing',
                'give it measures, a sheet or most_pages that are different',
            )
        if way['sheet'] and len(values['sizes']) > 1:
            yield _lost(
                way.where('sheet'),
                'the layout has several sizes, and all of them would end on this one',
                'let the way change measures, or give the layout one size',
            )
        if len(way['sheet']) > 1:
            yield _lost(
                way.where('sheet'),
                f'it names {len(way["sheet"])} sheets, and a way leads to one',
                'make a way of each',
            )
        for name in way['sheet']:
            if name in names:
                yield _lost(
                    way.where('sheet'),
                    f'there is a sheet “{name}” before it already',
                    'call it otherwise: the name stands in the name of the file',
                )
            names.add(name)
        if way['sheet'] and 'size' not in values['by']:
            yield _lost(
                way.where('sheet'),
                'the name of the file would not say on which sheet it is',
                'add size to "by"',
            )
    if values['ways_out'] and values['mailed']:
        yield _lost(
            values.where('ways_out'),
            'letters to addressees are all set alike',
            'let the layout itself hold any letter, or remove "ways_out"',
        )


def _lost(place: Place, why: str, hint: str) -> Finding:
    return Finding(place, 'LP367', f'this way out leads nowhere: {why}', hint)
