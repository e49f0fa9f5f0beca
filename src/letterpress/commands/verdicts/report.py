"""The report of a check as one page of HTML that can be kept beside the file: no script, nothing from outside.

Whatever comes from the file (names, paths) is escaped, its direction is its own, and its control characters are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from letterpress import __version__
from letterpress.base.visible import visible
from letterpress.commands.verdicts import answers
from letterpress.finishing.judging.reasons import moment
from letterpress.manuscript import locales

if TYPE_CHECKING:
    from letterpress.commands.verdicts.answers import Checked

CODES = ('fingerprint', 'sha256')  # rows that hold a fingerprint


def page(checked: Checked, language: str, now: datetime) -> bytes:
    """Return the page in UTF-8; `now` is when the check was made."""

    def say(group: str, key: str) -> str:
        return escape(answers.say(group, key, language))

    style = (
        resources.files('letterpress.commands.verdicts')
        .joinpath('report.css')
        .read_text(encoding='utf-8')
    )
    title, line = say('report', 'title'), escape(answers.bottom_line(checked, language))
    reasons = answers.why(checked, language, _isolated)
    return f"""<!doctype html>
<html lang="{language}" dir="{locales.direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}: {escape(visible(checked.name))}</title>
<style>
{style}</style>
</head>
<body>
<main class="{checked.answer.replace(' ', '-')}">
<h1>{title}</h1>
<p class="line"><span aria-hidden="true">{answers.MARKS[checked.answer]}</span> <strong>{line}</strong></p>
<h2>{say('report', 'facts')}</h2>
<dl>
{_rows(checked, language, now)}</dl>
<h2>{say('report', 'why')}</h2>
{_list(reasons)}
<h2>{say('report', 'done')}</h2>
{_list(answers.say('done', key, language) for key in done(checked))}
<h2>{say('report', 'open')}</h2>
{_list(answers.say('open', key, language) for key in unchecked(checked))}
<footer><bdi dir="ltr">letterpress {escape(__version__)}</bdi></footer>
</main>
</body>
</html>
""".encode('utf-8', 'backslashreplace')


def done(checked: Checked) -> list[str]:
    """Return what was checked, by the keys of the sentences: not more than the answer lets be said."""
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


def _rows(checked: Checked, language: str, now: datetime) -> str:
    rows = [('', answers.say('report', 'file', language), _isolated(checked.name))]
    if checked.size is not None:
        rows += [
            (
                '',
                '',
                answers.say(
                    'report', 'size', language, count=locales.number(checked.size, language)
                ),
            ),
            ('sha256', 'SHA-256', checked.sha256),
        ]
    rows += [
        (key, answers.say('label', key, language), text)
        for key, text in answers.facts(checked, language, _isolated)
    ]
    rows.append(('', answers.say('report', 'checked', language), moment(now, language)))
    groups: list[tuple[str, list[str]]] = []
    for key, label, text in rows:
        shown = f'<code dir="ltr">{escape(text)}</code>' if key in CODES else escape(text)
        if label and not (groups and groups[-1][0] == label):
            groups.append((label, []))
        groups[-1][1].append(f'<dd>{shown}</dd>')
    return ''.join(
        f'<div><dt>{escape(label)}</dt>{"".join(texts)}</div>\n' for label, texts in groups
    )


def _list(sentences: Iterable[str]) -> str:
    items = ''.join(f'<li>{escape(sentence)}</li>\n' for sentence in sentences)
    return f'<ul>\n{items}</ul>' if items else '<p>–</p>'


def _isolated(text: str) -> str:
    """Return a stranger's words so that they turn nothing around them: U+2068 first strong isolate, U+2069 its end."""
    return f'\u2068{visible(text)}\u2069'
