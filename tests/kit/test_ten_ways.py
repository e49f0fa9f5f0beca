"""A kit that is altered in more than ten ways gets the right answer each time: tampering, mixing
and rollback are told apart, and what operating systems leave behind is named and harms nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from fixtures import kits, pdfs
from fixtures.kits import DRAFT, WHEN, plain
from letterpress.commands.verdicts.answers import Checked
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer, Verdict
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.make import new_key
from letterpress.finishing.sealing import seal
from letterpress.kit import archive, checksums, manifest, verify
from letterpress.kit.artifact import Artifact

LETTER, POSTER, TEXT, ZIP = 'en/letter.en.pdf', 'en/poster.pdf', 'en/letter.en.txt', 'kit.en.zip'
Files = dict[str, bytes]


@cache
def edition(number: int, key=DRAFT) -> Files:
    """Return the kit of an edition: a letter that says its number, a poster, a text, a ZIP."""
    keywords = f'edition {number}, 2026-12-01, organisations {number}, persons 0'
    letter = pdfs.unsealed_with(keywords)
    inside = [
        Artifact(
            LETTER, 'letter', 'en', 'A letter', 1, 'a4', 'application/pdf',
            seal.seal(letter, key, WHEN), True,
        ),
        plain(POSTER, b'%%PDF-1.7 poster %d' % number),
        plain(TEXT, b'Ban it.\n' * number),
    ]  # fmt: skip
    packed = archive.write(kits.sealed(inside, key, number))
    zipped = Artifact(ZIP, 'zip', 'en', 'All', None, '', 'application/zip', packed)
    return kits.sealed([*inside, zipped], key, number)


@pytest.fixture(scope='module')
def stranger():
    secret, _ = new_key('Another seal', WHEN, 2, b'a pass phrase')
    return load_key(secret, b'a pass phrase', WHEN)


def judged(files: Files) -> Verdict:
    return verify.verify_kit(files, Trust(frozenset()))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def flipped(files: Files) -> Files:
    data = bytearray(files[LETTER])
    data[900] ^= 1
    return files | {LETTER: bytes(data)}


def relisted(files: Files) -> Files:
    """Exchange the poster, in the manifest and in the checksums too."""
    value = files[manifest.NAME].replace(
        Artifact('', '', '', '', None, '', '', files[POSTER]).sha256.encode(),
        Artifact('', '', '', '', None, '', '', b'%PDF-1.7 other 2').sha256.encode(),
    )
    found = files | {POSTER: b'%PDF-1.7 other 2', manifest.NAME: value}
    found.pop(checksums.NAME)
    return found | {checksums.NAME: checksums.write(found)}


def repacked(files: Files) -> Files:
    inner = archive.read(files[ZIP]) | {TEXT: b'Allow it.\n'}
    return files | {ZIP: archive.write(inner)}


WAYS: dict[str, tuple[Callable[[Files], Files], set[str]]] = {
    'a bit of the letter': (flipped, {'file-changed'}),
    'a poster exchanged': (lambda files: files | {POSTER: b'%PDF-1.7 other'}, {'file-size'}),
    'a poster exchanged, and both lists': (relisted, {'manifest-changed'}),
    'a word of a text': (lambda files: files | {TEXT: b'Ban It.\n' * 2}, {'file-changed'}),
    'a text as a mail program leaves it': (
        lambda files: files | {TEXT: files[TEXT].replace(b'\n', b'\r\n')},
        {'file-endings'},
    ),
    'a file more': (lambda files: files | {'en/more.pdf': b'%PDF-1.7'}, {'file-extra'}),
    'a file less': (
        lambda files: {path: data for path, data in files.items() if path != TEXT},
        {'file-missing'},
    ),
    'a line of the checksums': (
        lambda files: (
            files | {checksums.NAME: files[checksums.NAME].replace(b'poster.pdf', b'p.pdf')}
        ),
        {'sums'},
    ),
    'a text in the ZIP': (repacked, {'zip-differs', 'file-size'}),
    'no seal of the manifest': (
        lambda files: {path: data for path, data in files.items() if path != manifest.SEAL},
        {'kit-unsealed'},
    ),
    'a letter without a seal': (
        lambda files: files | {LETTER: pdfs.unsealed()},
        {'file-size', 'unsealed'},
    ),
}


@pytest.mark.parametrize('way', WAYS)
def test_tampering_is_told_by_what_was_done(way):
    alter, expected = WAYS[way]
    verdict = judged(alter(edition(2)))
    assert verdict.answer in (Answer.CHANGED, Answer.UNSEALED)
    assert expected <= codes(verdict), verdict.details
    assert 'kit-mixed' not in codes(verdict)


@pytest.mark.parametrize('path', [LETTER, ZIP])
@pytest.mark.parametrize('older', [1, 3])
def test_a_file_of_another_edition_is_mixing(path, older):
    verdict = judged(edition(2) | {path: edition(older)[path]})
    assert verdict.answer is Answer.CHANGED
    assert verdict.reasons[0].code == 'kit-mixed'
    told = [one for one in verdict.reasons if one.code == 'file-edition']
    assert [dict(one.values) for one in told] == [{'path': path, 'edition': older, 'kit': 2}]
    assert 'zip-differs' not in codes(verdict) or path == LETTER


def test_the_lists_of_another_edition_are_mixing():
    newer = {name: edition(3)[name] for name in (manifest.NAME, manifest.SEAL, checksums.NAME)}
    verdict = judged(edition(2) | newer)
    assert verdict.answer is Answer.CHANGED and verdict.reasons[0].code == 'kit-mixed'


def test_a_file_of_another_edition_by_a_stranger_is_no_mixing(stranger):
    verdict = judged(edition(2) | {LETTER: edition(1, stranger)[LETTER]})
    assert verdict.answer is Answer.CHANGED and 'kit-mixed' not in codes(verdict)


def test_rollback_is_an_older_kit_that_is_whole():
    old = judged(edition(1))
    assert old.answer is Answer.DRAFT
    assert Checked(old, 'kit', kit=True, at_least=2).answer == 'OLDER'
    assert Checked(judged(edition(2)), 'kit', kit=True, at_least=2).answer == 'DRAFT'


def test_a_kit_sealed_anew_by_a_stranger_is_not_the_publishers(stranger):
    mine = Trust(frozenset((DRAFT.sha256,)))
    assert verify.verify_kit(edition(2, stranger), mine).answer is Answer.UNKNOWN_SIGNER


@pytest.mark.parametrize('name', ['.DS_Store', 'en/Thumbs.db', 'desktop.ini', 'en/._letter.en.pdf'])
def test_what_systems_leave_is_named_and_harms_nothing(name):
    verdict = judged(edition(2) | {name: b'\0\0\0\1Bud1'})
    assert verdict.answer is Answer.DRAFT and {'file-of-system', 'kit-whole'} <= codes(verdict)
