"""Turn what the engine logs into findings.

It only remarks on a missing picture or letter, and goes on without it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from letterpress.findings import Finding, Place
from letterpress.press.jail import REFUSAL, SCHEME, Jail

LOGGER = 'weasyprint'

_PICTURES = (
    'Failed to load',
    'Failed to render',
    'Font-face',
    'Unsupported stylesheet type',
    'Missing href',
)
_CSS = re.compile(r' at %d:%d|selector|unit resolved|@')
_CLAIM = ('Image "%s" has no required alt', 'Missing required "lang"')
_TWICE = 'Anchor defined twice'
_OTHER_CSS = 'Take the rule out, or write it in CSS that WeasyPrint 70 knows.'
_REFERENCE = ('Content discarded: target points', 'No anchor #%s')


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Collect what the engine logs at WARNING and above."""
    listener, logger = _Listener(), logging.getLogger(LOGGER)
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)


class Sources:
    """The files of layouts/, to say where in them something stands.

    Without them a finding names the whole layout.
    """

    def __init__(self, layout: str, files: Mapping[str, bytes] | None = None):
        self._page, self._style = f'layouts/{layout}/page.html', f'layouts/{layout}/style.css'
        order = (f'layouts/{layout}/', 'layouts/_shared/')
        self._texts = {
            path: data.decode('utf-8', 'replace')
            for prefix in order
            for path, data in sorted((files or {}).items())
            if path.startswith(prefix) and path.endswith(('.html', '.css', '.svg'))
        }

    def page(self, pattern: str = '') -> Place:
        """Return where the pattern is first found, else the layout's template."""
        return self._find(pattern) or Place(self._page)

    def style(self, pattern: str = '') -> Place:
        """Return where the pattern is first found, else the layout's stylesheet."""
        return self._find(pattern) or Place(self._style)

    def _find(self, pattern: str) -> Place | None:
        for path, text in self._texts.items() if pattern else ():
            match = re.search(pattern, text)
            if match:
                start = text.rfind('\n', 0, match.start()) + 1
                return Place(path, text.count('\n', 0, start) + 1, match.start() - start + 1)
        return None


def findings(
    heard: Iterable[logging.LogRecord], jail: Jail, sources: Sources, html: Any, ua: bool
) -> Iterator[Finding]:
    """Yield a finding for each thing that is wrong; `html` is the parsed document."""
    yield from _resources(jail, sources)
    for record in heard:
        template = str(record.msg)
        arguments = record.args if isinstance(record.args, tuple) else ()
        if template.startswith('.notdef glyph'):
            yield _missing_glyph(str(arguments[0]), html, sources)
        elif template.startswith('Failed to render SVG'):
            # After a refusal inside the drawing this is its echo.
            if not jail.refused and not jail.failed:
                yield _unusable(arguments, record, sources)
        elif template.startswith('Relative URI'):
            yield _refused(str(arguments[0]), sources)
        elif template.startswith(_PICTURES):
            address = next((str(a) for a in arguments if ':' in str(a)), '')
            if not _is_echo(address, record, jail):
                yield _unusable(arguments, record, sources)
        elif template.startswith(_CLAIM) and ua:
            yield _claim(template, arguments, sources)
        elif template.startswith(_REFERENCE):
            yield _dangling(arguments[0], sources)
        elif template.startswith('Using fontTools'):
            yield Finding(
                Place(),
                'LP414',
                'the library harfbuzz-subset is missing',
                'Debian and Ubuntu: apt-get install libharfbuzz-subset0; '
                'macOS: brew install harfbuzz',
            )
        elif _CSS.search(template):
            yield _style(template, arguments, record, sources, html)
        elif template.startswith(_TWICE):
            yield Finding(
                sources.page(rf'\bid="{re.escape(str(arguments[0]))}"'),
                'LP407',
                f'the id “{arguments[0]}” stands on two elements',
                'give one of them another id',
            )
        elif not template.startswith(_CLAIM):
            yield Finding(
                sources.page(),
                'LP407',
                f'the engine remarks: {record.getMessage()}',
                'look at the pages of this layout and mend what the remark names',
            )


def _resources(jail: Jail, sources: Sources) -> Iterator[Finding]:
    for address in jail.refused:
        yield _refused(address, sources)
    for name, reason in jail.failed.items():
        yield Finding(
            sources.page(re.escape(SCHEME + name)),
            'LP403',
            f'the picture “{name}” cannot be used: {reason}',
            f'there is: {", ".join(jail.names())}'
            if reason.endswith('there') and jail.names()
            else 'put a sound picture of this name into the folder of the layout',
        )


def _dangling(target: object, sources: Sources) -> Finding:
    """Say that a reference leads nowhere.

    The engine names its target as 'id', ('string', '#id') or ('url', ('internal', 'id')).
    """
    while isinstance(target, tuple):
        target = target[-1]
    name = str(target).removeprefix('#')
    return Finding(
        sources.page(rf'#{re.escape(name)}\b'),
        'LP410',
        f'“#{name}” refers to nothing in the document',
        'give the id to the element that is meant, or take the reference out',
    )


def _refused(address: str, sources: Sources) -> Finding:
    shown = address if len(address) <= 80 else address[:77] + '…'
    return Finding(
        sources.page(re.escape(address[:60])),
        'LP402',
        f'“{shown}” is not part of the composition',
        'put the picture into the folder of the layout and name it asset:<file name>; '
        'nothing is fetched from the network or from elsewhere on the disk, '
        'and typefaces come from fonts/ only',
    )


def _is_echo(address: str, record: logging.LogRecord, jail: Jail) -> bool:
    """Say whether a record only repeats what the jail noted itself."""
    text = record.getMessage()
    return (
        any(address == known or known in text for known in jail.refused)
        or REFUSAL in text
        or any(f'{SCHEME}{name}' in text for name in jail.failed)
        or ('Font-face' in text and bool(jail.refused))
    )


def _unusable(
    arguments: tuple[object, ...], record: logging.LogRecord, sources: Sources
) -> Finding:
    address = next((str(a) for a in arguments if str(a).startswith(SCHEME)), '')
    reason = ''
    if not str(record.msg).startswith('Failed to'):
        reason = f' ({record.getMessage().rstrip(": ")})'
    what = 'something cannot be used'
    if address:
        what = f'the picture “{address.removeprefix(SCHEME)}” cannot be read'
    return Finding(
        sources.page(re.escape(address)),
        'LP403',
        f'{what}{reason}',
        'open the file in another program, save it again, or leave it out',
    )


def _missing_glyph(character: str, html: Any, sources: Sources) -> Finding:
    shown = f'“{character}” (U+{ord(character):04X})'
    holder = next((text for text in html.etree_element.itertext() if character in text), '')
    words = ' '.join(holder.split())
    at = max(0, words.find(character) - 30)
    passage = f', in “{words[at : at + 70]}”' if words else ''
    # a stylesheet may name it by its number; what the layout does not bring comes from content/
    place = sources.page(rf'{re.escape(character)}|(?i:\\0*{ord(character):x}(?![0-9a-f]))')
    return Finding(
        place if place.line or not words else Place('content'),
        'LP401',
        f'no typeface in fonts/ has the character {shown}{passage}',
        'write it in another way, or add a typeface that has it'
        if words
        else 'the engine inserts this character itself (a hyphen, a bullet): '
        'choose another in the stylesheet',
    )


def _claim(template: str, arguments: tuple[object, ...], sources: Sources) -> Finding:
    if template.startswith('Image'):
        source = str(arguments[0])
        return Finding(
            sources.page(re.escape(source)),
            'LP406',
            f'the picture “{source}” has no description',
            'say in alt="…" what it shows; if it is decoration, write alt=""',
        )
    return Finding(
        sources.page('<html'),
        'LP406',
        'the document does not say its language',
        'write <html lang="…">',
    )


def _style(
    template: str,
    arguments: tuple[object, ...],
    record: logging.LogRecord,
    sources: Sources,
    html: Any,
) -> Finding:
    if template.startswith(('Ignored `', 'Deprecated `')):
        name, value = str(arguments[0]), ' '.join(str(arguments[1]).split())
        shown = f'{name}: {value if len(value) <= 60 else value[:57] + "…"}'
        reason = ''
        if template == 'Ignored `%s:%s` at %d:%d, %s.':
            reason = f' ({arguments[-1]})'
        return Finding(
            sources.style(rf'{re.escape(name)}\s*:\s*{re.escape(value[:20])}'),
            'LP405',
            f'the engine does not follow “{shown}”{reason}',
            _OTHER_CSS,
        )
    # A line and a column in the joined stylesheet would mislead.
    text = re.sub(r' at \d+:\d+', '', record.getMessage())
    text = re.sub(r'<AtRule (@[\w-]+)[^>]*>', r'\1', text).rstrip('.')
    selector = re.search(r"selector, '(.+?)\s*'$", text)
    if selector:  # the record does not say its line
        text = f'unsupported selector “{selector[1]}”'
        place = sources.style(re.escape(selector[1]))
    else:
        place = _line_of(arguments, sources, html)
    return Finding(
        place,
        'LP405',
        f'the engine does not follow a rule of the stylesheet: {text}',
        _OTHER_CSS,
    )


def _line_of(arguments: tuple[object, ...], sources: Sources, html: Any) -> Place:
    """Return where in layouts/ the line stands that a record counts in the joined stylesheet."""
    number = next((argument for argument in arguments if isinstance(argument, int)), 0)
    for style in html.etree_element.iter('style'):
        lines = (style.text or '').split('\n')
        if 0 < number <= len(lines) and lines[number - 1].strip():
            place = sources.style(re.escape(lines[number - 1].strip()))
            if place.line:
                return place
    return sources.style()
