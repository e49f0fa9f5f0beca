"""The code that a page for the browser draws of a typed address: that of segno, to the square."""

from __future__ import annotations

import json
import random
import shutil
import string
import subprocess

import pytest
import segno

from fixtures.type import ROOT
from letterpress.layout.drawings import code

pytestmark = pytest.mark.skipif(not shutil.which('node'), reason='the script is run by Node')
SCRIPT = ROOT / 'layouts/event-page/code.js'
RUN = """
const said = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const drawn = rows => [rows, rows && code.path(rows)];
console.log(JSON.stringify(said.map(one => drawn(code.encode(one)))));
"""


def drawn(texts: list[str]) -> list[tuple[list[list[int]] | None, str | None]]:
    """Return the squares and the path of each text; None for one that is too long."""
    program = SCRIPT.read_text(encoding='utf-8') + RUN
    run = subprocess.run(
        ['node', '-e', program], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def wanted(text: str) -> list[list[int]] | None:
    """Return the squares that segno draws, in bytes as the script does; None above version 6."""
    try:
        made = segno.make_qr(text, error='m', boost_error=False, encoding='utf-8', mode='byte')
    except segno.DataOverflowError:
        return None
    return [list(row) for row in made.matrix] if int(made.version) <= code.FINEST else None


def test_it_is_segno_s_to_the_square():
    chosen = random.Random(14)
    letters = string.ascii_letters + string.digits + '/-._~?=&é'
    texts = ['https://example.org/', 'a', 'https://مثال.إختبار/', 'https://example.org/събитие']
    texts += ['https://' + ''.join(chosen.choices(letters, k=length)) for length in range(1, 104)]
    made = drawn(texts)
    versions = {len(rows) for rows, _ in made if rows}
    assert versions == {17 + 4 * version for version in range(1, code.FINEST + 1)}
    for text, (rows, _) in zip(texts, made, strict=True):
        assert rows == wanted(text), text
    assert any(rows is None for rows, _ in made)


def test_the_longest_that_fits_and_the_shortest_that_does_not():
    (fits, _), (too_long, _) = drawn(['x' * 106, 'x' * 107])
    assert len(fits) == 41 and too_long is None
    with pytest.raises(code.TooLong):
        code.code('x' * 107)


def test_it_is_drawn_as_the_house_draws_it():
    address = 'https://www.example.org/'
    ((_, path),) = drawn([address])
    assert path == code.code(address).path


def test_it_is_read():
    import zxingcpp
    from PIL import Image

    for text in ('https://example.org/vigil', 'https://example.org/' + 'a' * 86):
        ((rows, _),) = drawn([text])
        side = len(rows) + 8
        picture = Image.new('L', (side, side), 255)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                picture.putpixel((x + 4, y + 4), 0 if dark else 255)
        (read,) = zxingcpp.read_barcodes(picture.resize((side * 6, side * 6), Image.NEAREST))
        assert read.text == text
