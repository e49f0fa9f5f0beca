"""The report of a check as one page of HTML that can be kept beside the file, from report.html.

No script, nothing from outside. Whatever comes from the file (names, paths) is escaped, its
direction is its own, and its control characters are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

from letterpress import __version__
from letterpress.base.visible import visible
from letterpress.commands.verdicts import answers
from letterpress.finishing.judging.reasons import moment
from letterpress.layout import environment
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.commands.verdicts.answers import Checked

CODES = ('fingerprint', 'sha256')  # rows that hold a fingerprint
TEMPLATE, STYLE = 'report.html', 'report.css'


@dataclass(frozen=True)
class Fact:
    """What is known of the file, in a line; `code`: it is a fingerprint."""

    text: str
    code: bool


@dataclass(frozen=True)
class Row:
    """The facts under one label."""

    label: str
    facts: tuple[Fact, ...]


def page(checked: Checked, language: str, now: datetime) -> bytes:
    """Return the page in UTF-8; `now` is when the check was made."""
    say = partial(answers.say, language=language)
    context = {
        'language': language,
        'direction': locales.direction(language),
        'say': partial(say, 'report'),
        'name': visible(checked.name),
        'answer': checked.answer,
        'mark': answers.MARKS[checked.answer],
        'line': answers.bottom_line(checked, language),
        'rows': tuple(_rows(checked, language, now)),
        'why': tuple(answers.why(checked, language, _isolated)),
        'done': [say('done', key) for key in done(checked)],
        'open': [say('open', key) for key in unchecked(checked)],
        'style': environment.as_it_is(_file(STYLE).decode()),
        'version': __version__,
        'text': environment.text,
    }
    files = {environment.ROOT + TEMPLATE: _file(TEMPLATE)}
    made = environment.render(environment.environment(files), TEMPLATE, context)
    return f'{made}\n'.encode('utf-8', 'backslashreplace')


def _file(name: str) -> bytes:
    return resources.files('letterpress.commands.verdicts').joinpath(name).read_bytes()


def done(checked: Checked) -> list[str]:
    """Return what was checked, by the keys of the sentences.

    Not more than the answer lets be said.
    """
    verdict = checked.verdict
    found = (
        ['kit' if checked.kit else 'bytes']
        if verdict.answer.value != 'BROKEN' or checked.change
        else []
    )
    if verdict.subject:
        found += ['signature', 'trust']
    if verdict.proven:
        found.append('time')
    return [*found, 'roll'] if any(state != 'unnamed' for _, state in checked.roll) else found


def unchecked(checked: Checked) -> list[str]:
    """Return what was not."""
    verdict = checked.verdict
    found = ['time'] if verdict.subject and not verdict.proven else []
    if verdict.subject and 'rooted' not in [reason.code for reason in verdict.reasons]:
        found.append('revocation')
    return [*found, 'print', 'truth']


def _rows(checked: Checked, language: str, now: datetime) -> Iterator[Row]:
    """Yield the facts by label; what has no label stands under the one before it."""
    label: str = answers.say('report', 'file', language)
    facts = [Fact(_isolated(checked.name), False)]
    for key, name, text in _facts(checked, language, now):
        if name and name != label:
            yield Row(label, tuple(facts))
            label, facts = name, []
        facts.append(Fact(text, key in CODES))
    yield Row(label, tuple(facts))


def _facts(checked: Checked, language: str, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield (key, label, text) of all that is known besides the name of the file."""
    if checked.size is not None:
        count = locales.number(checked.size, language)
        yield '', '', answers.say('report', 'size', language, count=count)
        yield 'sha256', 'SHA-256', checked.sha256
    for key, text in answers.facts(checked, language, _isolated):
        yield key, answers.say('label', key, language), text
    yield '', answers.say('report', 'checked', language), moment(now, language)


def _isolated(text: str) -> str:
    """Return a stranger's words so that they turn nothing around them.

    U+2068 first strong isolate, U+2069 its end.
    """
    return f'\u2068{visible(text)}\u2069'
