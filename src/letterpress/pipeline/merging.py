"""A letter for each addressee: those who share words and length of address are set together, and all that goes with them.

Below `build/filing/<lang>/`: `letters/<body>/`, a ZIP for each body, the addresses for the envelope printer, the cover
e-mails, and a log that says of each letter how it was made.
"""
from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.kit import archive, mailing
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.edition import addressed
from letterpress.manuscript.roll_files import guarded
from letterpress.pipeline import plan, printing, workshop
from letterpress.pipeline.workers import Lane, Pool, Task

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Recipient
    from letterpress.pipeline.build import Bench
    from letterpress.pipeline.project import Project

FEW = 20                # letters that one task sets one after the other
LETTER = 'letter'       # the layout, where a project has several of the kind
COLUMNS = ('id', 'body', 'file', 'sha256', 'pages', 'bytes', 'delivery', 'salutation', 'made')
MERGED, ALONE = 'merged', 'set by itself'       # how a letter was made
_ADDRESS = re.compile(r'(<address\b[^>]*>).*?</address>', re.DOTALL)


@dataclass(frozen=True)
class Letter:
    """The letter of an addressee, and how it was made."""

    recipient: Recipient
    pdf: bytes
    pages: int
    made: str


@dataclass(frozen=True)
class _Group:
    """Addressees whose letters may differ in the lines of the address only. `whole`: each is to be set by itself."""

    recipients: tuple[Recipient, ...]
    whole: bool = False


def groups(recipients: Iterable[Recipient]) -> tuple[_Group, ...]:
    """Return the addressees by what their letters have in common, the largest group first."""
    found: dict[tuple, list[Recipient]] = {}
    for one in recipients:
        found.setdefault((one.language, one.lines_language, one.salutation, one.closing, len(one.lines)), []).append(one)
    return tuple(_Group(tuple(group), len(group) == 1) for group in sorted(found.values(), key=len, reverse=True))


def letters(bench: Bench, project: Project, recipients: Sequence[Recipient], *, duplex: bool = False,
            sealed: bool = True) -> tuple[list[Letter], list[Finding]]:
    """Return the letters in the order of the addressees, and the findings of all, each said once.

    `printing.load` must have been called. duplex: an odd number of pages is made even. The letters of a finding that is
    an error are not there.
    """
    layout = _layout(project.layouts)
    setter = _Setter(bench, project, layout, duplex, sealed)
    made: dict[str, Letter] = {}
    findings: list[Finding] = []
    waiting = groups(recipients)
    later = sealed and bench.terms.level != 'B-B'      # then authorities are asked, which takes seconds a letter
    with Pool(bench.deadline) as pool:
        workers = bench.workers or workshop.cores()
        if sealed:
            from letterpress.finishing import seal
            seal.warm()
        pool.open(Lane('letters', setter.set, min(workers, len(recipients))))
        if later:
            pool.open(Lane('seal', lambda letter: replace(letter, pdf=setter.seal(letter.pdf)), *printing.sealers(bench, len(recipients))))
        for group in waiting:
            pool.submit(_task(group))
        for outcome in pool.outcomes():
            findings += outcome.findings
            if outcome.value is None:
                continue
            if outcome.task.lane == 'seal':
                made[outcome.value.recipient.id] = outcome.value
                continue
            done, left, said = outcome.value
            findings += said
            for n in range(0, len(left), FEW):
                pool.submit(_task(_Group(tuple(left[n:n + FEW]), whole=True)))
            for letter in done:
                if later:
                    pool.submit(Task(f'the letter to {letter.recipient.id}', 'seal', letter, letter.recipient.place))
                else:
                    made[letter.recipient.id] = letter
    return [made[one.id] for one in recipients if one.id in made], list(dict.fromkeys(findings))


def _task(group: _Group) -> Task:
    first = group.recipients[0]
    return Task(f'the letter to {first.id}', 'letters', group, first.place)


def _layout(layouts: Iterable[Layout]) -> Layout:
    """Return the layout of the letters. Raises Rejected LP720 where there is none."""
    found = sorted((layout for layout in layouts if layout.kind == 'letter'), key=lambda one: (one.name != LETTER, one.name))
    if not found:
        raise Rejected(Finding(Place('layouts'), 'LP720', 'there is no layout of a letter to send to the addressees',
                               f'Put layouts/{LETTER} back, or remove your own to use the one that letterpress brings.'))
    return found[0]


@dataclass(frozen=True)
class _Setter:
    """Sets and seals letters, in a worker."""

    bench: Bench
    project: Project
    layout: Layout
    duplex: bool
    sealed: bool

    def set(self, group: _Group) -> tuple[list[Letter], list[Recipient], list[Finding]]:
        """Return letters, the addressees that must be set by themselves, and what was found."""
        from letterpress.press import engine, fit, merge
        ruler = fit.Ruler(printing.Memory.of(self.bench, self.project).inks)
        files, families = self.project.sources.layouts, self.project.typefaces
        if group.whole:
            done, found = [], []
            for one in group.recipients:
                proof = engine.render(self._composition(one, one.lines, ruler), files, families)
                found += proof.findings
                done.append(self._letter(one, proof.pdf, proof.pages, ALONE))
            return done, [], found
        first = group.recipients[0]
        probe = self._composition(first, merge.probes(len(first.lines)), ruler)
        widest = max(group.recipients, key=lambda one: max(map(len, one.lines)))
        if _without_address(probe.html) != _without_address(self._composition(widest, widest.lines, ruler).html):
            return [], list(group.recipients), []       # this layout lets the address decide about more than itself
        mould, found = merge.mould(probe, [one.lines for one in group.recipients], files, families)
        if mould is None:
            return [], list(group.recipients), []
        done = [self._letter(one, mould.letter(one.lines), mould.proof.pages, MERGED)
                for one in group.recipients if one.lines in mould.fillings]
        return done, [one for one in group.recipients if one.lines not in mould.fillings], list(found)

    def seal(self, pdf: bytes) -> bytes:
        """Return the sealed letter, as the build seals every other."""
        from letterpress.pipeline.build import edition_time, seal_time
        return printing.seal(pdf, self.bench, seal_time(edition_time(self.project), self.bench.signer))

    def _letter(self, recipient: Recipient, pdf: bytes, pages: int, made: str) -> Letter:
        at_once = self.sealed and self.bench.terms.level == 'B-B'
        return Letter(recipient, self.seal(pdf) if at_once else pdf, pages, made)

    def _composition(self, recipient: Recipient, lines: tuple[str, ...], ruler: Any) -> Any:
        from letterpress.layout.compose import compose
        edition = addressed(self.project.editions[recipient.language], replace(recipient, lines=lines))
        options = replace(printing.options(self.bench, unsealed=False), duplex=self.duplex)
        return compose(edition, self.layout, self.layout.sizes[0], ruler, options, self.project.sources.layouts)


def _without_address(html: str) -> str:
    return _ADDRESS.sub(r'\1', html)


# ---- what goes with the letters ---------------------------------------------------------------------------------------

def mail(project: Project, made: Sequence[Letter]) -> dict[str, Artifact]:
    """Return the letters as files, by path below build/, with the ZIPs, the lists and the e-mails of each language."""
    found: dict[str, Artifact] = {}

    def add(path: str, language: str, media_type: str, data: bytes, pages: int | None = None, sealed: bool = False) -> None:
        name = path.rsplit('/', 1)[-1]
        found[path] = Artifact(path, 'letter', language, name, pages, 'a4' if pages else '', media_type, data, sealed)

    for language in sorted({letter.recipient.language for letter in made}):
        edition, folder = project.editions[language], f'filing/{language}'
        ours = [letter for letter in made if letter.recipient.language == language]
        bodies: dict[str, dict[str, bytes]] = {}
        for letter in ours:
            name = mailing.letter_name(letter.recipient)
            add(f'{folder}/letters/{letter.recipient.body}/{name}', language, 'application/pdf', letter.pdf, letter.pages, True)
            bodies.setdefault(letter.recipient.body, {})[name] = letter.pdf
            if letter.recipient.delivery == 'email':
                text = mailing.email(edition, letter.recipient, edition.facts.filing.reference)
                add(f'{folder}/e-mails/{letter.recipient.id}.txt', language, 'text/plain', text)
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
        writer.writerow([guarded(cell) for cell in (
            one.id, one.body, mailing.letter_name(one), hashlib.sha256(letter.pdf).hexdigest(), str(letter.pages),
            str(len(letter.pdf)), one.delivery, one.salutation, letter.made)])
    return ('\ufeff' + text.getvalue()).encode()


def told(made: Sequence[Letter]) -> tuple[str, ...]:
    """Return a line for each language: how many letters, where, how many had to be set by themselves."""
    lines = []
    for language in sorted({letter.recipient.language for letter in made}):
        ours = [letter for letter in made if letter.recipient.language == language]
        alone = sum(letter.made == ALONE for letter in ours)
        lines.append(f'{len(ours)} {"letter" if len(ours) == 1 else "letters"} to addressees in build/filing/{language}/letters, '
                     f'{alone} of them set by {"itself" if alone == 1 else "themselves"}')
    return tuple(lines)
