"""The way of a build: read, decide, compose and print, seal, bundle; each step only for what is not there already."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from letterpress.findings import errors, Exit, Finding, ordered, Place, Rejected
from letterpress.build import freshness, plan, store
from letterpress.world.files import leftovers, workshop
from letterpress.finishing.sealing.services import Terms
from letterpress.build.freshness import Row

if TYPE_CHECKING:
    from letterpress.finishing.keys.key import SealKey
    from letterpress.kit.artifact import Artifact
    from letterpress.build.plan import Wishes
    from letterpress.build.printing import LeftOut
    from letterpress.build.project import Project, Sources


CERTIFICATE = 'seal.pem'        # in build/: what readers need to trust the seal; never inside the kit that it judges


class Listener(Protocol):
    """Who is told how a build goes."""

    def begin(self, total: int) -> None: ...
    def made(self, row: Row) -> None: ...
    def step(self, text: str) -> None: ...


class Quiet:
    """A listener that says nothing."""

    def begin(self, total: int) -> None: ...
    def made(self, row: Row) -> None: ...
    def step(self, text: str) -> None: ...


@dataclass(frozen=True)
class Built:
    """What a build has to say at its end."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    paths: tuple[str, ...]      # relative to the project
    changed: bool               # False: everything was there already


def _nothing(step: str) -> None:
    """Take no notice of a checkpoint."""


@dataclass(frozen=True)
class Bench:
    """What a build works with: where it is, how many hands, which key, who listens."""

    base: Path
    signer: SealKey
    workers: int = 0            # 0: one for each core
    deadline: float = 60.0
    listener: Listener = field(default_factory=Quiet)
    checkpoint: Callable[[str], None] = _nothing    # told the name of each step; the tests kill the process there
    terms: Terms = Terms()      # how long the seals shall last
    field: str = 'Seal'
    place: Path | None = None   # of the cache, where it is not where it was named

    @property
    def sealing(self) -> str:
        """Return what makes a seal another one, besides the document: who seals, and how."""
        return self.signer.sha256 if self.terms.level == 'B-B' and self.field == 'Seal' else ' '.join(
            (self.signer.sha256, self.terms.level, self.field))

    @property
    def build(self) -> Path:
        return self.base / 'build'

    @property
    def cache(self) -> Path:
        return self.place or workshop.cache_folder(self.base)


def build(bench: Bench, wishes: Wishes) -> Built:
    """Make what is wished for and return what was made.

    Raises Rejected with every finding when anything is an error; nothing of build/ has changed then.
    """
    from letterpress.finishing.keys import key as keys
    from letterpress.build import project as projects
    soon = keys.ending(bench.signer, workshop.now(), 'the seal key')        # by the clock: never remembered
    with workshop.locked(bench.build), store.opened(bench.base, bench.signer.draft) as (place, said):
        bench, soon = replace(bench, place=place), (*soon, *said)
        workshop.recover(bench.build / 'kit')
        for folder in ('pdf', 'filing'):
            leftovers.sweep(bench.build / folder)
        sources = projects.gather(bench.base)
        now = freshness.inputs(sources.all, repr(wishes), bench.sealing)
        state = freshness.unchanged(bench.cache, bench.build, repr(wishes), now)
        if state is not None:
            return Built(state.rows, ordered((*soon, *state.findings)), state.notes, _paths(state.outputs), changed=False)
        built = _build(bench, wishes, sources, now)
        return replace(built, findings=ordered((*soon, *built.findings)))


def _paths(outputs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths a person is told: the PDFs, and the kit as one."""
    kit = ('build/kit/index.html',) if any(path.startswith('kit/') for path in outputs) else ()
    return (*(f'build/{path}' for path in sorted(outputs) if path.startswith(('pdf/', 'filing/')) and '/letters/' not in path
              and '/e-mails/' not in path), *kit)


def _build(bench: Bench, wishes: Wishes, sources: Sources, now: str) -> Built:
    from letterpress.finishing.keys import key as keys
    from letterpress.build import printing
    from letterpress.build import project as projects
    from letterpress.build import local
    from letterpress.build.project import NOTHING
    reading = local.aside(lambda: replace(projects.read(sources, release=wishes.release, base=bench.base), sources=NOTHING))
    printing.load(bench)        # a third of a second each: one core reads the project while the other imports the engine
    project = replace(reading(), sources=sources)      # four megabytes that need not cross a pipe
    if not project.sound:
        raise Rejected(project.findings)
    plan.checked(wishes, project.editions.keys(), {layout.name for layout in project.layouts})
    jobs = plan.jobs(project.editions.values(), project.layouts, wishes)
    if wishes.release and bench.signer.draft:
        raise Rejected(Finding(Place(), 'LP512', 'a release cannot be sealed with the public draft key',
                               'Name your key with --key, or make one: letterpress key new seal.p12'), Exit.SEAL)
    strange = _other_key(project, bench.signer)
    bench.listener.begin(len(jobs))
    texts: list[Artifact] = []

    def meanwhile() -> None:
        if wishes.kit:
            from letterpress.kit import bundle, pages
            texts.extend(bundle.texts_of(project.editions, sources.layouts, bench.signer.draft))
            pages.prepare(sources.layouts)
    printed, findings, left_out = printing.print_all(bench, project, jobs, wishes, meanwhile)
    found = ordered((*project.findings, *strange, *findings))
    if wrong := errors(found):
        raise Rejected(found, Exit.SEAL if all(one.code.startswith(('LP55', 'LP56')) for one in wrong) else Exit.FINDINGS)
    bench.checkpoint('printed')

    documents = {row.path: artifact for row, artifact in printed}
    notes: list[str] = []
    kit = {}
    if wishes.kit:          # made before anything is written: its pages can be wrong too
        bench.listener.step('kit')
        kit = _kit(bench, project, tuple(documents.values()), texts, left_out)
    if wishes.filing and (recipients := plan.recipients(project.campaign, wishes)):
        from letterpress.kit import mailing
        from letterpress.build import mailing as merging
        bench.listener.step(f'letters to {len(recipients)} addressees')
        made, said = merging.letters(bench, project, recipients, duplex=wishes.duplex)
        found = ordered((*found, *said, *mailing.portals(recipients)))
        if errors(said):
            raise Rejected(found)
        documents |= merging.mail(project, made)
        notes += merging.told(made)
    if any(path.startswith('filing/') for path in documents):
        from letterpress.build import filing
        bench.listener.step('filing')
        found = ordered((*found, *filing.judged(project, documents)))
        documents |= filing.beside(project, documents, bench.signer.draft)
    for path, artifact in documents.items():
        target = bench.build / path
        if not target.is_file() or target.read_bytes() != artifact.data:
            workshop.write(target, artifact.data, durable='/letters/' not in path)
    bench.checkpoint('documents')
    folders: tuple[str, ...] = ()
    if wishes.filing:
        filing.sweep(bench.build, documents)
    if wishes.kit:
        _sweep(bench.build / 'pdf', {bench.build / path for path in documents})
        workshop.replace_tree(bench.build / 'kit', kit, lambda folder: _verify(folder, bench.signer), bench.checkpoint)
        folders = ('kit',)
    elif (bench.build / 'kit').exists():
        notes.append('The kit is as it was: it is written only when everything in it is built.')
    outputs = {path: artifact.sha256 for path, artifact in documents.items()}
    if not bench.signer.draft and (sealed := 'kit' if wishes.kit else next((path for path, one in sorted(documents.items()) if one.sealed), '')):
        certificate = keys.as_pem(bench.signer.certificate)
        workshop.write(bench.build / CERTIFICATE, certificate)
        outputs[CERTIFICATE] = hashlib.sha256(certificate).hexdigest()
        notes.append(f'As a reader checks it: letterpress verify build/{sealed} --trust build/{CERTIFICATE}')
    outputs |= freshness.outputs(bench.build, folders)
    rows = tuple(sorted((row for row, _ in printed), key=lambda row: row.path))
    freshness.remember(bench.cache, repr(wishes), freshness.State(
        now, outputs, found, tuple(Row(r.path, r.pages, r.bytes, 0.0, False) for r in rows), tuple(notes)))
    return Built(rows, found, tuple(notes), _paths(outputs), changed=True)


def _other_key(project: Project, signer: SealKey) -> tuple[Finding, ...]:
    """Return a warning (LP590) when a key seals that the campaign does not name among its own."""
    assert project.campaign is not None
    known = project.campaign.facts.trusted_seals
    if signer.draft or not known or signer.sha256 in known:
        return ()
    return (Finding(Place('content/campaign.yaml'), 'LP590', f'the key of “{signer.subject}” is none of those that the campaign seals with',
                    f'If it is the right one, add its certificate to seal: trusted_sha256: {signer.sha256}'),)


def _sweep(folder: Path, keep: set[Path]) -> None:
    """Remove the PDFs of documents that the campaign no longer has."""
    for path in sorted(folder.rglob('*.pdf')):
        if path not in keep and not re.search(r'\.(?:unsealed|sealed(?:-[\w-]+)?|renewed)\.pdf$', path.name):
            path.unlink()
    for path in sorted(folder.glob('*')):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def seal_time(project_date: datetime, signer: SealKey) -> datetime:
    """Return when a seal says it was made: a draft's is the edition's date (equal bytes everywhere), a real one's is now."""
    return project_date if signer.draft else workshop.now()


def edition_time(project: Project) -> datetime:
    """Return the edition's date as a time: midnight UTC."""
    assert project.campaign is not None
    day = project.campaign.facts.date
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def _kit(bench: Bench, project: Project, artifacts: tuple[Artifact, ...], texts: list[Artifact], left_out: Sequence[LeftOut]) -> dict[str, bytes]:
    from letterpress import __version__
    from letterpress.kit import bundle
    from letterpress.world import versions
    when = seal_time(edition_time(project), bench.signer)
    tool = {'name': 'letterpress', 'version': __version__, 'engine': f'WeasyPrint {versions.engines()["weasyprint"]}',
            'libraries': versions.natives()}
    facts = {'certificate_sha256': bench.signer.sha256, 'subject': bench.signer.subject, 'draft': bench.signer.draft,
             'level': bench.terms.level}
    return bundle.bundle(project.campaign, project.editions, artifacts, project.sources.layouts,
                         project.sources.fonts, tool, facts,
                         lambda data: _seal_detached(bench, data, when), texts,
                         tuple((one.name, one.language) for one in left_out))


def _seal_detached(bench: Bench, data: bytes, when: datetime) -> bytes:
    """Seal bytes, or remember how they were sealed: the draft key's time is the edition's, so most manifests stay."""
    from letterpress.finishing.sealing import seal
    kept, key = store.Cache(bench.cache), digest('detached', hashlib.sha256(data).hexdigest(), bench.signer.sha256, when.isoformat())
    entry = kept.get('sealed', key) if bench.signer.draft else None
    if entry:
        return entry[1]
    sealed = seal.seal_detached(data, bench.signer, when)
    if bench.signer.draft:
        kept.put('sealed', key, {}, sealed)
    return sealed


def _verify(folder: Path, signer: SealKey) -> None:
    """Refuse a kit that its own verifier does not accept, before anybody sees it."""
    from letterpress.finishing.judging.trust import Trust
    from letterpress.finishing.judging.verify import Answer
    from letterpress.kit import verify
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}
    verdict = verify.verify_kit(files, Trust.of((signer.sha256,)))
    if verdict.answer is not (Answer.DRAFT if signer.draft else Answer.VALID):
        raise Rejected(Finding(Place('build/kit'), 'LP601', f'the finished kit does not verify: {"; ".join(verdict.details)}',
                               'The previous kit is untouched. Build again; if it happens again, report it.'), Exit.SEAL)


def digest(*parts: str) -> str:
    """Return the SHA-256 of parts, kept apart."""
    return hashlib.sha256('\0'.join(parts).encode()).hexdigest()
