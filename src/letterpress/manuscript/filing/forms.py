"""Forms of address: the salutation, the title in the address and the closing formula.

They go by rank and civility, and stand in `content/forms/<lang>.yaml`, one file a language;
only the languages that an addressee needs are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from letterpress.base import decoding
from letterpress.findings import Place, Rejected
from letterpress.manuscript.text import phrases
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report, Values

FOLDER = 'content/forms/'


def path_of(language: str) -> str:
    """Return where the forms of address of a language stand in a project."""
    return f'{FOLDER}{language}.yaml'


@dataclass(frozen=True)
class Form:
    """How a holder of an office is addressed.

    The texts of one rank and one civility in one language.
    """

    call: str  # "Madame la Députée,"
    title: str  # "Députée"
    closing: str  # "Nous vous prions d’agréer, {call}, …"


class Forms:
    """The forms of address of a project, a file read when first asked for."""

    def __init__(self, files: Mapping[str, bytes], report: Report):
        self.files = files
        self.report = report
        self.read: dict[str, Mapping[str, Values]] = {}
        self.broken: set[str] = set()
        self.asked: dict[tuple[str, str, str, bool], Form | None] = {}

    def of(self, language: str, rank: str, civility: str, named: bool = False) -> Form | None:
        """Return the form, or None where the language has none for this rank."""
        key = language, rank, civility, named
        if key not in self.asked:
            values = self._file(language).get(rank)
            self.asked[key] = None if values is None else _form(values, civility or 'unsaid', named)
        return self.asked[key]

    def ranks(self, language: str) -> tuple[str, ...]:
        """Return the ranks that a language has forms for."""
        return tuple(self._file(language))

    def is_broken(self, language: str) -> bool:
        """Tell whether the file is there and could not be read: that is reported already."""
        self._file(language)
        return language in self.broken

    def _file(self, language: str) -> Mapping[str, Values]:
        if language not in self.read:
            self.read[language] = self._parsed(path_of(language), language)
        return self.read[language]

    def _parsed(self, path: str, language: str) -> Mapping[str, Values]:
        if path not in self.files:
            return {}
        found: Mapping[str, Values] | None = None
        before = len(self.report.findings)
        try:
            node = tree.parse(decoding.decode(self.files[path], path), path)
            found = declared.FORMS.read(node, self.report)
        except Rejected as rejected:
            self.report.findings += rejected.findings
        for rank, values in (found or {}).items():
            self._braces(values, rank)
        if len(self.report.findings) > before:
            self.broken.add(language)
            return {}
        return found or {}

    def _braces(self, values: Values, rank: str) -> None:
        """Report placeholders that nothing fills: only {call}, and only in a closing formula."""
        for key in ('call', 'title', 'closing'):
            known = {'call'} if key == 'closing' else set()
            for text in _texts(values[key]):
                if phrases.has_loose_braces(text) or phrases.placeholders(text) - known:
                    self._loose(values.where(key), f'{key} of {rank}', key == 'closing')

    def _loose(self, place: Place, what: str, is_closing: bool) -> None:
        self.report.add(
            place,
            'LP261',
            f'the form {what} has a brace that nothing fills',
            'here only {call} is known' if is_closing else 'write it without braces',
        )


def _texts(value: str | Values | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value.values.values())


def called(salutation: str) -> str:
    """Return a salutation as it stands within a sentence: without the mark at its end."""
    return salutation.rstrip(' \u00a0\u202f,:!،')


def _form(values: Values, civility: str, named: bool) -> Form:
    closing, titles = values['closing'], values['title']
    title = ''
    if titles is not None:
        # "Madame la Députée, Monsieur le Député" is no title to stand under a name
        title = (titles['named'] if named and civility == 'unsaid' else '') or titles[civility]
    if not isinstance(closing, str):
        closing = closing[civility]
    return Form(values['call'][civility], title, closing)
