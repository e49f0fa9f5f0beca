"""A package comes when something of it is asked for, and is the same then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.base.reaches import late

BEGIN = 'import sys; from letterpress.base.reaches import late\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / 'slow'
    folder.mkdir()
    (folder / '__init__.py').write_text(
        'print("init")\nfrom slow.part import VALUE\nOWN = 1\n', encoding='utf-8'
    )
    (folder / 'part.py').write_text('VALUE = 2\n', encoding='utf-8')
    return tmp_path


def said(script: str, path: Path | None = None) -> list[str]:
    """Return the lines that a script prints, which begins with `late` imported."""
    path_first = f'sys.path.insert(0, {str(path)!r})\n' if path else ''
    done = subprocess.run(
        [sys.executable, '-c', BEGIN + path_first + script], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_module_of_it_is_imported_without_it(package: Path) -> None:
    script = "late.package('slow'); from slow.part import VALUE; print(VALUE)"
    assert said(script, package) == ['2']


def test_it_comes_when_a_name_is_asked_for_and_once(package: Path) -> None:
    script = (
        "late.package('slow'); import slow.part\nprint('then')\n"
        'from slow import OWN, VALUE\nprint(OWN, VALUE, slow.part.VALUE, type(slow).__name__)\n'
        "late.package('slow'); print(sys.modules['slow'] is slow, slow.OWN)"
    )
    assert said(script, package) == ['then', 'init', '1 2 2 module', 'True 1']


def test_a_name_that_it_has_not_is_an_error_as_ever(package: Path) -> None:
    script = (
        "late.package('slow')\n"
        'try:\n    from slow import nothing\n'
        "except ImportError as error:\n    print('no', error.name)\n"
        "import slow; print(hasattr(slow, '__nothing__'), slow.OWN)"
    )
    assert said(script, package) == ['init', 'no slow', 'False 1']


def test_one_that_fails_is_tried_again(package: Path) -> None:
    (package / 'slow' / '__init__.py').write_text('print("init"); 1 / 0\n', encoding='utf-8')
    script = (
        "late.package('slow')\n"
        'for _ in range(2):\n'
        '    try:\n        from slow import OWN\n'
        "    except ZeroDivisionError:\n        print('fails')\n"
    )
    assert said(script, package) == ['init', 'fails', 'init', 'fails']


def test_what_is_there_or_is_nowhere_stays_as_it_is() -> None:
    before = sys.modules['pytest']
    late.package('pytest')
    late.package('letterpress_has_no_such_package')
    late.package('stat')  # a module, no package
    assert sys.modules['pytest'] is before
    assert 'letterpress_has_no_such_package' not in sys.modules


def test_sealing_leaves_the_judge_of_chains_alone_and_he_comes_when_he_is_called() -> None:
    script = (
        'from letterpress.finishing.sealing import seal; seal.warm()\n'
        "print('pyhanko_certvalidator.context' in sys.modules)\n"
        'from letterpress.finishing.judging import verify; verify.warm()\n'
        "print('pyhanko_certvalidator.context' in sys.modules)\n"
        'from pyhanko_certvalidator import CertificateValidator, util\n'
        'from pyhanko.pdf_utils.misc import ConsList\n'
        'print(CertificateValidator.__name__, util.ConsList is ConsList)'
    )
    assert said(script) == ['False', 'True', 'CertificateValidator True']
