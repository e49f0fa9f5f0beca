"""Forms of address: the salutation, the title in the address and the closing formula.

They go by rank and civility, and stand in `content/forms/<lang>.yaml`, one file a language;
only the languages that an addressee needs are read. A civility is any word of a language (Pani,
Frau, Ms). Where the forms of several languages shall meet, they name it by one word, and each file
says under `civilities` what its language prints: `{Madame: Pani, Monsieur: Pan}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letterpress.base import decoding
from letterpress.findings import Place, Rejected
from letterpress.manuscript.text import phrases
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.values import dataclass

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


UNSAID, NAMED = 'unsaid', 'named'  # no civility; a name without one
FRENCH = ('Madame', 'Monsieur')  # words that files of other languages use as well, and must explain


@dataclass(frozen=True)
class _File:
    """The forms of one language: by rank, and what is printed for a civility."""

    ranks: Mapping[str, Values]
    civilities: Mapping[str, str]

    def words(self) -> tuple[str, ...]:
        """The civilities that its forms have texts for."""
        found = (word for values in self.ranks.values() for word in values['call'])
        return tuple(word for word in dict.fromkeys(found) if word not in (UNSAID, NAMED))


class Forms:
    """The forms of address of a project, a file read when first asked for."""

    def __init__(self, files: Mapping[str, bytes], report: Report):
        self.files = files
        self.report = report
        self.read: dict[str, _File] = {}
        self.broken: set[str] = set()
        self.asked: dict[tuple[str, str, str, bool], Form | None] = {}

    def of(self, language: str, rank: str, civility: str, named: bool = False) -> Form | None:
        """Return the form, or None where the language has none for this rank.

        `civility` is a word of the files (`word`), '' where none is known.
        """
        key = language, rank, civility, named
        if key not in self.asked:
            values = self._file(language).ranks.get(rank)
            self.asked[key] = None if values is None else _form(values, civility or UNSAID, named)
        return self.asked[key]

    def ranks(self, language: str) -> tuple[str, ...]:
        """Return the ranks that a language has forms for."""
        return tuple(self._file(language).ranks)

    def civilities(self, language: str) -> tuple[str, ...]:
        """Return the civilities that may be written for a language, as it prints them."""
        file = self._file(language)
        return tuple(dict.fromkeys(file.civilities.get(word, word) for word in file.words()))

    def word(self, language: str, civility: str) -> str:
        """Return the word by which the files know a civility of a language, '' where they do not.

        It may be written as the language prints it, or by that word.
        """
        file = self._file(language)
        for word in (*file.words(), *file.civilities):
            if civility in (word, file.civilities.get(word, word)):
                return word
        return ''

    def printed(self, language: str, word: str) -> str | None:
        """Return what a language prints before a name; None where its file does not say it."""
        file = self._file(language)
        if word in file.civilities or not file.ranks:
            return file.civilities.get(word, word)
        if word in FRENCH and language.partition('-')[0] != 'fr':
            return None
        return word

    def is_broken(self, language: str) -> bool:
        """Tell whether the file is there and could not be read: that is reported already."""
        self._file(language)
        return language in self.broken

    def _file(self, language: str) -> _File:
        if language not in self.read:
            self.read[language] = self._parsed(path_of(language), language)
        return self.read[language]

    def _parsed(self, path: str, language: str) -> _File:
        if path not in self.files:
            return _File({}, {})
        found: tuple[Mapping[str, Any], Mapping[str, Values]] | None = None
        before = len(self.report.findings)
        try:
            node = tree.parse(decoding.decode(self.files[path], path), path)
            found = declared.FORMS_FILE.read(node, self.report)
        except Rejected as rejected:
            self.report.findings += rejected.findings
        for rank, values in found[1].items() if found else ():
            self._braces(values, rank)
            self._same_civilities(values, rank)
        if len(self.report.findings) > before or found is None:
            self.broken.add(language)
            return _File({}, {})
        return _File(found[1], found[0]['civilities'] or {})

    def _same_civilities(self, values: Values, rank: str) -> None:
        """Report a text that says nothing for a civility that another text of its rank has."""
        known = list(dict.fromkeys((UNSAID, *values['call'])))
        for key in ('call', 'title', 'closing'):
            texts = values[key]
            if texts is None or isinstance(texts, str):
                continue
            lacking = [word for word in known if word not in texts]
            more = [word for word in texts if word not in (*known, NAMED)]
            if lacking or more:
                what = f'lacks {", ".join(lacking)}' if lacking else f'has {", ".join(more)} alone'
                self.report.add(
                    values.where(key),
                    'LP269',
                    f'the form {key} of {rank} {what}',
                    f'call, title and closing have the same words: {", ".join(known)}',
                )

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


def _texts(value: str | Mapping[str, str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value.values())


def called(salutation: str) -> str:
    """Return a salutation as it stands within a sentence: without the mark at its end."""
    return salutation.rstrip(' \u00a0\u202f,:!،')


def _form(values: Values, civility: str, named: bool) -> Form:
    closing, titles = values['closing'], values['title']
    call = values['call']
    if civility not in call:  # this rank has no form for it: the one that fits everybody
        civility = UNSAID
    title = ''
    if titles is not None:
        # "Madame la Députée, Monsieur le Député" is no title to stand under a name
        title = (titles.get(NAMED, '') if named and civility == UNSAID else '') or titles[civility]
    if not isinstance(closing, str):
        closing = closing[civility]
    return Form(call[civility], title, closing)
