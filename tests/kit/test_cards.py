"""What the download page tells of a file."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.editions import EDITIONS
from letterpress.kit import cards
from letterpress.kit.artifact import Artifact
from letterpress.manuscript import locales

HOME = Artifact(
    'en/posters/p.home.pdf', 'iris', 'en', 'P', 1, 'a4', 'application/pdf', b'x' * 5000,
    version='home', ink=20.7,
)  # fmt: skip


@pytest.mark.parametrize('language', EDITIONS)
def test_the_ink_of_a_file_is_said_where_it_is_known(language: str) -> None:
    edition = EDITIONS[language]
    told = cards.file(edition, HOME, 'P', '../').facts
    [ink] = [fact for fact in told if locales.percent(0.21, language) in fact]
    assert ink.count('%') + ink.count('٪') == 1
    assert not any(
        sign in fact
        for fact in cards.file(edition, replace(HOME, ink=None), 'P', '').facts
        for sign in '%٪'
    )
    assert told[-1] == cards.file(edition, replace(HOME, ink=None), 'P', '').facts[-1]  # its size


def test_a_language_without_words_for_it_does_not_say_it() -> None:
    known = {key: value for key, value in EDITIONS['en'].phrases.items() if key != 'kit.ink'}
    silent = replace(EDITIONS['en'], phrases=MappingProxyType(known))
    assert not any('%' in fact for fact in cards.file(silent, HOME, 'P', '').facts)
