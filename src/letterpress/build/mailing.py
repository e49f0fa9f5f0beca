"""A letter for each addressee: those whose addresses have as many lines are set together, and all that goes with them.

Below `build/filing/<lang>/`: `letters/<body>/`, a ZIP for each body, the addresses for the envelope printer, the cover
e-mails, and a log that says of each letter how it was made.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Any

from letterpress.build import printing
from letterpress.build.local import Lane, Pool, Task
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import archive, mailing
from letterpress.kit.artifact import Artifact
from letterpress.manuscript import census, copies
from letterpress.manuscript.edition import addressed
from letterpress.manuscript.roll.files import guarded
from letterpress.world import machine

if TYPE_CHECKING:
    from letterpress.build.bench import Bench
    from letterpress.build.project import Project
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Edition, Recipient

FEW = 10  # letters that one task sets one after the other …
MANY = 40  # … or seals
LETTER = 'letter'  # the layout, where a project has several of the kind
COLUMNS = ('id', 'body', 'file', 'sha256', 'pages', 'bytes', 'delivery', 'salutation', 'made')
MERGED, ALONE = 'merged', 'set by itself'  # how a letter was made
_rulers: list[Any] = []  # of a worker, which serves one build
_OWN = re.compile(r'(<p\b[^>]*\sdata-own>)(.*?)(</p>)', re.DOTALL)
_BLANKS = re.compile('[ \t\r\n\f]+')  # those that the engine collapses
_ADDRESS = re.compile(r'(<address\b[^>]*>).*?</address>', re.DOTALL)


@dataclass(frozen=True)
class GroupMould:
    """The mould of a group (press.merge.Mould; None: each has to be set by itself), and its formulas as they are printed.

    `texts` are the paragraphs of formulas by (salutation, closing) of the addressees.
    """

    mould: Any = None
    texts: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return self.mould.proof.pages

    def fits(self, one: Recipient) -> bool:
        """Say whether an addressee's letter can be made with it."""
        texts = self.texts.get((one.salutation, one.closing))
        return self.mould is not None and texts is not None and self.mould.fits(one.lines, texts)

    def letter(self, one: Recipient) -> bytes:
        """Return an addressee's letter (PDF). Raises KeyError for one that does not fit."""
        return self.mould.letter(one.lines, self.texts[one.salutation, one.closing])


@dataclass(frozen=True)
class Letter:
    """The letter of an addressee, and how it was made."""

    recipient: Recipient
    pdf: bytes
    pages: int
    made: str


def groups(
    recipients: Iterable[Recipient], editions: Mapping[str, Edition]
) -> tuple[tuple[Recipient, ...], ...]:
    """Return the addressees whose letters may differ in address and formulas only, the largest group first.

    Whoever gets a copy is one apart: their own letter does not name them under "copies to".
    """
    found: dict[tuple, list[Recipient]] = {}
    for one in recipients:
        copied = (
            copies.text(addressed(editions[one.language], one)) if one.language in editions else ''
        )
        found.setdefault((one.language, one.lines_language, len(one.lines), copied), []).append(one)
    return tuple(tuple(group) for group in sorted(found.values(), key=len, reverse=True))


def letters(
    bench: Bench,
    project: Project,
    recipients: Sequence[Recipient],
    *,
    duplex: bool = False,
    sealed: bool = True,
) -> tuple[list[Letter], list[Finding]]:
    """Return the letters in the order of the addressees, and the findings of all, each said once.

    `printing.load` must have been called. duplex: an odd number of pages is made even. The letters of a finding that is
    an error are not there. One worker makes the moulds, which are few; meanwhile others seal what has been filled.
    """
    setter = _Setter(bench, project, _layout(project.layouts), duplex)
    made: dict[str, Letter] = {}
    findings: list[Finding] = []
    workers = bench.workers or machine.cores()
    with Pool(bench.deadline) as pool:

        def set_alone(left: Sequence[Recipient]) -> None:
            if ALONE not in lanes:
                lanes.add(ALONE)
                pool.open(Lane(ALONE, setter.alone, min(workers, -(-len(left) // FEW))))
            for n in range(0, len(left), FEW):
                pool.submit(_task(ALONE, left[n : n + FEW], left[n : n + FEW]))

        def finish(done: Sequence[Letter]) -> None:
            if not sealed:
                made.update((letter.recipient.id, letter) for letter in done)
                return
            few = (
                MANY if bench.terms.level == 'B-B' else 1
            )  # above it authorities are asked, seconds for each letter
            for n in range(0, len(done), few):
                part = done[n : n + few]
                pool.submit(_task('seal', [letter.recipient for letter in part], part))

        lanes: set[str] = set()
        if sealed:
            from letterpress.finishing.sealing import seal

            seal.warm()
            count, begin, patience = printing.sealers(bench, len(recipients))
            pool.open(
                Lane(
                    'seal',
                    setter.sealed,
                    workers if bench.terms.level == 'B-B' else count,
                    begin,
                    patience,
                )
            )
        pool.open(Lane(MERGED, setter.mould, 1))
        alike = groups(recipients, project.editions)
        several = [group for group in alike if len(group) > 1]
        for group in several:
            pool.submit(_task(MERGED, group, group))
        if single := [one for group in alike if len(group) == 1 for one in group]:
            set_alone(single)
        for outcome in pool.outcomes():
            findings += outcome.findings
            if outcome.value is None:
                continue
            if outcome.task.lane == 'seal':
                made.update((letter.recipient.id, letter) for letter in outcome.value)
            elif outcome.task.lane == ALONE:
                done, said = outcome.value
                findings += said
                finish(done)
            else:
                mould, said = outcome.value
                findings += said
                group = outcome.task.payload
                done = [
                    Letter(one, mould.letter(one), mould.pages, MERGED)
                    for one in group
                    if mould.fits(one)
                ]
                finish(done)
                for left in _by_formulas(one for one in group if not mould.fits(one)):
                    if len(left) > 1 and not _same_formulas(left[0], group[0]):
                        pool.submit(
                            _task(MERGED, left, left)
                        )  # in another type, on other lines: a mould of their own
                    else:
                        set_alone(left)
    return [made[one.id] for one in recipients if one.id in made], list(dict.fromkeys(findings))


def _by_formulas(recipients: Iterable[Recipient]) -> list[list[Recipient]]:
    found: dict[tuple[str, str], list[Recipient]] = {}
    for one in recipients:
        found.setdefault((one.salutation, one.closing), []).append(one)
    return list(found.values())


def _same_formulas(one: Recipient, other: Recipient) -> bool:
    return (one.salutation, one.closing) == (other.salutation, other.closing)


def _task(lane: str, recipients: Sequence[Recipient], payload: object) -> Task:
    return Task(f'the letter to {recipients[0].id}', lane, payload, recipients[0].place)


def _layout(layouts: Iterable[Layout]) -> Layout:
    """Return the layout of the letters. Raises Rejected LP720 where there is none."""
    found = sorted(
        (layout for layout in layouts if layout.kind == 'letter'),
        key=lambda one: (one.name != LETTER, one.name),
    )
    if not found:
        raise Rejected(
            Finding(
                Place('layouts'),
                'LP720',
                'there is no layout of a letter to send to the addressees',
                f'Put layouts/{LETTER} back, or remove your own to use the one that letterpress brings.',
            )
        )
    return found[0]


@dataclass(frozen=True)
class _Setter:
    """Sets and seals letters, in a worker."""

    bench: Bench
    project: Project
    layout: Layout
    duplex: bool

    def mould(self, group: Sequence[Recipient]) -> tuple[GroupMould, list[Finding]]:
        """Return the mould for a group and what was found.

        For each pair of formulas the letter to the widest address is composed: nothing but the addressee's own words may
        differ from what the mould is made of, else these letters are not in it.
        """
        from letterpress.press import merge

        first, ruler = group[0], self._ruler()
        probe = self._composition(first, merge.probes(len(first.lines)), ruler)
        rest, texts = _shared(probe.html), {}
        widest = max((one.lines for one in group), key=lambda lines: max(map(len, lines)))
        for one, *_ in _by_formulas(group):
            html = self._composition(one, widest, ruler).html
            if _shared(html) == rest and (own := _own(html)) is not None:
                texts[one.salutation, one.closing] = own
        if (first.salutation, first.closing) not in texts:
            return GroupMould(), []  # this layout lets the address decide about more than itself
        mould, found = merge.mould(
            probe,
            [one.lines for one in group],
            tuple(texts.values()),
            self.project.sources.layouts,
            self.project.typefaces,
        )
        return GroupMould(mould, texts), list(found)

    def alone(self, recipients: Sequence[Recipient]) -> tuple[list[Letter], list[Finding]]:
        """Return letters that are laid out one by one, those without errors, and what was found."""
        from letterpress.press import engine

        done, found, ruler = [], [], self._ruler()
        for one in recipients:
            try:
                proof = engine.render(
                    self._composition(one, one.lines, ruler),
                    self.project.sources.layouts,
                    self.project.typefaces,
                )
            except Rejected as rejected:
                found += rejected.findings
                continue
            found += proof.findings
            done.append(Letter(one, proof.pdf, proof.pages, ALONE))
        return done, found

    def sealed(self, letters: Sequence[Letter]) -> list[Letter]:
        """Return the letters sealed, as the build seals everything else."""
        from letterpress.build.bench import edition_time, seal_time

        when = seal_time(edition_time(self.project), self.bench.signer)
        return [
            replace(letter, pdf=printing.seal(letter.pdf, self.bench, when)) for letter in letters
        ]

    def _ruler(self) -> Any:
        """Return the ruler of this process: it remembers what it measured for an earlier group."""
        from letterpress.press import ruler as fit

        if not _rulers:
            _rulers.append(fit.Ruler(printing.Memory.of(self.bench, self.project).inks))
        return _rulers[0]

    def _composition(self, recipient: Recipient, lines: tuple[str, ...], ruler: Any) -> Any:
        from letterpress.layout.compose import compose

        edition = addressed(
            self.project.editions[recipient.language], replace(recipient, lines=lines)
        )
        options = replace(
            printing.options(self.bench, unsealed=False),
            duplex=self.duplex,
            names=census.in_copies(edition),
        )
        return compose(
            edition, self.layout, self.layout.sizes[0], ruler, options, self.project.sources.layouts
        )


def _shared(html: str) -> str:
    """Return what a letter has in common with those to others."""
    return _OWN.sub(r'\1\3', _ADDRESS.sub(r'\1', html))


def _own(html: str) -> tuple[str, ...] | None:
    """Return the texts of a letter's formulas; None where there is markup in one."""
    texts = [found[2] for found in _OWN.finditer(html)]
    return (
        None
        if any('<' in text for text in texts)
        else tuple(_BLANKS.sub(' ', unescape(text)).strip(' ') for text in texts)
    )


# ---- what goes with the letters ---------------------------------------------------------------------------------------


def mail(project: Project, made: Sequence[Letter]) -> dict[str, Artifact]:
    """Return the letters as files, by path below build/, with the ZIPs, the lists and the e-mails of each language."""
    found: dict[str, Artifact] = {}

    def add(
        path: str,
        language: str,
        media_type: str,
        data: bytes,
        pages: int | None = None,
        sealed: bool = False,
    ) -> None:
        name = path.rsplit('/', 1)[-1]
        found[path] = Artifact(
            path, 'letter', language, name, pages, 'a4' if pages else '', media_type, data, sealed
        )

    for language in sorted({letter.recipient.language for letter in made}):
        edition, folder = project.editions[language], f'filing/{language}'
        ours = sorted(
            (letter for letter in made if letter.recipient.language == language),
            key=lambda letter: (letter.recipient.body, mailing.letter_name(letter.recipient)),
        )  # as a folder lists them
        bodies: dict[str, dict[str, bytes]] = {}
        for letter in ours:
            name = mailing.letter_name(letter.recipient)
            add(
                f'{folder}/letters/{letter.recipient.body}/{name}',
                language,
                'application/pdf',
                letter.pdf,
                letter.pages,
                True,
            )
            bodies.setdefault(letter.recipient.body, {})[name] = letter.pdf
            if letter.recipient.delivery == 'email':
                text = mailing.email(edition, letter.recipient, edition.facts.filing.reference)
                add(
                    f'{folder}/e-mails/{letter.recipient.stem or letter.recipient.id}.txt',
                    language,
                    'text/plain',
                    text,
                )
        for body, files in bodies.items():
            add(f'{folder}/letters.{body}.zip', language, 'application/zip', archive.write(files))
        recipients = [letter.recipient for letter in ours]
        add(f'{folder}/addresses.csv', language, 'text/csv', mailing.addresses(recipients))
        add(f'{folder}/merge-log.csv', language, 'text/csv', log(ours))
    return found


def log(made: Iterable[Letter]) -> bytes:
    """Return the log of the letters as CSV (RFC 4180, UTF-8 with a mark, formulas disarmed), a row for each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\r\n')
    writer.writerow(COLUMNS)
    for letter in made:
        one = letter.recipient
        writer.writerow(
            [
                guarded(cell)
                for cell in (
                    one.id,
                    one.body,
                    mailing.letter_name(one),
                    hashlib.sha256(letter.pdf).hexdigest(),
                    str(letter.pages),
                    str(len(letter.pdf)),
                    one.delivery,
                    one.salutation,
                    letter.made,
                )
            ]
        )
    return ('\ufeff' + text.getvalue()).encode()


def told(made: Sequence[Letter]) -> tuple[str, ...]:
    """Return a line for each language: how many letters, where, how many had to be set by themselves."""
    lines = []
    for language in sorted({letter.recipient.language for letter in made}):
        ours = [letter for letter in made if letter.recipient.language == language]
        alone = sum(letter.made == ALONE for letter in ours)
        lines.append(
            f'{len(ours)} {"letter" if len(ours) == 1 else "letters"} to addressees in build/filing/{language}/letters, '
            f'{alone} of them set by {"itself" if alone == 1 else "themselves"}'
        )
    return tuple(lines)
