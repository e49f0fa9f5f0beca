"""What a person sees: findings, progress, the closing table.

Paths go to stdout, everything else to stderr. rich is imported only when a terminal is there to
draw on; progress is refreshed by hand, since a thread that did it would make the forking of
workers unsafe (see build/local.py).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from letterpress.base.visible import visible
from letterpress.findings import Finding

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from letterpress.build.freshness import Row

SHOWN = 100  # findings that a person is shown
LONG = 1200  # characters of a message that a terminal is shown
_COLOURS = {'error': '\033[1;31m', 'warning': '\033[33m', 'bold': '\033[1m', 'dim': '\033[2m'}


def prepare() -> None:
    """Make the streams ready: each is there, and takes any text.

    Whatever the terminal's encoding or a file's name.
    """
    for name, mode in (('stdin', 'r'), ('stdout', 'w'), ('stderr', 'w')):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller (`>&-`)
            endless = open(os.devnull, mode, encoding='utf-8')  # noqa: SIM115 - never closed
            setattr(sys, name, endless)
        elif mode == 'w' and hasattr(stream, 'reconfigure'):
            stream.reconfigure(errors='surrogateescape' if _utf8(stream) else 'backslashreplace')


def quieten() -> None:
    """Let no other library write to stderr: what it says is not for whoever publishes a letter.

    pyHanko logs tracebacks, pypdf what it repairs, and where nobody listens Python prints both;
    some warn of their own future, and what fails while an object is thrown away is printed too.
    Whoever asks for warnings (`python -W`, PYTHONWARNINGS) or sets LETTERPRESS_DEBUG gets them.
    """
    if os.environ.get('LETTERPRESS_DEBUG'):
        return
    import logging
    import warnings

    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.showwarning = lambda *_, **__: None
    sys.unraisablehook = lambda _: None


def _utf8(stream: TextIO) -> bool:
    return (stream.encoding or '').lower().replace('-', '') == 'utf8'


def hush() -> None:
    """Let what is still to be written to stdout go nowhere.

    Nobody can take it, and the interpreter would complain.
    """
    null = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(null, sys.stdout.fileno())
    os.close(null)


def on_terminal() -> bool:
    """Whether stderr is a terminal that can draw."""
    return sys.stderr.isatty() and os.environ.get('TERM', '') != 'dumb'


def paint(text: str, style: str) -> str:
    """Return the text in colour, where a terminal shows it.

    Not where NO_COLOR (no-color.org) forbids it.
    """
    if not on_terminal() or os.environ.get('NO_COLOR'):
        return text
    return f'{_COLOURS[style]}{text}\033[0m'


def say(text: str = '') -> None:
    """Tell a person something."""
    with suppress(BrokenPipeError):  # nobody listens: no reason to stop working
        print(text, file=sys.stderr, flush=True)


def out(text: str) -> None:
    """Print to stdout.

    When nobody reads it any more (`| head`), work and exit code go on as they would have.
    """
    try:
        print(text)
    except BrokenPipeError:
        hush()


def answer(value: object) -> None:
    """Answer a machine: JSON on stdout."""
    text = json.dumps(value, ensure_ascii=not _utf8(sys.stdout), indent=2)
    text = '\n'.join(_escaped(line) for line in text.split('\n'))
    out(text.encode('utf-8', 'backslashreplace').decode())  # some file names are no UTF-8


def _escaped(line: str) -> str:
    """Return a line of JSON in which what a terminal might obey stands as JSON escapes it.

    It reads back the same (RFC 8259, 7).
    """
    return line if line.isprintable() else ''.join(map(_escaped_character, line))


def _escaped_character(character: str) -> str:
    lone_surrogate = '\ud800' <= character <= '\udfff'  # `answer` escapes those
    if lone_surrogate or visible(character) == character:
        return character
    if ord(character) > 0xFFFF:
        return json.dumps(character)[1:-1]
    return f'\\u{ord(character):04x}'


def paths(items: Iterable[str]) -> None:
    """Print what was made, a path a line, for the next tool.

    A line feed in a path is shown: it must not make two of it.
    """
    for item in items:
        out(visible(item))


def tell(findings: Sequence[Finding]) -> None:
    """Print findings as they come, and how many there are.

    Of more than a hundred, errors are shown before warnings.
    """
    shown = _chosen(findings)
    for finding in shown:
        where = f'{visible(str(finding.place))}: ' if finding.place.path else ''
        label = paint(f'{finding.code} {finding.severity}:', finding.severity)
        say(f'{where}{label} {visible(_screenful(finding.message))}')
        if finding.hint:
            say(paint('  hint: ', 'dim') + visible(_screenful(finding.hint)))
    if more := len(findings) - len(shown):
        say(f'… and {more:,} more. Mend these first; --json lists them all.')
    if findings:
        faults = sum(finding.severity == 'error' for finding in findings)
        told = ((faults, 'error'), (len(findings) - faults, 'warning'))
        more_on = f'   (more on a code: letterpress explain {findings[0].code})'
        say(', '.join(count(n, word) for n, word in told if n) + paint(more_on, 'dim'))


def _screenful(text: str) -> str:
    """Return a text that quotes a file with its middle left out where it fills a screen.

    A name without an end must not hide what is said of it: that stands at the end.
    """
    half = LONG // 2
    return text if len(text) <= LONG else f'{text[:half]} … {text[-half:]}'


def _chosen(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings to show, in their order: at most SHOWN, and warnings go first."""
    if len(findings) <= SHOWN:
        return findings

    def rank(number: int) -> tuple[bool, int]:
        return findings[number].severity != 'error', number

    worst = sorted(range(len(findings)), key=rank)[:SHOWN]
    return [findings[number] for number in sorted(worst)]


def count(number: int, word: str, more: str = '') -> str:
    """Return how many there are of a thing, by its name for one; `more` where that takes no s."""
    return f'{number:,} {word if number == 1 else more or f"{word}s"}'


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as machines read it."""
    return {
        'code': finding.code,
        'severity': finding.severity,
        'path': finding.place.path or None,
        'line': finding.place.line or None,
        'column': finding.place.column or None,
        'message': finding.message,
        'hint': finding.hint or None,
    }


def size(count: int) -> str:
    """Return bytes as people count them (powers of ten)."""
    return f'{count / 1e6:.1f} MB' if count >= 950_000 else f'{max(1, round(count / 1e3))} kB'


class Plain:
    """Progress where there is no terminal: one line for each document."""

    def __init__(self) -> None:
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """Tell how many documents there will be."""
        self._total = total
        say(count(total, 'document'))

    def made(self, row: Row) -> None:
        """Tell that a document is there."""
        self._done += 1
        how = f'{row.seconds:.2f} s' if row.fresh else 'unchanged'
        where = f'{self._done}/{self._total} build/{visible(row.path)}'
        say(f'{where}  {count(row.pages, "page")}  {size(row.bytes)}  {how}')

    def step(self, text: str) -> None:
        """Tell what is done now."""
        say(visible(text))

    def end(self) -> None:
        """Take nothing away: lines stay."""


class Drawn:
    """Progress on a terminal: a bar with the real total."""

    def __init__(self) -> None:
        self._progress: Progress | None = None  # rich is slow to import: not before there is a bar
        self._bar: TaskID | None = None

    def begin(self, total: int) -> None:
        """Draw the bar, empty."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        self._progress = Progress(
            TextColumn('{task.description}'),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._progress.start()
        self._bar = self._progress.add_task('documents', total=total)
        self._progress.refresh()

    def made(self, row: Row) -> None:
        """Move the bar by a document."""
        self._update(row.path.rsplit('/', 1)[-1], advance=1)

    def step(self, text: str) -> None:
        """Write beside the bar what is done now."""
        self._update(text)

    def _update(self, text: str, advance: int = 0) -> None:
        if self._progress is not None and self._bar is not None:
            self._progress.update(self._bar, description=text, advance=advance)
            self._progress.refresh()

    def end(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def listener(quiet: bool) -> Plain | Drawn:
    """Return who tells the person how a build goes."""
    return Drawn() if on_terminal() and not quiet else Plain()


def closing(rows: Sequence[Row], seconds: float) -> None:
    """Print the closing table: pages, size, seconds of each document, and the sum."""
    if on_terminal():
        _draw(rows)
    else:
        width = max((len(row.path) for row in rows), default=0) + len('build/')
        say(f'{"document":<{width}}  pages      size  seconds')
        for row in rows:
            where = f'build/{visible(row.path)}'
            say(f'{where:<{width}}  {row.pages:>5}  {size(row.bytes):>8}  {_seconds(row):>7}')
    made = sum(row.fresh for row in rows)
    pages, heavy = sum(row.pages for row in rows), size(sum(row.bytes for row in rows))
    say(
        f'{count(len(rows), "document")}, {count(pages, "page")}, {heavy}; '
        f'{made} made, {len(rows) - made} unchanged; {seconds:.1f} s'
    )


def _draw(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style='bold')
    table.add_column('document')
    for name in ('pages', 'size', 'seconds'):
        table.add_column(name, justify='right')
    for row in rows:
        table.add_row(f'build/{row.path}', str(row.pages), size(row.bytes), _seconds(row))
    Console(stderr=True).print(table)


def _seconds(row: Row) -> str:
    return f'{row.seconds:.2f}' if row.fresh else '–'


def clock() -> float:
    """Return seconds of a clock that only goes forward."""
    return time.monotonic()
