"""Draw the README's pictures from a finished build.

usage: python docs/pictures.py [BUILD]      (needs pdftoppm; chromium for the page)
       python docs/pictures.py --walk BUILD     (of the campaign of docs/tutorial.md)

Each picture is a contact sheet, small enough for a repository; Pillow comes with WeasyPrint.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).parent / 'pictures'
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')
GROUND = '#8a8782'
# pictures of the press room: name, width, and its pages with the frame that shows each
ROOM = (
    (
        'room-telephone',
        1240,
        [(f'{code}/index.html', 390, 844) for code in ('en', 'el', 'bg', 'ar')],
    ),
    ('press-room', 1240, [(f'{code}/index.html', 1280, 2000) for code in ('de', 'ar')]),
    ('room-files', 1240, [('en/pictures.html', 900, 1250), ('en/files.html', 900, 1250)]),
)


def pages(pdf: Path, height: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures of this height in pixels."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                'pdftoppm',
                '-png',
                '-scale-to-y',
                str(height),
                '-scale-to-x',
                '-1',
                str(pdf),
                f'{folder}/p',
            ],
            check=True,
        )
        return [Image.open(path).convert('RGB') for path in sorted(Path(folder).glob('*.png'))]


def sheet(rows: list[list[Image.Image]], target: Path, gap: int = 14, colours: int = 96) -> None:
    """Lay pictures out in rows and save them as a PNG with few colours."""
    width = max(sum(p.width + gap for p in row) for row in rows) + gap
    height = sum(max(p.height for p in row) + gap for row in rows) + gap
    canvas, y = Image.new('RGB', (width, height), GROUND), gap
    for row in rows:
        x = gap
        for picture in row:
            canvas.paste(picture, (x, y))
            x += picture.width + gap
        y += max(p.height for p in row) + gap
    canvas.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)


def main(build: Path) -> None:
    def pdf(stem: str, language: str) -> Path:
        return build / 'pdf' / language / f'{stem}.{language}.pdf'

    PICTURES.mkdir(exist_ok=True)
    posters = [pages(pdf('poster-suspects-a3', language), 420)[0] for language in LANGUAGES]
    sheet([posters[:4], posters[4:]], PICTURES / 'suspects.png')
    sheet(
        [
            [
                pages(pdf('poster-broadside-a2', language), 560)[0]
                for language in ('en', 'el', 'bg', 'ar')
            ]
        ],
        PICTURES / 'broadside.png',
    )
    sheet(
        [pages(pdf('letter', 'en'), 560), pages(pdf('letter', 'ar'), 560)], PICTURES / 'letter.png'
    )
    sheet(
        [[pages(pdf('press-release', language), 560)[0] for language in ('en', 'fr', 'el', 'ar')]],
        PICTURES / 'press-release.png',
    )
    if browser := shutil.which('chromium'):
        for name, width, frames in ROOM:
            shown = [(build / 'kit' / path, wide, high) for path, wide, high in frames]
            framed(browser, shown, PICTURES / f'{name}.png', width)


def framed(
    browser: str, shown: list[tuple[Path, int, int]], target: Path, width: int, gap: int = 24
) -> None:
    """Draw pages beside each other, each in a frame of so many pixels: on a narrow one it is a
    telephone's. The picture is `width` pixels wide.
    """
    frames = ''.join(
        f'<iframe src="{path.resolve().as_uri()}" width="{wide}" height="{high}"></iframe>'
        for path, wide, high in shown
    )
    style = f'margin:0;padding:{gap}px;display:flex;gap:{gap}px;background:{GROUND}'
    size = sum(wide + gap for _, wide, _ in shown) + gap, max(high for *_, high in shown) + 2 * gap
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, 'frames.html'), Path(folder, 'shot.png')
        page.write_text(
            '<!doctype html><style>iframe{border:0;flex:none}</style>'
            f'<body style="{style}">{frames}'
        )
        subprocess.run(
            [
                browser,
                '--headless=new',
                '--no-sandbox',
                '--hide-scrollbars',
                '--virtual-time-budget=8000',
                f'--window-size={size[0]},{size[1]}',
                f'--screenshot={shot}',
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        picture = Image.open(shot).convert('RGB').crop((0, 0, *size))
    height = size[1] * width // size[0]
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(96, dither=Image.Dither.NONE).save(target, optimize=True)


def walk(build: Path) -> None:
    """Draw the picture of docs/tutorial.md: what its ten minutes end at."""

    def first(stem: str, language: str) -> Image.Image:
        return pages(build / 'pdf' / language / f'{stem}.{language}.pdf', 520)[0]

    letters = [first('letter', language) for language in ('de', 'en')]
    others = [first('poster-statement-a3', 'de'), first('press-release', 'en')]
    sheet([[*letters, *others]], PICTURES / 'tutorial.png')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--walk']:
        walk(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / 'build')
