"""Kits that were tampered with: each kind of tampering is told apart, and nothing is believed that
the kit says of itself.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest

from fixtures import kits
from fixtures.kits import DRAFT, WHEN
from letterpress.commands.verdicts import answers
from letterpress.finishing.judging.reasons import sentence
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.make import new_key
from letterpress.finishing.sealing import seal
from letterpress.kit import archive, checksums, manifest, verify
from letterpress.kit.artifact import Artifact
from letterpress.manuscript import locales, stated

NOBODY: frozenset[str] = frozenset()


@pytest.fixture(scope='module')
def own_key():
    secret, _ = new_key('Test seal', WHEN, 2, b'a pass phrase')
    return load_key(secret, b'a pass phrase', WHEN)


@pytest.fixture(scope='module')
def letter() -> bytes:
    from fixtures.pdfs import unsealed

    return unsealed()


def kit(letter: bytes, key=DRAFT, poster: bytes = b'%PDF-1.7 poster') -> dict[str, bytes]:
    """Return a kit as the bundle makes it: a sealed letter, a poster, a ZIP of both."""
    artifacts = [
        Artifact(
            'en/letter.en.pdf',
            'letter',
            'en',
            'A letter',
            1,
            'a4',
            'application/pdf',
            seal.seal(letter, key, WHEN),
            True,
        ),
        Artifact(
            'en/posters/poster.en.pdf',
            'poster',
            'en',
            'A poster',
            1,
            'a3',
            'application/pdf',
            poster,
        ),
    ]
    inner = kits.sealed(artifacts, key)
    return kits.sealed(
        [
            *artifacts,
            Artifact(
                'press-kit.zip', 'zip', '', 'All', None, '', 'application/zip', archive.write(inner)
            ),
        ],
        key,
    )


def judge(found, trusted=NOBODY):
    verdict = verify.verify_kit(found, Trust(trusted))
    return verdict.answer, ' '.join(verdict.details)


def test_whole(letter: bytes, own_key) -> None:
    assert judge(kit(letter))[0] is Answer.DRAFT
    assert judge(kit(letter, own_key))[0] is Answer.UNKNOWN_SIGNER
    assert judge(kit(letter, own_key), frozenset((own_key.sha256,)))[0] is Answer.VALID


def test_a_missing_an_extra_and_an_altered_file_are_told_apart(letter: bytes) -> None:
    whole = kit(letter)
    answer, why = judge({k: v for k, v in whole.items() if k != 'en/posters/poster.en.pdf'})
    assert answer is Answer.CHANGED and 'en/posters/poster.en.pdf is missing' in why
    answer, why = judge({**whole, 'en/more.pdf': b'x'})
    assert answer is Answer.CHANGED and 'en/more.pdf does not belong' in why
    answer, why = judge({**whole, 'en/posters/poster.en.pdf': b'%PDF-1.7 pasted'})
    assert answer is Answer.CHANGED and 'en/posters/poster.en.pdf was changed' in why


def test_what_is_whole_of_a_changed_kit_is_its_manifest(letter: bytes, own_key) -> None:
    for key, word in ((DRAFT, 'Whole, but sealed'), (own_key, 'Whole since it was sealed')):
        files = kit(letter, key) | {'en/posters/poster.en.pdf': b'%PDF-1.7 pasted'}
        lines = [sentence(one) for one in verify.verify_kit(files, Trust()).reasons]
        assert (
            [one for one in lines if word in one]
            == [one for one in lines if one.startswith(f'{manifest.NAME}: {word}')]
            != []
        )


@pytest.mark.parametrize('language', answers.LANGUAGES)
def test_an_embargo_is_told_in_words(language: str) -> None:
    moment = datetime.fromisoformat('2026-12-05T09:00+01:00')
    held = verify.verify_kit(kits.sealed([kits.plain('a.txt', b'a')], embargo=moment), Trust())
    freed = verify.verify_kit(kits.sealed([kits.plain('a.txt', b'a')]), Trust())
    label = answers.say('label', 'embargo', language)
    said = answers.facts(answers.Checked(held, 'kit', kit=True), language)
    (line,) = [text for key, text in said if key == 'embargo']
    assert locales.long_date(moment.date(), language) in line
    assert locales.time_of(moment, language) in line
    assert label in answers.in_words(answers.Checked(held, 'kit', kit=True), 'kit', language)
    assert all(
        key != 'embargo' for key, _ in answers.facts(answers.Checked(freed, 'kit'), language)
    )


@pytest.mark.parametrize('said', ['2026-12-05T09:00', 'soon', 7, None, ['2026-12-05T09:00+01:00']])
def test_an_embargo_that_is_no_moment_is_none(said: object) -> None:
    value = {
        'edition': {'number': 1, 'date': '2026-12-01'},
        'counts': {'organisation': 1},
        'embargo': said,
    }
    found = stated.of_manifest(value)
    assert found is not None and found.embargo is None


def test_a_poster_altered_together_with_both_lists(letter: bytes) -> None:
    """The manifest's own seal gives it away."""
    forged = kit(letter, poster=b'%PDF-1.7 pasted over')
    whole = kit(letter)
    forged[manifest.SEAL] = whole[manifest.SEAL]
    forged[checksums.NAME] = checksums.write(
        {k: v for k, v in forged.items() if k != checksums.NAME}
    )
    answer, why = judge(forged)
    assert answer is Answer.CHANGED and 'manifest was changed after it was sealed' in why


def test_a_kit_sealed_anew_by_somebody_else_is_not_trusted(letter: bytes, own_key) -> None:
    other, _ = new_key('Somebody else', WHEN, 2, b'x' * 9)
    stranger = load_key(other, b'x' * 9, WHEN)
    assert judge(kit(letter, stranger), frozenset((own_key.sha256,)))[0] is Answer.UNKNOWN_SIGNER


def test_a_letter_by_another_signer_does_not_pass_for_one_of_the_kit(
    letter: bytes, own_key
) -> None:
    artifacts = [
        Artifact(
            'en/letter.en.pdf',
            'letter',
            'en',
            'A',
            1,
            'a4',
            'application/pdf',
            seal.seal(letter, DRAFT, WHEN),
            True,
        )
    ]
    answer, why = judge(kits.sealed(artifacts, own_key), frozenset((own_key.sha256,)))
    assert answer is Answer.CHANGED and 'en/letter.en.pdf' in why


def test_an_unsealed_letter_in_place_of_the_sealed_one(letter: bytes) -> None:
    artifacts = [
        Artifact('en/letter.en.pdf', 'letter', 'en', 'A', 1, 'a4', 'application/pdf', letter, True)
    ]
    assert judge(kits.sealed(artifacts, DRAFT))[0] is Answer.CHANGED


def test_without_seal_or_manifest(letter: bytes) -> None:
    whole = kit(letter)
    assert judge({k: v for k, v in whole.items() if k != manifest.SEAL})[0] is Answer.UNSEALED
    assert judge({k: v for k, v in whole.items() if k != manifest.NAME})[0] is Answer.BROKEN
    assert judge({})[0] is Answer.BROKEN


def test_a_zip_whose_content_is_not_that_of_the_kit(letter: bytes) -> None:
    one, other = kit(letter), kit(letter, poster=b'%PDF-1.7 another')
    artifacts = [
        Artifact(
            'en/letter.en.pdf',
            'letter',
            'en',
            'A letter',
            1,
            'a4',
            'application/pdf',
            one['en/letter.en.pdf'],
            True,
        ),
        Artifact(
            'en/posters/poster.en.pdf',
            'poster',
            'en',
            'A poster',
            1,
            'a3',
            'application/pdf',
            b'%PDF-1.7 poster',
        ),
        Artifact(
            'press-kit.zip', 'zip', '', 'All', None, '', 'application/zip', other['press-kit.zip']
        ),
    ]
    answer, why = judge(kits.sealed(artifacts, DRAFT))
    assert answer is Answer.CHANGED and 'not the file of that name outside' in why


def test_checksums_that_do_not_fit(letter: bytes) -> None:
    whole = kit(letter)
    broken = whole[checksums.NAME].replace(b'a', b'b', 1)
    assert judge({**whole, checksums.NAME: broken})[0] is Answer.CHANGED
    assert judge({k: v for k, v in whole.items() if k != checksums.NAME})[0] is Answer.CHANGED


def test_sixty_flips_anywhere_in_a_zip_are_never_valid(letter: bytes, own_key) -> None:
    packed = kit(letter, own_key)['press-kit.zip']
    trusted = frozenset((own_key.sha256,))
    assert verify.verify_zip(packed, Trust(trusted)).answer is Answer.VALID
    dice = random.Random(81)
    for _ in range(60):
        at = dice.randrange(len(packed))
        flipped = bytearray(packed)
        flipped[at] ^= 1 << dice.randrange(8)
        assert verify.verify_zip(bytes(flipped), Trust(trusted)).answer in (
            Answer.CHANGED,
            Answer.BROKEN,
        ), at


@pytest.mark.parametrize('path', [manifest.NAME, manifest.SEAL, checksums.NAME])
def test_flips_in_the_lists_are_never_valid(letter: bytes, own_key, path: str) -> None:
    whole, trusted, dice = kit(letter, own_key), frozenset((own_key.sha256,)), random.Random(7)
    for _ in range(60):
        at = dice.randrange(len(whole[path]))
        flipped = bytearray(whole[path])
        flipped[at] ^= 1 << dice.randrange(8)
        assert (
            verify.verify_kit({**whole, path: bytes(flipped)}, Trust(trusted)).answer
            is not Answer.VALID
        ), at


@pytest.mark.parametrize(
    'text',
    [
        b'',
        b'{}',
        b'[]',
        b'null',
        b'{"artifacts": 7}',
        b'{"artifacts": [7]}',
        b'\xff\xfe',
        b'[' * 100000,
    ],
)
def test_a_manifest_that_is_none_is_broken_even_when_its_seal_holds(text: bytes) -> None:
    found = {manifest.NAME: text, manifest.SEAL: seal.seal_detached(text, DRAFT, WHEN)}
    assert judge(found)[0] is Answer.BROKEN


def test_an_artifact_knows_its_hash() -> None:
    made = Artifact('a', 'b', '', '', None, '', 'text/plain', b'abc')
    assert (
        made.sha256 == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
        and made.size == 3
    )
    assert replace(made, data=b'').sha256.startswith('e3b0c442')
