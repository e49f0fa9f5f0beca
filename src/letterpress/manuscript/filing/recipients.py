"""The addressees: each with the right address, salutation and closing formula.

In come the tables of `content/recipients/` (CSV with a row of headings, UTF-8) and the forms of
address of `content/forms/`; out come `Recipient` values and findings LP250 to LP261. The folder may
be missing: then there is the one addressee of campaign.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Place, Rejected
from letterpress.manuscript import countries
from letterpress.manuscript.filing import postal
from letterpress.manuscript.filing.forms import Form, Forms, called, path_of
from letterpress.manuscript.filing.postal import Postal
from letterpress.manuscript.filing.table import KNOWN, REQUIRED, Row, table
from letterpress.manuscript.model import DELIVERIES, Recipient
from letterpress.manuscript.yaml.shapes import LANGUAGE, SLUG, Email, Report, Url

FOLDER = 'content/recipients/'
BODIES = ('assemblee-nationale', 'senat', 'parlement-europeen', 'gouvernement')
MOST_LINES = 8  # that the window of the envelope shows

_EMPTY = dict.fromkeys(KNOWN, '')
_REPEATED = tuple('body civility address_language language rank delivery email portal'.split())
_ID = re.compile(SLUG)
_DIGITS = re.compile(r'(\d+)')
_CUT = re.compile(r'\s+/(?:\s+|$)')


def read(
    files: Mapping[str, bytes], languages: Sequence[str], report: Report, home: str = ''
) -> tuple[Recipient, ...]:
    """Return the addressees in the order of the files' names and of their rows.

    Those with errors are left out. `files` maps POSIX paths to bytes; `languages` are those that
    the letter exists in; `home` is the country that the letters are posted in (ISO 3166), '' where
    nobody says it. Codes: LP206, LP250 to LP261, LP269, LP285, LP137, and those of `yaml` for the
    forms of address.
    """
    inside = sorted(path for path in files if path.startswith(FOLDER))
    tables = [path for path in inside if path.endswith('.csv')]
    for path in set(inside).difference(tables):
        if not path.removeprefix(FOLDER).startswith(('.', 'README')):
            report.add(
                Place(path),
                'LP137',
                'nothing reads this file',
                'let its name end in .csv, or remove it',
            )
    forms = Forms(files, report)
    named = (path.removeprefix(FOLDER)[: -len('.csv')] for path in tables)
    # a body names a folder and a ZIP
    bodies = dict.fromkeys((*BODIES, *filter(_ID.fullmatch, named)))
    found: dict[str, Recipient] = {}
    for path in tables:
        try:
            rows = table(decoding.decode(files[path], path), path)
        except Rejected as rejected:
            report.findings += rejected.findings
            continue
        reader = _Reader(path, tuple(bodies), languages, forms, report, home)
        for row in rows:
            _keep(reader.read(row), found, report)
    return _with_stems(tuple(found.values()))


def _with_stems(recipients: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Return the addressees with the stems of their file names.

    In each place of an id the numbers of a body are made equally long. Without that, an-13-2 would
    follow an-13-16 in a folder and stand before it in a table. Where two ids would become one, they
    stay as they are.
    """
    widths: dict[tuple[str, int], int] = {}
    for one in recipients:
        for at, part in enumerate(_DIGITS.split(one.id)):
            if part.isdigit():
                widths[one.body, at] = max(widths.get((one.body, at), 0), len(part))

    def stem(one: Recipient) -> str:
        parts = enumerate(_DIGITS.split(one.id))
        return ''.join(
            part.zfill(widths[one.body, at]) if part.isdigit() else part for at, part in parts
        )

    stems = [stem(one) for one in recipients]
    taken = Counter(stems)
    return tuple(
        replace(one, stem=found if taken[found] == 1 else one.id)
        for one, found in zip(recipients, stems, strict=True)
    )


def _keep(recipient: Recipient | None, found: dict[str, Recipient], report: Report) -> None:
    if recipient is None:
        return
    first = found.setdefault(recipient.id, recipient)
    if first is not recipient:
        where = '' if first.place.path == recipient.place.path else f' of {first.place.path}'
        report.add(
            recipient.place,
            'LP253',
            f'the id {recipient.id} is taken, first on line {first.place.line}{where}',
            'give one of the two another id: it names the file of the letter',
        )


# ---- one addressee ----


class _Reader:
    """Reads the rows of one table; everything that is wrong with a row is reported at its line."""

    def __init__(
        self,
        path: str,
        bodies: tuple[str, ...],
        languages: Sequence[str],
        forms: Forms,
        report: Report,
        home: str,
    ):
        self.home = home
        self.path = path
        self.bodies = bodies
        self.languages = languages
        self.forms = forms
        self.report = report
        self.line = 0
        self.cells: Mapping[str, str] = {}
        # cells that a row before had, too: they are checked once
        self.sound: set[tuple[str, ...]] = set()

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def _wrong(self, code: str, message: str, hint: str) -> None:
        self.report.add(Place(self.path, self.line), code, message, hint)

    def read(self, row: Row) -> Recipient | None:
        """Return the addressee of a row, or None after reporting what is wrong with it."""
        self.line, self.cells = row.line, {**_EMPTY, **row.cells}
        before = len(self.report.findings)
        repeated = tuple(self.cells[column] for column in _REPEATED)
        if repeated not in self.sound or not _ID.fullmatch(self['id']) or not self._written():
            self._check_cells()
            self._check_delivery()
            if len(self.report.findings) > before:
                return None
            self.sound.add(repeated)
        office, lines = self._address()
        salutation, closing = self._formulas()
        broken = not closing  # the forms are, which is said there
        if broken or len(self.report.findings) > before:
            return None
        return Recipient(
            id=self['id'],
            body=self['body'],
            civility=self['civility'],
            office=' '.join(office),
            name=self['name'],
            lines=lines,
            lines_language=self['address_language'],
            language=self['language'],
            salutation=salutation,
            closing=closing,
            delivery=self['delivery'] or 'post',
            email=self['email'],
            place=Place(self.path, self.line),
            rank=self['rank'],
            constituency=self['constituency'],
            portal=self['portal'],
        )

    def _check_cells(self) -> None:
        for column in REQUIRED:
            if not self[column]:
                self._wrong('LP252', f'the cell {column} is empty', 'fill it')
        self._check_postal()
        if self['body'] and self['body'] not in self.bodies:
            self._wrong(
                'LP255',
                f'the body {self["body"]} is not known',
                did_you_mean(self['body'], self.bodies)
                + f'; another body has a table of its own: {FOLDER}<body>.csv',
            )
        for column, pattern, hint in (
            ('id', SLUG, 'use small letters a to z, digits and single hyphens'),
            ('rank', SLUG, 'use small letters a to z, digits and single hyphens'),
            ('address_language', LANGUAGE, 'write a code such as fr, pt-BR or zh-Hant'),
        ):
            if self[column] and not re.fullmatch(pattern, self[column]):
                self._wrong('LP260', f'{self[column]} in the column {column} means nothing', hint)
        self._check_civility()
        if self['language'] and self['language'] not in self.languages:
            self._wrong(
                'LP260',
                f'the letter does not exist in the language {self["language"]}',
                f'write one of: {", ".join(self.languages)}',
            )

    def _written(self) -> bool:
        """Say whether the row has the lines of an address, and no parts of one."""
        return bool(self['address']) and not any(map(self.cells.get, postal.PARTS))

    def _check_postal(self) -> None:
        """Find an address that is not whole, or said twice (LP252, LP206, LP260)."""
        given = [column for column in postal.PARTS if self[column]]
        if self['address'] and given:
            self._wrong(
                'LP206',
                f'the address stands in the column address and again in {", ".join(given)}',
                'leave one of the two empty',
            )
        elif not self['address']:
            lacking = [column for column in ('street', 'town') if not self[column]]
            if not given:
                self._wrong('LP252', 'the cell address is empty', 'fill it')
            elif lacking:
                self._wrong(
                    'LP206',
                    f'the address has no {" and no ".join(lacking)}',
                    'fill the cell; an address in another form is written into the column address, '
                    'its lines divided by " / "',
                )
        if self['country']:
            try:
                countries.code(self['country'])
            except ValueError:
                self._wrong(
                    'LP260',
                    f'{self["country"]} in the column country is no country',
                    countries.advice(self['country']),
                )

    def _postal(self) -> tuple[str, ...]:
        """Return the lines of the address proper: as they stand, or in their country's order."""
        if self['address']:
            return _cut(self['address'])
        try:
            country = countries.code(self['country']) if self['country'] else ''
        except ValueError:  # which is said already
            country = ''
        parts = Postal(self['street'], self['postcode'], self['town'], self['region'], country)
        return postal.lines(parts, self['language'], self.home)

    def _check_civility(self) -> None:
        """Find a civility that the forms of the address or of the letter do not know (LP260).

        Where a language has no forms, a civility is printed as it stands there.
        """
        civility, said = self['civility'], self['salutation'] and self['closing']
        if not civility or not self['address_language'] or not self['language']:
            return
        if '{' in civility or '}' in civility:
            self._braces('civility', civility)
            return
        needs = [self['address_language']] if '{title}' in self['office'] else []
        needs += [] if said else [self['language']]
        word = self._word()
        for language in dict.fromkeys(needs):
            known = self.forms.civilities(language)
            if known and not self.forms.word(language, word or civility):
                self._wrong(
                    'LP260',
                    f'the civility {civility} is not known in {language}',
                    f'{did_you_mean(civility, known)}; another word of the language is added to '
                    f'{path_of(language)}: under civilities, or beside unsaid',
                )
        if self['name'] and self.forms.printed(self['address_language'], word) is None:
            path = path_of(self['address_language'])
            self._wrong(
                'LP285',
                f'“{word}” is French, and {path} does not say what an address in '
                f'{self["address_language"]} prints for it',
                f'add a line to {path}: civilities: {{Madame: …, Monsieur: …}}',
            )

    def _word(self) -> str:
        """Return the word by which the forms know this row's civility; '' for none."""
        civility = self['civility']
        if not civility:
            return ''
        return (
            self.forms.word(self['address_language'], civility)
            or self.forms.word(self['language'], civility)
            or civility
        )

    def _check_delivery(self) -> None:
        if self['delivery'] and self['delivery'] not in DELIVERIES:
            self._wrong(
                'LP256',
                f'{self["delivery"]} is not a way to deliver a letter',
                did_you_mean(self['delivery'], DELIVERIES),
            )
        for column, typed, code, way in (
            ('portal', Url, 'LP257', 'portal'),
            ('email', Email, 'LP258', 'email'),
        ):
            if self['delivery'] == way and not self[column]:
                self._wrong(
                    code,
                    f'the letter goes by {way}, but the cell {column} is empty',
                    'fill it, or write another way into the column delivery: '
                    f'{", ".join(DELIVERIES)}',
                )
            if self[column]:
                try:
                    typed.parse(self[column])
                except ValueError:
                    self._wrong(
                        'LP260',
                        f'{self[column]} in the column {column} is not {typed.expected}',
                        typed.hint,
                    )

    def _address(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of the office and those of the whole address."""
        office = self['office']
        if '{title}' in office:
            form = self._form(self['address_language'])
            office = office.replace('{title}', form.title if form else '')
            if form and not form.title:
                self._wrong(
                    'LP259',
                    f'the rank {self["rank"]} has no title in {path_of(self["address_language"])}',
                    'add it, or write the office without {title}',
                )
        self._braces('office', office)
        held = _cut(office)
        word = self._word() if self['name'] else ''
        before = (self.forms.printed(self['address_language'], word) or '') if word else ''
        name = f'{before} {self["name"]}'.strip() if self['name'] else ''
        lines = (*_cut(name), *held, *self._postal())
        if len(lines) > MOST_LINES:
            self._wrong(
                'LP254',
                f'the address has {len(lines)} lines, at most {MOST_LINES} show in the window',
                'put two of them on one line, or leave one out',
            )
        return held, lines

    def _formulas(self) -> tuple[str, str]:
        """Return salutation and closing formula: as the row has them, else by rule.

        The call is the same in both.
        """
        form = None if self['salutation'] and self['closing'] else self._form(self['language'])
        salutation = self['salutation'] or (form.call if form else '')
        closing = self['closing'] or (form.closing if form else '')
        closing = closing.replace('{call}', called(salutation))
        self._braces('salutation', salutation)
        self._braces('closing', closing)
        return salutation, closing

    def _known_in(self, language: str) -> str:
        """Return the word of this row's civility in the forms of a language; '' for none."""
        word = self._word()
        return self.forms.word(language, word) if word else ''

    def _braces(self, column: str, text: str) -> None:
        if '{' in text or '}' in text:
            self._wrong(
                'LP261',
                f'the column {column} has a brace that nothing fills',
                'the office may have {title}, the closing {call}; nothing else is known',
            )

    def _form(self, language: str) -> Form | None:
        """Return the form of this row's rank and civility, or None after saying there is none."""
        form = self.forms.of(language, self['rank'], self._known_in(language), bool(self['name']))
        if form is None and not self.forms.is_broken(language):
            rank = f'the rank {self["rank"]}' if self['rank'] else 'an addressee without a rank'
            known = self.forms.ranks(language)
            nearest = did_you_mean(self['rank'], known) + '; or ' if known else ''
            self._wrong(
                'LP259',
                f'there is no form of address for {rank} in {language}',
                f'{nearest}add it to {path_of(language)}, or fill the columns salutation and '
                'closing',
            )
        return form


@lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[str, ...]:
    """Return the lines of a cell; ` / ` divides them."""
    return tuple(part for part in (part.strip() for part in _CUT.split(text)) if part)
