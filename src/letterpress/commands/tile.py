"""Put a poster on sheets for a home printer, with a first sheet that says how to join them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from letterpress.build.stages import tiling
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.imposition.tiles import Plan
from letterpress.values import dataclass
from letterpress.world import child
from letterpress.world.files import given, inside, writing

Told = TypeVar('Told')

PAPER = ('a4', 'letter')
MARGINS = (0.0, 30.0)  # mm
OVERLAPS = (0.0, 50.0)
SCALES = (0.05, 20.0)
INSETS = (0.0, 15.0)  # mm


@dataclass(frozen=True)
class Labelled:
    """A sheet of labels that was written: its path, its size in bytes, how many labels it has."""

    path: str
    size: int
    labels: int


@dataclass(frozen=True)
class Tiled:
    """What was written, how the poster lies on it, and what else could be had."""

    path: str
    size: int  # bytes
    plan: Plan
    offers: tuple[Plan, ...]


def tile(file: Path, wish: tiling.Wish, output: Path | None, base: Path) -> Tiled:
    """Write a poster as sheets for a home printer: `poster.en.home-a4.pdf`, or `output`.

    Its words are in the language that the PDF says, with the typefaces and the phrases of the
    project in `base` where it has its own. Raises Rejected: no such file (exit 2), the target is
    the file itself or somebody else's (exit 2), LP349 several pages, LP352 no such plan, and those
    of a PDF that cannot be imposed.
    """
    target = output or file.with_name(f'{file.stem}.home-{wish.paper}.pdf')
    fonts = inside.read_house(base, 'fonts')
    own = inside.read_tree(base, 'content/phrases') if (base / 'content/phrases').is_dir() else {}
    size, (plan, offers) = _written(
        file, target, lambda data: tiling.made(data, str(file), wish, fonts, own)
    )
    return Tiled(str(target), size, plan, offers)


def label(file: Path, start: int, inset: float, output: Path | None) -> Labelled:
    """Write a sticker as a sheet of 24 labels on A4, from label `start` on: `bar.en.labels.pdf`.

    `inset`: what stays white at the edge of each label, in mm. Raises Rejected as `tile` does.
    """
    target = output or file.with_name(f'{file.stem}.labels.pdf')
    size, count = _written(file, target, lambda data: _labelled(data, str(file), start, inset))
    return Labelled(str(target), size, count)


def _written(
    file: Path, target: Path, make: Callable[[bytes], tuple[bytes, Told]]
) -> tuple[int, Told]:
    """Write what is made of a file, whole or not at all; return its bytes, and what was told of it.

    It may be anybody's file: it is read where one that is made to hang can be stopped.
    """
    data = given.document(file, 'Posters are made with: letterpress build posters')
    _free(file, target)
    try:
        made, told = child.only(
            lambda: make(data), child.patience(len(data)), child.room(len(data))
        )
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(str(file)),
                'LP577',
                f'it was not put on sheets: {stopped.words}',
                'build the poster anew',
            )
        ) from None
    writing.write(target, made)
    return len(made), told


def _free(file: Path, target: Path) -> None:
    """See that what is written there is lost to nobody: no file, or sheets that were made before.

    Raises Rejected LP708 (exit 2).
    """
    from letterpress.finishing.imposition import packing

    if not os.path.lexists(target):
        return
    same = target.exists() and target.samefile(file)
    if same or not target.is_file() or not packing.made_here(target.read_bytes()):
        raise Rejected(
            Finding(
                Place(str(target)),
                'LP708',
                'this is the poster itself'
                if same
                else 'the file exists already, and is not one that letterpress tile has made',
                'name another with --output',
            ),
            Exit.USAGE,
        )


def _labelled(data: bytes, name: str, start: int, inset: float) -> tuple[bytes, int]:
    """Return the sheet of labels as a PDF, and how many it has. Raises Rejected: LP349, LP352."""
    from letterpress.base.lengths import Size
    from letterpress.finishing.imposition import grids, sheets, source
    from letterpress.finishing.imposition.lettering import Faces

    pdf = source.read(data, name)
    page = tiling.one_page(pdf, name)
    if min(page.width, page.height) < tiling.LEAST:
        raise tiling.impossible(
            name,
            f'its page is {page.width:.0f} × {page.height:.0f} mm',
            'a label is made of a page that is larger',
        )
    sheet = grids.labels((0,), Size('page', page.width, page.height), start=start, inset=inset)
    made = sheets.write(pdf, (sheet,), Faces((), (), pdf.language, 'ltr'), 'Simplex')
    return made, len(sheet.placements)


def percent(scale: float) -> str:
    """Return a scale in per cent, with the hundredths that it has: '92.85', '100'."""
    return f'{scale * 100:.2f}'.rstrip('0').rstrip('.')


def in_words(done: Tiled) -> list[str]:
    """Return what was made and what is offered, for a person."""
    plan = done.plan
    way = 'landscape' if plan.landscape else 'upright'
    lines = [
        f'{plan.sheets} {"sheet" if plan.sheets == 1 else "sheets"} of '
        f'{tiling.NAMES[plan.paper.name]}, {way}, and one that says how to join them: '
        f'{plan.width * plan.scale:.0f} × {plan.height * plan.scale:.0f} mm, '
        f'{percent(plan.scale)} %.'
    ]
    others = [one for one in done.offers if one.sheets != plan.sheets]
    lines += [
        f'Also: --sheets {one.sheets} gives {percent(one.scale)} %, '
        f'{one.width * one.scale:.0f} × {one.height * one.scale:.0f} mm.'
        for one in others
    ]
    return lines


def as_json(done: Tiled) -> dict[str, object]:
    """Return it as machines read it."""

    def told(plan: Plan) -> dict[str, object]:
        return {
            'sheets': plan.sheets,
            'columns': plan.columns,
            'rows': plan.rows,
            'landscape': plan.landscape,
            'scale': plan.scale,
        }

    return {
        'path': done.path,
        'bytes': done.size,
        'plan': told(done.plan),
        'offers': [told(one) for one in done.offers],
    }
