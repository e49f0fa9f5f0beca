"""Builds that seal by a profile: each letter at its level, the kit whole.

Nothing is written when no authority answers.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from fixtures.sample import kit_and_pdf, letterpress, made
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf

pytestmark = pytest.mark.slow


@pytest.fixture
def sealing(tmp_path: Path, pki) -> dict[str, str]:
    """Give the environment in which the profiles of the tests are found: outside the project."""
    (tmp_path / 'signer.pem').write_bytes(pki.key_file('signer'))
    os.chmod(tmp_path / 'signer.pem', 0o600)
    (tmp_path / 'root.pem').write_bytes(pki.pem('root'))
    (tmp_path / 'seal.toml').write_text(
        ''.join(
            f'[profile.{name}]\nlevel = "B-LTA"\nkey = "signer.pem"\n'
            f'authorities = ["{pki.tsa(fault)}"]\nroots = ["root.pem"]\ntimeout = 5\n'
            for name, fault in (('archive', ''), ('lost', 'refusing'))
        )
    )
    return {'LETTERPRESS_SEAL_CONFIG': str(tmp_path / 'seal.toml')}


def test_a_kit_sealed_for_decades(three_copy: Path, sealing: dict[str, str], pki) -> None:
    with (three_copy / 'content/campaign.yaml').open('a', encoding='utf-8') as campaign:
        campaign.write('layouts: [letter, press-release]\n')  # what is sealed, and one that is not
    said = json.loads(
        letterpress('build', '--profile', 'archive', '--json', cwd=three_copy, env=sealing).stdout
    )
    assert said['level'] == 'B-LTA'
    letters = sorted((three_copy / 'build/pdf').rglob('letter.*.pdf'))
    assert len(letters) == 3
    for path in letters:
        verdict = verify_pdf(path.read_bytes(), roots=(pki.certificate('root'),))
        assert (verdict.answer, verdict.level, verdict.subject) == (
            Answer.VALID,
            'B-LTA',
            'Test coalition',
        )
    manifest = json.loads((three_copy / 'build/kit/manifest.json').read_bytes())
    assert manifest['seal']['level'] == 'B-LTA'
    before = kit_and_pdf(three_copy)
    assert (
        'Nothing to do'
        in letterpress('build', '--profile', 'archive', cwd=three_copy, env=sealing).stderr
    )
    assert kit_and_pdf(three_copy) == before

    done = letterpress(
        'build', '--profile', 'lost', '--without-timestamp', cwd=three_copy, env=sealing
    )
    assert made(done) == 3 and 'level B-B instead of B-LTA' in done.stderr
    assert (
        json.loads((three_copy / 'build/kit/manifest.json').read_bytes())['seal']['level'] == 'B-B'
    )


def test_no_authority_and_nothing_is_written(
    small_copy: Path, sealing: dict[str, str], pki
) -> None:
    before = kit_and_pdf(small_copy)
    done = letterpress('build', '--profile', 'lost', cwd=small_copy, env=sealing, check=4)
    assert done.stderr.count('LP551') == 1 and pki.tsa('refusing') in done.stderr
    assert kit_and_pdf(small_copy) == before
