"""What a person sees: findings, progress, the closing table. Paths go to stdout, everything else to stderr.

rich is imported only when a terminal is there to draw on; progress is refreshed by hand, since a thread that did it
would make the forking of workers unsafe (see build/local.py).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from letterpress.base.words import visible
from letterpress.findings import Finding

if TYPE_CHECKING:
    from letterpress.build.freshness import Row

SHOWN = 100  # findings that a person is shown
_COLOURS = {'error': '\033[1;31m', 'warning': '\033[33m', 'bold': '\033[1m', 'dim': '\033[2m'}


def prepare() -> None:
    """Make the streams ready: each is there, and takes any text, whatever the terminal's encoding or a file's name."""
    for name, mode in (('stdin', 'r'), ('stdout', 'w'), ('stderr', 'w')):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller (`>&-`)
            setattr(sys, name, open(os.devnull, mode, encoding='utf-8'))
        elif mode == 'w' and hasattr(stream, 'reconfigure'):
            stream.reconfigure(errors='surrogateescape' if _utf8(stream) else 'backslashreplace')


def quieten() -> None:
    """Let no other library write to stderr: what it has to say is not for whoever publishes a letter.

    pyHanko logs tracebacks, pypdf what it repairs, and where nobody listens Python prints both; some warn of their own
    future, and what fails while an object is thrown away is printed too. Whoever asks for warnings (`python -W`,
    PYTHONWARNINGS) or sets LETTERPRESS_DEBUG gets them.
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


def _utf8(stream: Any) -> bool:
    return (stream.encoding or '').lower().replace('-', '') == 'utf8'


def hush() -> None:
    """Let what is still to be written to stdout go nowhere: nobody can take it, and the interpreter would complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    os.close(null)


def on_terminal() -> bool:
    """Whether stderr is a terminal that can draw."""
    return sys.stderr.isatty() and os.environ.get('TERM', '') != 'dumb'


def paint(text: str, style: str) -> str:
    """Return the text in colour where a terminal shows it and NO_COLOR (no-color.org) does not forbid it."""
    return (
        f'{_COLOURS[style]}{text}\033[0m'
        if on_terminal() and not os.environ.get('NO_COLOR')
        else text
    )


def say(text: str = '') -> None:
    """Tell a person something."""
    try:
        print(text, file=sys.stderr, flush=True)
    except BrokenPipeError:  # nobody listens: no reason to stop working
        pass


def out(text: str) -> None:
    """Print to stdout. When nobody reads it any more (`| head`), work and exit code go on as they would have."""
    try:
        print(text)
    except BrokenPipeError:
        hush()


def answer(value: Any) -> None:
    """Answer a machine: JSON on stdout."""
    text = json.dumps(value, ensure_ascii=not _utf8(sys.stdout), indent=2)
    text = '\n'.join(_escaped(line) for line in text.split('\n'))
    out(
        text.encode('utf-8', 'backslashreplace').decode()
    )  # what no UTF-8 can say (some file names) is escaped


def _escaped(line: str) -> str:
    """Return a line of JSON in which what a terminal might obey stands as JSON escapes it (RFC 8259, 7): it reads back the same."""
    if line.isprintable():
        return line
    return ''.join(
        c
        if visible(c) == c or '\ud800' <= c <= '\udfff'
        else json.dumps(c)[1:-1]
        if ord(c) > 0xFFFF
        else f'\\u{ord(c):04x}'
        for c in line
    )


def paths(items: Iterable[str]) -> None:
    """Print what was made, a path a line, for the next tool. A line feed in a path is shown: it must not make two of it."""
    for item in items:
        out(visible(item))


def tell(findings: Sequence[Finding]) -> None:
    """Print findings as they come, errors before warnings where there are more than a hundred, and how many there are."""
    shown: Sequence[Finding] = findings
    if len(findings) > SHOWN:
        chosen = sorted(range(len(findings)), key=lambda n: (findings[n].severity != 'error', n))[
            :SHOWN
        ]
        shown = [findings[n] for n in sorted(chosen)]
    for finding in shown:
        where = f'{visible(str(finding.place))}: ' if finding.place.path else ''
        label = paint(f'{finding.code} {finding.severity}:', finding.severity)
        say(f'{where}{label} {visible(finding.message)}')
        if finding.hint:
            say(paint('  hint: ', 'dim') + visible(finding.hint))
    if more := len(findings) - len(shown):
        say(f'… and {more:,} more. Mend these first; --json lists them all.')
    faults = sum(f.severity == 'error' for f in findings)
    remarks = len(findings) - faults
    if findings:
        say(
            ', '.join(
                part for part in (_count(faults, 'error'), _count(remarks, 'warning')) if part
            )
            + paint(f'   (more on a code: letterpress explain {findings[0].code})', 'dim')
        )


def _count(number: int, word: str) -> str:
    return f'{number:,} {word}{"s" if number != 1 else ""}' if number else ''


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
        self._total = total
        say(f'{total} documents')

    def made(self, row: Row) -> None:
        self._done += 1
        how = f'{row.seconds:.2f} s' if row.fresh else 'unchanged'
        say(
            f'{self._done}/{self._total} build/{visible(row.path)}  {_pages(row.pages)}  {size(row.bytes)}  {how}'
        )

    def step(self, text: str) -> None:
        say(visible(text))

    def end(self) -> None: ...


class Drawn:
    """Progress on a terminal: a bar with the real total."""

    def __init__(self) -> None:
        self._progress: Any = None  # rich is slow to import: not before there is something to draw
        self._bar: Any = None

    def begin(self, total: int) -> None:
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
        self._progress.update(self._bar, advance=1, description=row.path.rsplit('/', 1)[-1])
        self._progress.refresh()

    def step(self, text: str) -> None:
        self._progress.update(self._bar, description=text)
        self._progress.refresh()

    def end(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def listener(quiet: bool) -> Plain | Drawn:
    """Return who tells the person how a build goes."""
    return Drawn() if on_terminal() and not quiet else Plain()


def closing(rows: Sequence[Row], seconds: float) -> None:
    """Print the closing table: pages, size, seconds of each document, and the sum."""
    made = sum(row.fresh for row in rows)
    summary = (
        f'{len(rows)} documents, {sum(row.pages for row in rows)} pages, {size(sum(row.bytes for row in rows))}; '
        f'{made} made, {len(rows) - made} unchanged; {seconds:.1f} s'
    )
    if on_terminal():
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style='bold')
        table.add_column('document')
        for name in ('pages', 'size', 'seconds'):
            table.add_column(name, justify='right')
        for row in rows:
            table.add_row(
                f'build/{row.path}',
                str(row.pages),
                size(row.bytes),
                f'{row.seconds:.2f}' if row.fresh else '–',
            )
        Console(stderr=True).print(table)
    else:
        width = max((len(row.path) for row in rows), default=0) + 6
        say(f'{"document":<{width}}  pages      size  seconds')
        for row in rows:
            say(
                f'{"build/" + visible(row.path):<{width}}  {row.pages:>5}  {size(row.bytes):>8}  '
                f'{f"{row.seconds:.2f}" if row.fresh else "–":>7}'
            )
    say(summary)


def _pages(count: int) -> str:
    return f'{count} page' if count == 1 else f'{count} pages'


def clock() -> float:
    """Return seconds of a clock that only goes forward."""
    return time.monotonic()
