"""A verdict in the reader's own language: one bottom line, then who, when, by which list, what lies inside.

The words are in verdicts.toml. Details beyond them (`--details`) are for engineers, and English.
"""
from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from letterpress.manuscript import locales

if TYPE_CHECKING:
    from letterpress.finishing.verify import Verdict

LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


@dataclass(frozen=True)
class Checked:
    """What there is to say of a file: the verdict, the family of a change ('' without), the files inside."""

    verdict: Verdict
    change: str = ''
    roll: tuple[tuple[str, str], ...] = ()

    @property
    def good(self) -> bool:
        """Whether a reader may rely on it: valid, and what lies inside is what the pages say."""
        return self.verdict.answer.value == 'VALID' and all(state not in ('other', 'missing') for _, state in self.roll)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resources.files('letterpress.pipeline').joinpath('verdicts.toml').read_text(encoding='utf-8'))


def say(group: str, key: str, language: str, **values: str) -> str:
    """Return a sentence. Raises KeyError for a key that there is not."""
    return _words()[group][key][language].format(**values)


def language_of(environment: Mapping[str, str], asked: str = '') -> str:
    """Return the reader's language: the one asked for, else that of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG), else English."""
    locale = next(filter(None, map(environment.get, ('LC_ALL', 'LC_MESSAGES', 'LANG'))), '')
    wanted = (asked or locale).replace('_', '-').split('.')[0].split('-')[0].lower()
    return wanted if wanted in LANGUAGES else 'en'


def facts(checked: Checked, language: str) -> list[tuple[str, str]]:
    """Return label and sentence of each thing to know, in order."""
    verdict, answer = checked.verdict, checked.verdict.answer.value
    found: list[tuple[str, str]] = []

    def add(label: str, text: str) -> None:
        found.append((say('label', label, language), text))
    if checked.change:
        add('change', say('change', checked.change, language))
    for one in (verdict, *verdict.others):
        if one.subject:
            add('signer', one.subject)
        if one.proven:
            add('time', say('time', 'proven', language, time=f'{one.proven:%Y-%m-%d %H:%M} UTC', authority=one.stamped_by))
        elif one.when:
            add('time', say('time', 'claimed', language, time=f'{one.when:%Y-%m-%d %H:%M} UTC'))
        if one.subject and answer not in ('DRAFT', 'CHANGED'):
            trusted = one.answer.value == 'VALID'
            add('trust', say('trust', 'listed', language, list=one.by_list or '--trust') if trusted else say('trust', 'none', language))
        if one.level:
            add('level', say('level', one.level, language))
        if one.sha256 and answer != 'DRAFT':
            add('fingerprint', one.sha256)
    for name, state in checked.roll:
        add('roll', say('roll', state, language, file=name))
    return found


def in_words(checked: Checked, path: str, language: str, details: bool = False) -> str:
    """Return the answer as a person reads it on a terminal. The keyword in front is the same in every language."""
    answer = checked.verdict.answer.value
    rows = facts(checked, language)
    width = max((len(label) for label, _ in rows), default=0)
    shown = checked.verdict.details if details or answer in ('CHANGED', 'BROKEN', 'UNSEALED') else ()
    limit = len(shown) if details else 10
    lines = [f'{answer}: {path}', say('answer', answer, language), *(f'  {label:<{width}}  {text}' for label, text in rows),
             *(f'  {line}' for line in shown[:limit])]
    if len(shown) > limit:
        lines.append(f'  … (+{locales.number(len(shown) - limit, language)}; --details)')
    return '\n'.join(lines)
