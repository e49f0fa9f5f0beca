"""The report of a check as one page of HTML that can be kept beside the file: no script, nothing from outside."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

_LATIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9 .:/_&;#-]*[A-Za-z0-9])")      # in a right-to-left sentence: kept in its own order
STYLE = """
:root { --ink: #17130f; --signal: #b42b06; --tint: #f6efe4; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 46rem; color: var(--ink); background: #fff;
       font: 1.0625rem/1.5 Georgia, "Times New Roman", serif; }
h1 { margin: 0 0 .25rem; font: 900 2rem/1.1 "Arial Narrow", "Helvetica Neue Condensed", Arial, sans-serif; }
.mark { display: inline-block; margin: 1.5rem 0 0; padding: .2rem .7rem; color: #fff; background: var(--ink);
        font: 700 1rem/1.4 Arial, sans-serif; letter-spacing: .06em; }
.bad .mark { background: var(--signal); }
.line { margin: .6rem 0 1.5rem; font-size: 1.35rem; line-height: 1.35; }
dl { margin: 0; border-top: 1px solid var(--ink); }
dl > div { padding: .6rem 0; border-bottom: 1px solid var(--ink); }
dt { font: 700 .875rem/1.4 Arial, sans-serif; color: var(--signal); }
dd { margin: 0; overflow-wrap: anywhere; }
.hash { font-size: .9375rem; }
ul { padding-inline-start: 1.2rem; }
.scope { margin-top: 1.5rem; padding: 1rem; background: var(--tint); }
@media print { body { padding: 0; max-width: none; } @page { size: A4; margin: 25mm; } }
"""


def page(language: str, direction: str, title: str, answer: str, good: bool, sentence: str, rows: Iterable[tuple[str, str]],
         details: Sequence[str], scope: str, made_with: str) -> bytes:
    """Return the page in UTF-8. `rows` are labels and texts (without a label: more on the one before); `details` are in English. Everything is escaped."""
    said = ''.join(f'<li>{escape(line)}</li>' for line in details)
    more = f'<ul lang="en" dir="ltr">{said}</ul>\n' if said else ''
    return f"""<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}: {escape(answer)}</title>
<style>{STYLE}</style></head>
<body><main class="{'good' if good else 'bad'}">
<h1>{escape(title)}</h1>
<p class="mark" lang="en">{escape(answer)}</p>
<p class="line">{escape(sentence)}</p>
<dl>
{_listed(rows)}</dl>
{more}<p class="scope">{escape(scope)}</p>
<p><small dir="ltr">{escape(made_with)}</small></p>
</main></body></html>
""".encode()


def _listed(rows: Iterable[tuple[str, str]]) -> str:
    """Return the rows as a list of descriptions; a stranger's words (a name, a file's name) do not turn those beside them."""
    groups: list[list[str]] = []
    for label, text in rows:
        plain = _LATIN.sub(r'<bdi>\1</bdi>', escape(text)) if any(unicodedata.bidirectional(c) in ('R', 'AL') for c in text) else f'<bdi>{escape(text)}</bdi>'
        if label:
            groups.append([f'<dt>{escape(label)}</dt>'])
        groups[-1].append(f'<dd>{plain}</dd>')
    return ''.join(f'<div>{"".join(group)}</div>\n' for group in groups)
