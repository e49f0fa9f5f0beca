"""The way of a build: read, decide, compose and print, seal, bundle.

Each step is taken only for what is not there already.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.build import freshness, plan
from letterpress.build.bench import Bench
from letterpress.build.cache import store
from letterpress.build.freshness import Row
from letterpress.build.kits import halves, made_of, where
from letterpress.findings import Exit, Finding, Place, Rejected, errors, ordered
from letterpress.values import dataclass
from letterpress.world import clock
from letterpress.world.files import exchange, leftovers, lock, writing

if TYPE_CHECKING:
    from letterpress.build.plan import Wishes
    from letterpress.build.project import Project, Sources
    from letterpress.finishing.keys.key import SealKey
    from letterpress.kit.artifact import Artifact


CERTIFICATE = 'seal.pem'  # in build/: what readers need to trust the seal; never inside the kit
PASSING = 'LP416'  # said of a worker that was refused today: nothing to remember
_DOOR = re.compile(r'(?:[a-z]+|embargoed/[a-z0-9]+)/index\.html')
_APART = re.compile(r'\.(?:unsealed|sealed(?:-[\w-]+)?|renewed)\.pdf$')  # made by other commands


@dataclass(frozen=True)
class Built:
    """What a build has to say at its end."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    paths: tuple[str, ...]  # relative to the project
    changed: bool  # False: everything was there already


@dataclass
class _Made:
    """What a build has made and is about to write, with all that there is to say of it."""

    documents: dict[str, Artifact]  # by path below build/
    kits: dict[str, dict[str, bytes]]  # by folder and path in it; none: kits stay as they are
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    notes: list[str]
    passing: list[str]  # notes that the next build need not repeat
    kit_folders: tuple[str, ...]  # of build/, that hold documents of the kit and nothing else
    filed: bool  # whether all that goes to bodies and addressees was made
    lacking: frozenset[str]  # paths below build/ of sheets that were left out, or made on another


def build(bench: Bench, wishes: Wishes) -> Built:
    """Make what is wished for and return what was made.

    Raises Rejected with every finding when anything is an error; nothing of build/ has changed
    then.
    """
    from letterpress.build import project as projects
    from letterpress.finishing.keys.fitness import ending

    # by the clock: never remembered
    soon = ending(bench.signer, clock.now(), 'the seal key')
    with (
        lock.locked(bench.build),
        store.opened(bench.base, bench.signer.draft) as (place, said),
    ):
        bench = replace(bench, place=place)
        where.recover(bench.build)
        for folder in bench.build.iterdir():
            if not folder.name.startswith('.'):  # the cache looks after itself
                leftovers.sweep(folder)
        sources = projects.gather(bench.base)
        now = freshness.inputs(sources.all, repr(wishes), bench.sealing)
        state = freshness.unchanged(bench.cache, bench.build, repr(wishes), now)
        if state is not None:
            found = ordered((*soon, *said, *state.findings))
            return Built(state.rows, found, state.notes, _paths(state.outputs), changed=False)
        built = _build(bench, wishes, sources, now)
        return replace(built, findings=ordered((*soon, *said, *built.findings)))


def _paths(outputs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths a person is told: the PDFs, and the kit as one."""
    alone = tuple(
        f'build/{path}'
        for path in sorted(outputs)
        if path != CERTIFICATE
        and not where.of_a_kit(path)
        and '/letters/' not in path
        and '/e-mails/' not in path
    )
    doors = [path for path in sorted(outputs) if where.of_a_kit(path) and _DOOR.fullmatch(path)]
    # that of an embargoed kit is nobody's who reads what a CI prints
    told = [where.told(one) if where.hidden(one) else f'build/{one}' for one in doors]
    return (*alone, *told)


def _build(bench: Bench, wishes: Wishes, sources: Sources, now: str) -> Built:
    project = _read(bench, wishes, sources)
    made = _make(bench, wishes, project)
    outputs = _write(bench, wishes, project, made)
    lasting = tuple(one for one in made.findings if one.code != PASSING)
    # in the next build nothing is fresh, and nothing took any time
    rows = tuple(Row(row.path, row.pages, row.bytes, 0.0, False) for row in made.rows)
    freshness.remember(
        bench.cache,
        repr(wishes),
        freshness.State(now, outputs, lasting, rows, tuple(made.notes)),
    )
    return Built(
        made.rows, made.findings, (*made.notes, *made.passing), _paths(outputs), changed=True
    )


def _read(bench: Bench, wishes: Wishes, sources: Sources) -> Project:
    """Read the project in another process while this one imports what prints it."""
    from letterpress.build import printing
    from letterpress.build import project as projects
    from letterpress.build.project import NOTHING
    from letterpress.build.workers.aside import aside

    def read() -> Project:
        found = projects.read(sources, release=wishes.release, base=bench.base)
        return replace(found, sources=NOTHING)  # four megabytes that need not cross a pipe

    plan.refuse_targets(wishes, sources.layouts)  # a word that is misspelt is told at once
    projects.prepare()  # once for both
    reading = aside(read)
    printing.load(bench)
    for _ in _warm(bench, wishes, sources):
        if reading.ready:
            break
    project = replace(reading(), sources=sources)
    if not project.sound:
        raise Rejected(project.findings)
    return project


def _warm(bench: Bench, wishes: Wishes, sources: Sources) -> Iterator[None]:
    """Do ahead, a little at a time, what will be needed: while the project is read."""
    from letterpress.build import printing
    from letterpress.build.stages import seals

    yield from printing.warm(bench, sources)
    if wishes.kit:  # else perhaps nothing is sealed
        seals.warm()
        yield


def _make(bench: Bench, wishes: Wishes, project: Project) -> _Made:
    """Make everything, in memory. Raises Rejected when anything is an error."""
    from letterpress.build import bundling, printing

    layouts = project.sources.layouts
    waiting = project.campaign.facts.waiting if project.campaign else ()
    plan.checked(wishes, project.editions.keys(), project.layouts, waiting)
    to = project.campaign.recipients if project.campaign else ()
    kits = halves.halves(project, bench.base, wishes.kit)
    spoken = kits[-1].project  # what is filed or printed alone outlives an embargo
    held = kits[0].project.editions.values() if kits[0].embargoed else ()
    orders = plan.orders(spoken.editions.values(), project.layouts, wishes, to, held)
    if wishes.release and bench.signer.draft:
        raise Rejected(_draft_release(), Exit.SEAL)
    strange = _other_key(project, bench.signer)
    bench.listener.begin(sum(order.count for order in orders))
    texts: list[list[Artifact]] = []

    def meanwhile() -> None:
        if wishes.kit:
            from letterpress.build.stages import seals
            from letterpress.kit.room import pages

            seals.warm()  # for the kit, and for who seals documents where that comes after this
            texts.extend(bundling.texts(bench, [one.project for one in kits]))
            pages.prepare(layouts, project.editions)

    printed, findings, left_out = printing.print_all(bench, project, orders, wishes, meanwhile)
    found = ordered((*project.findings, *strange, *findings))
    if wrong := errors(found):
        raise Rejected(found, _exit_of(wrong))
    bench.checkpoint('printed')
    documents = {row.path: artifact for row, artifact in printed}
    made_kits = {}
    if wishes.kit:
        bench.listener.step('kit')
        made_kits = bundling.kits(bench, kits, tuple(documents.values()), texts, left_out)
        last = kits[-1].folder  # of both the same ZIPs are heavy
        found = ordered((*found, *bundling.heavy(made_kits[last], last)))
    rows = tuple(sorted((row for row, _ in printed), key=lambda row: row.path))
    filed = plan.files(wishes, project.layouts)
    lacking = {path for order in orders for path in order.files} - documents.keys()
    made = _Made(
        documents,
        made_kits,
        rows,
        found,
        [],
        [],
        plan.kit_folders(project.layouts),
        filed,
        frozenset(lacking),
    )
    if filed:
        _address(bench, wishes, spoken, made)
    _file(bench, spoken, made)
    return made


def _exit_of(wrong: Sequence[Finding]) -> Exit:
    """Return the exit code of a build that these errors stopped."""
    sealing = all(one.code.startswith(('LP55', 'LP56')) for one in wrong)
    return Exit.SEAL if sealing else Exit.FINDINGS


def _address(bench: Bench, wishes: Wishes, project: Project, made: _Made) -> None:
    """Add a letter for each addressee, and what goes with the letters."""
    assert project.campaign is not None
    recipients = plan.recipients(project.campaign, wishes)
    if not recipients:
        return
    from letterpress.build import mailed
    from letterpress.build import mailing as merging
    from letterpress.kit import mailing
    from letterpress.kit.sending import merge

    bench.listener.step(f'letters to {len(recipients)} addressees')
    letters, said = merging.letters(bench, project, recipients, duplex=wishes.duplex)
    on_paper = mailing.on_paper(recipients)
    copies, more = merging.letters(bench, project, on_paper, duplex=True, paper=True)
    said = list(dict.fromkeys((*said, *more)))
    reached = (*mailing.portals(recipients), *merge.judged(recipients))
    made.findings = ordered((*made.findings, *said, *reached))
    if errors(said):
        raise Rejected(made.findings)
    made.documents |= mailed.mail(project, letters, copies)
    made.notes += mailed.told(letters)


def _file(bench: Bench, project: Project, made: _Made) -> None:
    """Add what lies beside a packet that is filed, and judge the packet by its bodies' rules."""
    from letterpress.build import filing

    if not filing.packets(project, made.documents):
        return
    bench.listener.step('filing')
    made.findings = ordered((*made.findings, *filing.judged(project, made.documents)))
    made.documents |= filing.beside(project, made.documents, bench.signer.draft)


def _write(bench: Bench, wishes: Wishes, project: Project, made: _Made) -> dict[str, str]:
    """Write what was made into build/. Returns the SHA-256 of every file that is this build's."""
    from letterpress.build import bundling, filing
    from letterpress.kit import manifest

    for path, artifact in made.documents.items():
        target = bench.build / path
        if not target.is_file() or target.read_bytes() != artifact.data:
            writing.write(target, artifact.data, durable='/letters/' not in path)
    for path in sorted(made.lacking):  # what an earlier build made of it says what no longer holds
        (bench.build / path).unlink(missing_ok=True)
    bench.checkpoint('documents')
    if made.filed:
        filing.sweep(bench.build, made.documents)
    folders: tuple[str, ...] = ()
    if wishes.kit:
        for folder in made.kit_folders:
            _sweep(bench.build / folder, {bench.build / path for path in made.documents})
        for name, files in made.kits.items():
            final = bench.build / name
            final.parent.mkdir(exist_ok=True)
            exchange.replace_tree(
                final,
                files,
                partial(bundling.verify, signer=bench.signer, told=where.told(name)),
                bench.checkpoint,
            )
        folders = tuple(made.kits)
        manifests = {name: files[manifest.NAME] for name, files in made.kits.items()}
        made_of.write(bench.build, bench.base, project, manifests)
        made.passing += where.set_aside(bench.build, folders)
    elif where.standing(bench.build):
        made.notes.append(
            'The kit is as it was: it is written only when everything in it is built.'
        )
    outputs = {path: artifact.sha256 for path, artifact in made.documents.items()}
    outputs |= _certificate(bench, wishes, made)
    return outputs | freshness.outputs(bench.build, folders)


def _certificate(bench: Bench, wishes: Wishes, made: _Made) -> dict[str, str]:
    """Write the certificate beside what a real key sealed. Returns its SHA-256 by its name."""
    from letterpress.finishing.keys import pem

    by_name = sorted(made.documents.items())
    kits = list(made.kits)  # the one for everybody is the last
    sealed = kits[-1] if kits else next((path for path, one in by_name if one.sealed), '')
    if bench.signer.draft or not sealed:
        return {}
    certificate = pem.wrapped(bench.signer.certificate)
    writing.write(bench.build / CERTIFICATE, certificate)
    made.notes.append(
        f'As a reader checks it: letterpress verify build/{sealed} --trust build/{CERTIFICATE}'
    )
    return {CERTIFICATE: hashlib.sha256(certificate).hexdigest()}


def _draft_release() -> Finding:
    return Finding(
        Place(),
        'LP512',
        'a release cannot be sealed with the public draft key',
        'name your key with --key, or make one: letterpress key new seal.p12',
    )


def _other_key(project: Project, signer: SealKey) -> tuple[Finding, ...]:
    """Return a warning (LP590) when a key seals that the campaign does not name among its own."""
    assert project.campaign is not None
    known = project.campaign.facts.trusted_seals
    if signer.draft or not known or signer.sha256 in known:
        return ()
    return (
        Finding(
            Place('content/campaign.yaml'),
            'LP590',
            f'the key of “{signer.subject}” is none of those that the campaign seals with',
            f'if it is the right one, add its certificate to seal: trusted_sha256: {signer.sha256}',
        ),
    )


def _sweep(folder: Path, keep: set[Path]) -> None:
    """Remove the PDFs, pictures and pages of documents that the campaign no longer has."""
    for path in sorted(
        one for kind in ('pdf', 'png', 'webp', 'html') for one in folder.rglob(f'*.{kind}')
    ):
        if path not in keep and not _APART.search(path.name):
            path.unlink()
    for path in sorted(folder.glob('*')):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
