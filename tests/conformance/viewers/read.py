"""Read the files named on stdin, one a line, with an engine (argument: pdfium, mupdf or poppler),
and say for each in one line of JSON what a reader sees: per page its text and the SHA-256 of its
picture."""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

DPI = 30


def pdfium(file):
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    for page in document:
        picture = page.render(scale=DPI / 72, may_draw_forms=True)
        yield page.get_textpage().get_text_range(), bytes(picture.buffer)


def mupdf(file):
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    for page in pymupdf.open(
        file
    ):  # it writes SIGN over a field that nobody has sealed yet: that is its own word
        yield page.get_text().replace('SIGN\n', ''), page.get_pixmap(dpi=DPI, annots=False).samples


def poppler(file):
    text = subprocess.run(
        ['pdftotext', file, '-'], capture_output=True, check=True, timeout=20
    ).stdout.decode(errors='replace')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ['pdftoppm', '-r', str(DPI), file, f'{folder}/p'],
            capture_output=True,
            check=True,
            timeout=20,
        )
        pictures = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    yield from zip(text.split('\f'), pictures, strict=False)  # the last page ends with \f too


for line in sys.stdin:
    name = line.rstrip('\n')
    try:
        said = {
            'pages': [
                [text, hashlib.sha256(picture).hexdigest()]
                for text, picture in globals()[sys.argv[1]](name)
            ]
        }
    except Exception as error:  # whatever an engine says of a hostile file
        said = {'error': f'{type(error).__name__}: {error}'[:200]}
    print(json.dumps({'file': name, **said}), flush=True)
