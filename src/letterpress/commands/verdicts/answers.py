"""A verdict in the reader's own language: one bottom line, then who, when, by which list, what lies inside.

The words are in verdicts.toml; those of the reasons are kept with the codes, in
finishing/judging/reasons.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from letterpress.base.visible import visible
from letterpress.finishing.judging.reasons import moment, sentence
from letterpress.manuscript import locales

if TYPE_CHECKING:
    from letterpress.findings import Finding
    from letterpress.finishing.judging.verify import Verdict
    from letterpress.manuscript.stated import Stated

LANGUAGES = locales.SUPPORTED


MARKS = {
    'VALID': '✓',
    'DRAFT': '!',
    'UNKNOWN SIGNER': '?',
    'MISMATCH': '✗',
    'OLDER': '✗',
    'CHANGED': '✗',
    'UNSEALED': '–',
    'BROKEN': '✗',
}
SHOWN = 10  # reasons without --details
# reasons that are told even when all is well, and without --details
REMARKS = ('untrusted-usage', 'ahead', 'file-of-system')


@dataclass(frozen=True)
class Checked:
    """What there is to say of a file: the verdict, its name, size (None: a folder) and SHA-256, the family of a change
    ('' without), the files inside with what the pages say of them. `unread` says why (see
    strangers.Stopped) its inside was not read, or the change not named.
    """

    verdict: Verdict
    name: str
    size: int | None = None
    sha256: str = ''
    change: str = ''
    roll: tuple[tuple[str, str], ...] = ()
    kit: bool = False
    at_least: int = 0  # the edition that the reader knows of, 0 for none
    unread: str = ''
    faults: tuple[
        Finding, ...
    ] = ()  # of the reader's own configuration, which was asked for nothing then

    @property
    def answer(self) -> str:
        """The verdict's answer; of a good seal 'MISMATCH' for data that are not those that the pages name, and 'OLDER' for
        an edition before the one that the reader knows of, or one that does not say which it is.
        """
        contradicts = any(state in ('other', 'several', 'missing') for _, state in self.roll)
        answer = self.verdict.answer.value
        if answer not in ('VALID', 'DRAFT'):
            return answer
        return 'MISMATCH' if contradicts else 'OLDER' if self.older else answer

    @property
    def older(self) -> bool:
        """Whether the file is of an edition before the one that the reader knows of, as far as it says."""
        stated = self.verdict.stated
        return (stated.edition if stated else 0) < self.at_least

    @property
    def good(self) -> bool:
        """Whether a reader may rely on it: valid, and what lies inside is what the pages say."""
        return self.answer == 'VALID'


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(
        resources.files('letterpress.commands.verdicts')
        .joinpath('verdicts.toml')
        .read_text(encoding='utf-8')
    )


def say(group: str, key: str, language: str, **values: str) -> str:
    """Return a sentence. Raises KeyError for a key that there is not."""
    return _words()[group][key][language].format(**values)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG).

    English where it is none of ours.
    """
    locale = next(filter(None, map(environment.get, ('LC_ALL', 'LC_MESSAGES', 'LANG'))), '')
    wanted = re.split('[_.@-]', locale)[0].lower()
    return wanted if wanted in LANGUAGES else 'en'


def facts(
    checked: Checked, language: str, shown: Callable[[str], str] = str
) -> list[tuple[str, str]]:
    """Return each thing to know, in order: the key of its label, and a sentence.

    Without a whole seal no edition is told.

    `shown` says how a stranger's words, and what else is put into a sentence, stand in it.
    """
    verdict = checked.verdict
    found: list[tuple[str, str]] = []

    def add(label: str, text: str) -> None:
        found.append((label, text))

    if checked.change:
        add('change', say('change', checked.change, language))
    for one in (verdict, *verdict.others):
        if one.subject:
            add('signer', shown(one.subject))
        if one.proven:
            add(
                'time',
                say(
                    'time',
                    'proven',
                    language,
                    time=shown(moment(one.proven, language)),
                    authority=shown(one.stamped_by),
                ),
            )
        elif one.when:
            add('time', say('time', 'claimed', language, time=shown(moment(one.when, language))))
        if one.subject and one.answer.value not in ('DRAFT', 'CHANGED'):
            trusted = one.answer.value == 'VALID' or one.by_list
            add(
                'trust',
                say('trust', 'listed', language, list=shown(one.by_list or '--trust'))
                if trusted
                else say('trust', 'none', language),
            )
        if one.level:
            add('level', say('level', one.level, language))
        if one.sha256 and one.answer.value != 'DRAFT':
            add('fingerprint', one.sha256)
    if verdict.answer.value in ('VALID', 'DRAFT', 'UNKNOWN SIGNER'):
        add('edition', _edition(verdict.stated, language, shown))
        if checked.older:
            add(
                'edition',
                say(
                    'edition',
                    'older',
                    language,
                    number=shown(locales.number(checked.at_least, language)),
                ),
            )
    for name, state in checked.roll:
        add('roll', say('roll', state, language, file=shown(name)))
    if verdict.answer.value in ('VALID', 'DRAFT', 'UNKNOWN SIGNER'):
        for reason in dict.fromkeys(one for one in verdict.reasons if one.code in REMARKS):
            add('remark', sentence(reason, language, shown))
    if checked.unread:
        about = 'change' if verdict.answer.value in ('CHANGED', 'BROKEN') else 'roll'
        add(about, say('unread', about, language))
    return found


def _edition(stated: Stated | None, language: str, shown: Callable[[str], str]) -> str:
    if stated is None:
        return say('edition', 'none', language)
    values = {
        'number': stated.edition,
        'organisations': stated.organisations,
        'persons': stated.persons,
    }
    return say(
        'edition',
        'said',
        language,
        date=shown(locales.long_date(stated.day, language)),
        **{name: shown(locales.number(value, language)) for name, value in values.items()},
    )


def bottom_line(checked: Checked, language: str) -> str:
    """Return the one sentence that matters."""
    return say('answer', checked.answer, language)


def why(checked: Checked, language: str, shown: Callable[[str], str] = str) -> list[str]:
    """Return the reasons as sentences."""
    return [sentence(reason, language, shown) for reason in checked.verdict.reasons]


def in_words(checked: Checked, path: str, language: str, details: bool = False) -> str:
    """Return the answer as a person reads it on a terminal: the bottom line with its mark, then the facts."""
    rows = [
        (say('report', 'file', language), visible(path)),
        *((say('label', key, language), text) for key, text in facts(checked, language, visible)),
    ]
    width = max(len(label) for label, _ in rows)
    reasons = (
        why(checked, language, visible)
        if details or checked.answer in ('CHANGED', 'BROKEN', 'UNSEALED')
        else []
    )
    limit = len(reasons) if details else SHOWN
    lines = [
        f'{MARKS[checked.answer]} {bottom_line(checked, language)}',
        *(f'  {label:<{width}}  {text}' for label, text in rows),
        *(f'  {line}' for line in reasons[:limit]),
    ]
    if len(reasons) > limit:
        lines.append(f'  … (+{locales.number(len(reasons) - limit, language)}; --details)')
    return '\n'.join(lines)
