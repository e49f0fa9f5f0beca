"""Draw the proof sheet: every poster of a finished build, one row a layout, one column a language.

usage: python docs/proofsheet.py [PROJECT]      (after `letterpress build posters`)

Each is the finished A3 poster, or A2 where a layout has no A3, as pdfium draws it. It is written
twice: small as docs/proofsheet.png, which the README shows, and as build/proofsheet.pdf of the
project, large enough to look at each. The same posters make the same bytes.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from letterpress.build import plan, project
from letterpress.finishing import pictures

DOCS = Path(__file__).resolve().parent
FACE = DOCS.parent / 'fonts' / 'wood' / 'LPWood-Black.ttf'
SIZES = ('a3', 'a2')  # the first that a layout has
GROUND, INK = '#8a8782', '#14110e'
SMALL, LARGE = 118, 472  # how wide a poster is in pixels
COLOURS = 48
HELD = 400_000  # bytes of a picture in the repository


def posters(base: Path) -> dict[str, dict[str, Path]]:
    """Return the finished posters of a project by 'layout size' and language.

    Of a series it is the first sheet. Leaves with what is planned and not made.
    """
    read = project.read(project.gather(base))
    planned = sorted(
        plan.orders(
            read.editions.values(), read.layouts, plan.Wishes(('posters', 'placard'), sizes=SIZES)
        ),
        key=lambda one: (one.layout.shelf.rank if one.layout.shelf else 0, one.layout.name),
    )
    rows: dict[str, dict[str, Path]] = {}
    for size in SIZES:
        for one in planned:
            others = {row.split()[0] for row in rows if not row.endswith(size)}
            if one.size.name == size and one.layout.name not in others and not one.pixels:
                files = rows.setdefault(f'{one.layout.name} {size}', {})
                files.setdefault(one.edition.language, base / 'build' / one.path)
    missing = [path.name for row in rows.values() for path in row.values() if not path.is_file()]
    if missing or not rows:
        sys.exit(f'not made: {", ".join(missing) or "any poster"}')
    return rows


def sheet(rows: dict[str, dict[str, Path]], width: int) -> Image.Image:
    """Lay the posters out on one sheet, each of them so many pixels wide."""
    gap = width // 10
    drawn = {
        name: [
            Image.open(BytesIO(pictures.png(path.read_bytes(), width))).convert('RGB')
            for path in files.values()
        ]
        for name, files in rows.items()
    }
    label = ImageFont.truetype(FACE, width / 8)
    line = round(width / 5)
    columns = list(max(rows.values(), key=len))
    wide = gap + len(columns) * (width + gap)
    high = gap + line + sum(line + max(one.height for one in row) + gap for row in drawn.values())
    canvas = Image.new('RGB', (wide, high), GROUND)
    pen, y = ImageDraw.Draw(canvas), gap
    for n, language in enumerate(columns):
        pen.text((gap + n * (width + gap), y), language, INK, label)
    y += line
    for name, row in drawn.items():
        pen.text((gap, y), name, INK, label)
        y += line
        for language, picture in zip(rows[name], row, strict=True):
            canvas.paste(picture, (gap + columns.index(language) * (width + gap), y))
        y += max(one.height for one in row) + gap
    return canvas


def main(base: Path) -> None:
    """Write both files, and say how large they are."""
    rows = posters(base)
    small = DOCS / 'proofsheet.png'
    picture = sheet(rows, SMALL).quantize(COLOURS, dither=Image.Dither.NONE)
    written = BytesIO()
    picture.save(written, 'PNG', optimize=True)
    if len(written.getvalue()) > HELD:
        sys.exit(f'{small.name} would have {len(written.getvalue())} bytes: draw it smaller')
    small.write_bytes(written.getvalue())
    large = base / 'build' / 'proofsheet.pdf'
    never = time.gmtime(0)
    sheet(rows, LARGE).save(
        large, 'PDF', resolution=150, quality=90, title='Posters', creationDate=never, modDate=never
    )
    for path in (small, large):
        print(f'{path}: {path.stat().st_size / 1000:.0f} kB')


if __name__ == '__main__':
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS.parent)
