"""letterpress tile: a poster on sheets for a home printer."""

from __future__ import annotations

import math
import re
from pathlib import Path

import click

from letterpress import console
from letterpress.build.stages.tiling import Wish
from letterpress.cli import shared
from letterpress.commands import tile as tiling


class Between(click.ParamType[float]):
    """A number between two others, a percentage ('93%') or a length, without infinities."""

    name = 'number'

    def __init__(self, least: float, most: float, unit: str):
        self._least, self._most, self._unit = least, most, unit

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. Raises UsageError for what is none, or out of bounds."""
        if isinstance(value, float):
            return value
        text = str(value).strip().replace(',', '.')
        whole = re.fullmatch(r'(\d+(?:\.\d+)?)\s*(%|mm)?', text)
        if whole is None or (whole[2] or self._unit) != self._unit:
            self.fail(f'“{value}” is not a number in {self._unit}.', param, ctx)
        number = float(whole[1]) / (100 if self._unit == '%' else 1)
        if not (self._least <= number <= self._most and math.isfinite(number)):
            shown = [
                f'{v * (100 if self._unit == "%" else 1):g}' for v in (self._least, self._most)
            ]
            self.fail(f'it must lie between {shown[0]} and {shown[1]} {self._unit}.', param, ctx)
        return number


@click.command()
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--paper', type=click.Choice(tiling.PAPER), default='a4', show_default=True, help='The sheets.'
)
@click.option(
    '--margin',
    type=Between(*tiling.MARGINS, 'mm'),
    default=5.0,
    show_default=True,
    metavar='MM',
    help='What the printer leaves white at each edge.',
)
@click.option(
    '--overlap',
    type=Between(*tiling.OVERLAPS, 'mm'),
    default=10.0,
    show_default=True,
    metavar='MM',
    help='The flap that a sheet is glued on.',
)
@click.option(
    '--scale',
    type=Between(*tiling.SCALES, '%'),
    default=None,
    metavar='PERCENT',
    help='The size of the poster, of its own (default: 100%).',
)
@click.option(
    '--sheets',
    type=click.IntRange(1, 100),
    default=None,
    metavar='N',
    help='As large as it gets on so many sheets, no larger than its own size.',
)
@click.option(
    '--labels',
    is_flag=True,
    help='FILE is a sticker: put it on a sheet of 24 labels of 70 × 37 mm (A4).',
)
@click.option(
    '--start',
    type=click.IntRange(1, 24),
    default=1,
    show_default=True,
    metavar='N',
    help='With --labels: the first one that is not used up, row by row.',
)
@click.option(
    '--inset',
    type=Between(*tiling.INSETS, 'mm'),
    default=5.0,
    show_default=True,
    metavar='MM',
    help='With --labels: what stays white at the edge of each.',
)
@click.option(
    '--output',
    metavar='FILE',
    shell_complete=shared.files,
    default=None,
    help='Where to write (default: beside, ending in .home-a4.pdf or .labels.pdf).',
)
@shared.JSON
def tile(
    file: str,
    paper: str,
    margin: float,
    overlap: float,
    scale: float | None,
    sheets: int | None,
    labels: bool,
    start: int,
    inset: float,
    output: str | None,
    as_json: bool,
) -> None:
    """Put a poster on sheets for a home printer, with one that says how to join them.

    Every sheet has its flaps at the right and below, whichever way the poster is read; what is
    written on them is covered when the sheets are glued. Print at 100 %.
    """
    if scale is not None and sheets is not None:
        raise click.UsageError('--scale and --sheets both say how large it gets: name one of them.')
    if labels:
        _labelled(file, start, inset, output, as_json)
        return
    wish = Wish(paper, margin, overlap, scale or 0.0, sheets or 0)
    done = tiling.tile(Path(file), wish, Path(output) if output else None, Path.cwd())
    if as_json:
        console.answer({'ok': True, **tiling.as_json(done)})
        return
    console.paths([done.path])
    for line in tiling.in_words(done):
        console.say(line)


def _labelled(file: str, start: int, inset: float, output: str | None, as_json: bool) -> None:
    done = tiling.label(Path(file), start, inset, Path(output) if output else None)
    if as_json:
        console.answer({'ok': True, 'path': done.path, 'bytes': done.size, 'labels': done.labels})
        return
    console.paths([done.path])
    console.say(f'{done.labels} labels of 70 × 37 mm on A4, from number {start} on.')
