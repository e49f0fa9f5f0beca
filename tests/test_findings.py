"""Every finding that reading can make, one folder a case: tests/findings/LPnnn[-what]/.

`in/` lies over the good campaign of `_good/`; `removed` lists files to take away from it, one a line; an empty file
`release` reads it as for a release. `expected` holds all findings as they are printed. A new case needs no
Python: write `in/`, run `python tests/test_findings.py` (it writes the `expected` files that are missing), and read
what it wrote.
"""
import re
from pathlib import Path

import pytest

from letterpress import findings
from letterpress.manuscript import reading

HERE = Path(__file__).parent / 'findings'
CASES = sorted(folder for folder in HERE.iterdir() if folder.name.startswith('LP'))

# raised elsewhere: by `say`, for a layout; and a file of four megabytes (test_yamltext)
NOT_HERE = {'LP104', 'LP179'}


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def said(case: Path) -> str:
    files = files_of(HERE / '_good') | files_of(case / 'in')
    for path in (case / 'removed').read_text().split() if (case / 'removed').exists() else ():
        del files[path]
    campaign, found = reading.read(files, release=(case / 'release').exists())
    assert (campaign is None) == bool(findings.errors(found))
    return ''.join(f'{finding}\n' for finding in found)


def test_the_good_campaign_has_no_finding():
    for release in (False, True):
        campaign, found = reading.read(files_of(HERE / '_good'), release)
        assert found == ()
        assert campaign is not None and set(campaign.letters) == {'en', 'fr'}


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_a_case_is_found_as_expected(case):
    assert said(case) == (case / 'expected').read_text(encoding='utf-8')


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_a_case_finds_its_code_and_no_other(case):
    codes = set(re.findall(r' (LP\d{3}) (?:error|warning): ', said(case)))
    assert codes == {case.name[:5]}


def test_every_code_of_the_manuscript_has_a_case():
    codes = {code for code in findings.catalogue() if code < 'LP200'} - NOT_HERE
    assert codes == {case.name[:5] for case in CASES if case.name < 'LP200'}


def test_every_code_is_explained_with_a_way_out():
    for code, entry in findings.catalogue().items():
        assert entry.severity in ('error', 'warning'), code
        assert len(entry.explanation) > 60 and not entry.title.endswith('.'), code


def test_every_code_that_the_manuscript_raises_is_in_the_catalogue():
    folder = Path(reading.__file__).parent
    raised = {code for module in folder.glob('*.py') for code in re.findall(r"'(LP\d{3})'", module.read_text())}
    assert raised <= set(findings.catalogue())
    assert {code for code in findings.catalogue() if code < 'LP200'} <= raised


if __name__ == '__main__':
    for folder in CASES:
        if not (folder / 'expected').exists():
            (folder / 'expected').write_text(said(folder), encoding='utf-8')
            print(said(folder))
