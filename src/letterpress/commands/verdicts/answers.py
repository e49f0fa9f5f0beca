"""A verdict in the reader's own language: one bottom line, then who, when, by which list.

The words are in verdicts.toml; those of the reasons are kept with the codes, in
finishing/judging/reasons.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from letterpress.base.visible import visible
from letterpress.finishing.judging.reasons import moment, sentence
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.findings import Finding
    from letterpress.finishing.judging.verdict import Verdict
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
WHOLE = ('VALID', 'DRAFT', 'UNKNOWN SIGNER')  # answers for a seal that holds
SHOWN = 10  # reasons without --details
# reasons that are told even when all is well, and without --details
REMARKS = ('untrusted-usage', 'ahead', 'file-of-system')


@dataclass(frozen=True)
class Checked:
    """What there is to say of a file."""

    verdict: Verdict
    name: str
    size: int | None = None  # None: a folder
    sha256: str = ''
    change: str = ''  # the family of a change
    roll: tuple[tuple[str, str], ...] = ()  # the files inside, with what the pages say of them
    kit: bool = False
    at_least: int = 0  # the edition that the reader knows of, 0 for none
    # why its inside was not read, or the change not named (see strangers.Stopped)
    unread: str = ''
    # of the reader's own configuration, which was asked for nothing then
    faults: tuple[Finding, ...] = ()

    @property
    def answer(self) -> str:
        """The verdict's answer, or what is wrong although the seal is good.

        'MISMATCH' for data that are not those that the pages name; 'OLDER' for an edition before
        the one that the reader knows of, or one that does not say which it is.
        """
        contradicts = any(state in ('other', 'several', 'missing') for _, state in self.roll)
        answer = self.verdict.answer.value
        if answer not in ('VALID', 'DRAFT'):
            return answer
        return 'MISMATCH' if contradicts else 'OLDER' if self.older else answer

    @property
    def older(self) -> bool:
        """Whether the file says an edition before the one that the reader knows of, or none."""
        stated = self.verdict.stated
        return (stated.edition if stated else 0) < self.at_least

    @property
    def good(self) -> bool:
        """Whether a reader may rely on it: valid, and what lies inside is what the pages say."""
        return self.answer == 'VALID'


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = resources.files('letterpress.commands.verdicts').joinpath('verdicts.toml')
    return tomllib.loads(file.read_text(encoding='utf-8'))


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

    Without a whole seal no edition is told. `shown` says how a stranger's words, and what else is
    put into a sentence, stand in it.
    """
    verdict = checked.verdict
    found: list[tuple[str, str]] = []

    def add(label: str, text: str) -> None:
        found.append((label, text))

    if checked.change:
        add('change', say('change', checked.change, language))
    for one in (verdict, *verdict.others):
        found += _of_signer(one, language, shown)
    if verdict.answer.value in WHOLE:
        add('edition', _edition(verdict.stated, language, shown))
        if checked.older:
            number = shown(locales.number(checked.at_least, language))
            add('edition', say('edition', 'older', language, number=number))
        if verdict.stated and (held := verdict.stated.embargo):
            day, time = locales.long_date(held.date(), language), locales.time_of(held, language)
            add('embargo', say('embargo', 'until', language, date=shown(day), time=shown(time)))
    for name, state in checked.roll:
        add('roll', say('roll', state, language, file=shown(name)))
    if verdict.answer.value in WHOLE:
        for reason in dict.fromkeys(one for one in verdict.reasons if one.code in REMARKS):
            add('remark', sentence(reason, language, shown))
    if checked.unread:
        about = 'change' if verdict.answer.value in ('CHANGED', 'BROKEN') else 'roll'
        add(about, say('unread', about, language))
    return found


def _of_signer(
    one: Verdict, language: str, shown: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield what is to know of one signer: who, when, by which list, at which level."""
    if one.subject:
        yield 'signer', shown(one.subject)
    if one.proven:
        time, authority = shown(moment(one.proven, language)), shown(one.stamped_by)
        yield 'time', say('time', 'proven', language, time=time, authority=authority)
    elif one.when:
        yield 'time', say('time', 'claimed', language, time=shown(moment(one.when, language)))
    if one.subject and one.answer.value not in ('DRAFT', 'CHANGED'):
        if one.answer.value == 'VALID' or one.by_list:
            listed = shown(one.by_list or '--trust')
            yield 'trust', say('trust', 'listed', language, list=listed)
        else:
            yield 'trust', say('trust', 'none', language)
    if one.level:
        yield 'level', say('level', one.level, language)
    if one.sha256 and one.answer.value != 'DRAFT':
        yield 'fingerprint', one.sha256


def _edition(stated: Stated | None, language: str, shown: Callable[[str], str]) -> str:
    if stated is None:
        return say('edition', 'none', language)

    def number(value: int) -> str:
        return shown(locales.number(value, language))

    return say(
        'edition',
        'said',
        language,
        date=shown(locales.long_date(stated.day, language)),
        number=number(stated.edition),
        organisations=number(stated.organisations),
        persons=number(stated.persons),
    )


def bottom_line(checked: Checked, language: str) -> str:
    """Return the one sentence that matters."""
    return say('answer', checked.answer, language)


def why(checked: Checked, language: str, shown: Callable[[str], str] = str) -> list[str]:
    """Return the reasons as sentences."""
    return [sentence(reason, language, shown) for reason in checked.verdict.reasons]


def in_words(checked: Checked, path: str, language: str, details: bool = False) -> str:
    """Return the answer as a person reads it on a terminal: the bottom line, then the facts."""
    rows = [(say('report', 'file', language), visible(path))]
    for key, text in facts(checked, language, visible):
        rows.append((say('label', key, language), text))
    width = max(len(label) for label, _ in rows)
    reasons: list[str] = []
    if details or checked.answer in ('CHANGED', 'BROKEN', 'UNSEALED'):
        reasons = why(checked, language, visible)
    limit = len(reasons) if details else SHOWN
    lines = [
        f'{MARKS[checked.answer]} {bottom_line(checked, language)}',
        *(f'  {label:<{width}}  {text}' for label, text in rows),
        *(f'  {line}' for line in reasons[:limit]),
    ]
    if len(reasons) > limit:
        lines.append(f'  … (+{locales.number(len(reasons) - limit, language)}; --details)')
    return '\n'.join(lines)
