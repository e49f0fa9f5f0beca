"""The quick import of WeasyPrint: the same engine and bytes; on any doubt the ordinary way."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.press.reaches import declarations, quick_import

RENDER = """
import sys
{first}
import weasyprint
html = ('<html lang=en><title>t</title><style>body{{font:400 12pt "LP Book"}} '
        'h1{{font:900 30pt "LP Wood"}} p:lang(ar){{font:400 12pt "LP Naskh"; direction:rtl}}'
        '</style><h1>Headline</h1><p>Some <em>text</em>, hyphenated.</p><p lang=ar>كلنا</p>')
pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant='pdf/a-3a', pdf_tags=True)
import hashlib
font_tools = any(name.startswith('fontTools.ttLib') for name in sys.modules)
print(hashlib.sha256(pdf).hexdigest(), font_tools, 'pycparser' in sys.modules)
"""


QUICK = 'from letterpress.press.reaches import quick_import as quick; quick.load()'


def render(first: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, '-c', RENDER.format(first=first)],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_bytes_are_the_same_and_the_weight_is_not() -> None:
    ordinary = render('')
    fast = render(QUICK)
    assert ordinary[0] == fast[0]
    assert ordinary[1:] == ['True', 'True']
    assert fast[1:] == ['False', 'False'] or not quick_import._subsets()


def test_unknown_declarations_are_parsed_in_the_ordinary_way() -> None:
    strange = render(
        'from letterpress.press.reaches import declarations\n'
        f'declarations.DIGEST = "another"\n{QUICK}'
    )
    assert strange[0] == render('')[0] and strange[2] == 'True'


def test_what_is_called_of_fonttools_later_is_the_real_one() -> None:
    code = (
        f'{QUICK}\nfrom weasyprint.pdf import fonts\nimport io\n'
        'try:\n    fonts.TTFont(io.BytesIO(b"no font"))\n'
        'except Exception as error:\n    print(type(error).__module__)\n'
        'from fontTools.ttLib import TTFont\nprint(TTFont.__module__)'
    )
    said = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == ['fontTools.ttLib', 'fontTools.ttLib.ttFont'], said


def test_the_declarations_are_those_of_the_weasyprint_that_is_installed() -> None:
    code = 'import sys\nfrom letterpress.press.reaches import quick_import as quick\n'
    code += 'sys.stdout.write(quick.parsed())'
    made = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, text=True, check=True
    ).stdout
    made = made[made.index('"""The C declarations') :]
    committed = Path(declarations.__file__).read_text(encoding='ascii')
    assert (
        hashlib.sha256(made.encode()).hexdigest() == hashlib.sha256(committed.encode()).hexdigest()
    ), 'make them again: python -m letterpress.press.reaches.quick_import'


def test_a_second_call_does_nothing() -> None:
    pytest.importorskip('weasyprint')
    quick_import.load()


def test_a_build_loads_none_of_fonttools_for_the_house_s_typefaces(tmp_path: Path) -> None:
    code = (
        'import sys\nfrom pathlib import Path\n'
        'from letterpress.build.stages import sheets\nfrom letterpress.world import fonts\n'
        f'base = Path({str(tmp_path)!r})\nsheets.load(fonts.folders(base), base)\n'
        'print([name for name in sys.modules if name in ("fontTools.ttLib", "fontTools.subset")])'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.stdout.strip() == '[]' or not quick_import._subsets(), done.stdout + done.stderr
