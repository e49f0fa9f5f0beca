"""Findings: what is wrong, where, and what to do about it.

Whatever is wrong with a user's content, layout, font, PDF or seal becomes a `Finding`. Its severity
and its long explanation come from the catalogue (`codes.toml`), so that a code means the same
wherever it is raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from letterpress.values import dataclass


class Exit(IntEnum):
    """What the process answers to the shell."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    MISSING = 3  # a tool or a font
    SEAL = 4  # sealing or verification
    INTERRUPTED = 130


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file: POSIX path relative to the project, line and column from 1.

    0 means "the whole".
    """

    path: str = ''
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ':'.join([self.path] + [str(n) for n in (self.line, self.column) if n])


NOWHERE = Place()  # of what was made by hand, or stands in no file


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: where, which rule (code), what exactly, and what to do."""

    place: Place
    code: str
    message: str
    hint: str = ''

    @property
    def severity(self) -> str:
        """'error' or 'warning', by the catalogue."""
        return severities()[self.code]

    def plain(self) -> list[Any]:
        """Return the finding as JSON can hold it; `from_plain` is the way back."""
        return [
            [self.place.path, self.place.line, self.place.column],
            self.code,
            self.message,
            self.hint,
        ]

    @classmethod
    def from_plain(cls, value: list[Any]) -> Finding:
        """Return the finding that `plain` made a value of."""
        place, code, message, hint = value
        return cls(Place(*place), code, message, hint)

    def __str__(self) -> str:
        where = f'{self.place}: ' if self.place.path else ''
        line = f'{where}{self.code} {self.severity}: {self.message}'
        return f'{line}\n  hint: {self.hint}' if self.hint else line


class Rejected(Exception):
    """Raised when work cannot go on.

    Carries every finding known so far and the exit code they call for.
    """

    def __init__(self, findings: Iterable[Finding] | Finding, exit_code: Exit = Exit.FINDINGS):
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        self.exit_code = exit_code
        super().__init__(self.findings, exit_code)

    def __str__(self) -> str:
        return '\n'.join(map(str, self.findings))


@dataclass(frozen=True)
class Entry:
    """A code of the catalogue: severity, title, and what `letterpress explain` prints at length."""

    code: str
    severity: str
    title: str
    explanation: str


@cache
def _codes() -> str:
    return Path(__file__).with_name('codes.toml').read_text(encoding='utf-8')


@cache
def severities() -> dict[str, str]:
    """Return the severity of every code.

    It is all that most runs ask of the catalogue, in a hundredth of the time of reading it.
    """
    return dict(re.findall(r'^\[(LP\d{3})\]\nseverity = "(\w+)"$', _codes(), re.MULTILINE))


@cache
def catalogue() -> dict[str, Entry]:
    """Return every code, in order. Source: `codes.toml` beside this module."""
    # late: with the three thousand lines that it reads, a fifth of a build with nothing to do
    import tomllib

    data = tomllib.loads(_codes())
    return {
        code: Entry(code, item['severity'], item['title'], item['explanation'].strip())
        for code, item in sorted(data.items())
    }


def entry(code: str) -> Entry:
    """Return the catalogue's entry. Raises KeyError for an unknown code: a programmer's mistake."""
    return catalogue()[code]


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted by place, each once.

    The same fault met in several languages is one fault.
    """
    return tuple(sorted(set(findings), key=_rank))


def _rank(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is sorted by: the fields, as they compare, in a tenth of the time."""
    place = finding.place
    return place.path, place.line, place.column, finding.code, finding.message, finding.hint


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of severity error."""
    return tuple(f for f in findings if f.severity == 'error')
