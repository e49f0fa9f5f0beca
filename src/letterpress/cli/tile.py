"""letterpress tile: a poster on sheets for a home printer."""

from __future__ import annotations

import math
import re
from pathlib import Path

import click

from letterpress import console
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
    '--output',
    metavar='FILE',
    shell_complete=shared.files,
    default=None,
    help='Where to write (default: beside, ending in .home-a4.pdf or .home-letter.pdf).',
)
@shared.JSON
def tile(
    file: str,
    paper: str,
    margin: float,
    overlap: float,
    scale: float | None,
    sheets: int | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Put a poster on sheets for a home printer, with one that says how to join them.

    Every sheet has its flaps at the right and below, whichever way the poster is read; what is
    written on them is covered when the sheets are glued. Print at 100 %.
    """
    if scale is not None and sheets is not None:
        raise click.UsageError('--scale and --sheets both say how large it gets: name one of them.')
    wish = tiling.Wish(paper, margin, overlap, scale or 0.0, sheets or 0)
    done = tiling.tile(Path(file), wish, Path(output) if output else None, Path.cwd())
    if as_json:
        console.answer({'ok': True, **tiling.as_json(done)})
        return
    console.paths([done.path])
    for line in tiling.in_words(done):
        console.say(line)
