"""The kits of a build: put together, sealed, and judged by its own verifier before it is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.base.lengths import HOME
from letterpress.build.bench import Bench, digest, edition_time, seal_time
from letterpress.build.cache.store import Cache, Note
from letterpress.build.kits import brought, where
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.kit.artifact import Artifact

if TYPE_CHECKING:
    from letterpress.build.kits.halves import Half
    from letterpress.build.presswork.left_out import LeftOut
    from letterpress.build.project import Project
    from letterpress.finishing.keys.key import SealKey

HEAVY = 10_000_000  # bytes of a ZIP that can be sent
FACES = 'faces'  # of the cache: the typefaces of the kit's pages
SHELF = 'texts'  # of the cache: what a kit holds of a language besides its PDFs


def kits(
    bench: Bench,
    halves: Sequence[Half],
    artifacts: Sequence[Artifact],
    texts: Sequence[Sequence[Artifact]],
    left_out: Sequence[LeftOut],
) -> dict[str, dict[str, bytes]]:
    """Return each kit's folder below build/ with all its files by their path in it.

    `artifacts` are the documents of all kits, `texts` those of `kit.bundle.texts_of` for each;
    `left_out` are the sheets that are not there.
    """
    faces = _Faces(Cache(bench.cache))
    made = {
        half.folder: _kit(
            bench, half.project, half.documents(artifacts), own, half.left_out(left_out), faces
        )
        for half, own in zip(halves, texts, strict=True)
    }
    faces.forget()
    return made


def _kit(
    bench: Bench,
    project: Project,
    artifacts: Sequence[Artifact],
    texts: Sequence[Artifact],
    left_out: Sequence[LeftOut],
    faces: _Faces,
) -> dict[str, bytes]:
    """Return all files of a kit by their path in it."""
    from letterpress.kit import bundle

    assert project.campaign is not None
    when = seal_time(edition_time(project), bench.signer)
    return bundle.bundle(
        project.campaign,
        project.editions,
        [*artifacts, *_shop_notes(bench, project), *brought.artifacts(bench, project)],
        project.sources.layouts,
        project.sources.fonts,
        _tool(),
        _seal(bench),
        lambda data: _seal_detached(bench, data, when),
        texts,
        tuple((one.path, one.language) for one in left_out),
        project.layouts,
        project.look,
        faces,
    )


def room(
    bench: Bench,
    project: Project,
    language: str,
    documents: Sequence[Artifact],
    packed: Sequence[Artifact] | None = None,
    left_out: Sequence[LeftOut] = (),
) -> tuple[dict[str, bytes], list[Artifact]]:
    """Return what the room of one language shows, by its path in the kit, and its ZIPs.

    It is that of a kit in which nothing is sealed. `documents` are those of the language that are
    made so far; `packed` the ZIPs of an earlier room, to go on with for now; None: make them.
    """
    from letterpress.kit import bundle

    assert project.campaign is not None
    edition = project.editions[language]
    kept = Cache(bench.cache)
    made = bundle.bundle(
        project.campaign,
        project.editions,
        [
            *documents,
            *(one for one in _shop_notes(bench, project) if one.language == language),
            *brought.artifacts(bench, project),
        ],
        project.sources.layouts,
        project.sources.fonts,
        _tool(),
        _seal(bench),
        lambda data: b'',
        _texts_in(kept, bench, project, language, _keys_of_texts(bench, project)[language]),
        tuple((one.path, one.language) for one in left_out),
        project.layouts,
        project.look,
        _Faces(kept),
        language,
        packed,
    )
    if packed is None:
        kinds = bundle.PRESS, bundle.POSTERS
        names = [(kind, bundle.zip_name(edition, kind)) for kind in kinds]
        packed = [bundle.named(edition, kind, made[name]) for kind, name in names if name in made]
    return made, list(packed)


def _tool() -> dict[str, Any]:
    """Return what a manifest says of who made it."""
    from letterpress import __version__
    from letterpress.manuscript.roll.order import collation
    from letterpress.world import versions

    return {
        'name': 'letterpress',
        'version': __version__,
        'engine': f'WeasyPrint {versions.engines()["weasyprint"]}',
        'libraries': versions.natives(),
        'order': collation.identity(),
    }


def _seal(bench: Bench) -> dict[str, Any]:
    """Return what a manifest says of its seal."""
    return {
        'certificate_sha256': bench.signer.sha256,
        'subject': bench.signer.subject,
        'draft': bench.signer.draft,
        'level': bench.terms.level,
    }


class _Faces:
    """The shelf of the pages' typefaces: those that a build did not ask for are forgotten."""

    def __init__(self, cache: Cache):
        self._cache, self._asked = cache, set[str]()

    def get(self, key: str) -> tuple[Note, bytes] | None:
        """Return what was put there, None for nothing."""
        self._asked.add(key)
        return self._cache.get(FACES, key)

    def put(self, key: str, note: Note, data: bytes) -> None:
        """Keep a note and bytes."""
        self._cache.put(FACES, key, note, data)

    def forget(self) -> None:
        """Forget what nobody asked for."""
        self._cache.forget_all_but(FACES, self._asked)


def heavy(kit: Mapping[str, bytes], folder: str = where.KIT) -> list[Finding]:
    """Find the ZIPs that are too large to be sent and to be taken on the way (LP631)."""
    return [
        Finding(
            Place(f'{where.told(folder)}/{path}'),
            'LP631',
            f'the ZIP has {len(data) / 1e6:.1f} MB: mailboxes take {HEAVY // 10**6}',
            'most of it is pictures and files for print shops: leave out a layout or a size '
            '(kit in its layout.yaml), or send a link to the page',
        )
        for path, data in sorted(kit.items())
        if path.endswith('.zip') and len(data) > HEAVY
    ]


def _shop_notes(bench: Bench, project: Project) -> list[Artifact]:
    """Return what to tell the print shop, in each language, where the kit has a file for it.

    Raises Rejected LP617 as `project.print_shop`.
    """
    from letterpress.build import order
    from letterpress.build import project as projects
    from letterpress.kit.formats import shop_note

    assert project.campaign is not None
    wanted = project.campaign.facts.layouts
    sheets = {
        size.name: size
        for layout in project.layouts
        if layout.in_kit and layout.versions is not None
        if not wanted or layout.name in wanted
        for size in layout.sizes
        if size.name in layout.made and size.name not in (*HOME, *layout.pictures)
    }
    if not sheets:
        return []
    shop = projects.print_shop(order.STANDARD, bench.base, project.sources.content)
    by_size = sorted(sheets.values(), key=lambda size: size.width * size.height)
    notes = (shop_note.artifact(one, shop, by_size) for one in project.editions.values())
    return [note for note in notes if note]


def texts(bench: Bench, projects: Sequence[Project]) -> list[list[Artifact]]:
    """Return the texts of each language beside PDF (`kit.bundle.texts_of`), for each project.

    Those of a language that says what it said before are taken from the cache.
    """
    kept = Cache(bench.cache)
    asked: set[str] = set()
    found: list[list[Artifact]] = []
    for project in projects:
        own: list[Artifact] = []
        for language, key in _keys_of_texts(bench, project).items():
            own += _texts_in(kept, bench, project, language, key)
            asked.add(key)
        found.append(own)
    kept.forget_all_but(SHELF, asked)
    return found


def _texts_in(
    kept: Cache, bench: Bench, project: Project, language: str, key: str
) -> list[Artifact]:
    """Return a language's texts, from the cache where they are there by this key."""
    if entry := kept.get(SHELF, key):
        return _unpacked(*entry)
    made = _made(bench, project, language)
    kept.put(SHELF, key, *_packed(made))
    return made


def _keys_of_texts(bench: Bench, project: Project) -> dict[str, str]:
    """Return for each language a hash of all that may go into its texts."""
    from letterpress.world import versions

    house = hashlib.sha256()
    for path, data in (*project.sources.layouts.items(), *project.sources.fonts.items()):
        house.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    same = house.hexdigest(), str(bench.signer.draft), versions.tools(), repr(project.look)
    return {
        language: digest('texts', repr(edition), *same)
        for language, edition in project.editions.items()
    }


def _made(bench: Bench, project: Project, language: str) -> list[Artifact]:
    from letterpress.kit import bundle

    edition = {language: project.editions[language]}
    sources = project.sources
    return bundle.texts_of(
        edition, sources.layouts, bench.signer.draft, project.look, sources.fonts
    )


def _packed(artifacts: Sequence[Artifact]) -> tuple[Note, bytes]:
    """Return artefacts as a note and bytes that a cache can keep."""
    names = [field.name for field in fields(Artifact)]
    told = [
        {name: getattr(one, name) for name in names} | {'data': len(one.data)} for one in artifacts
    ]
    return {'files': told}, b''.join(one.data for one in artifacts)


def _unpacked(note: Note, data: bytes) -> list[Artifact]:
    """Return the artefacts that were packed."""
    found, start = [], 0
    for told in note['files']:
        end = start + told['data']
        found.append(Artifact(**{**told, 'data': data[start:end]}))
        start = end
    return found


def _seal_detached(bench: Bench, data: bytes, when: datetime) -> bytes:
    """Seal bytes, or remember how they were sealed.

    The draft key's time is the edition's, so most manifests stay.
    """
    from letterpress.finishing.sealing import seal

    kept = Cache(bench.cache)
    key = digest(
        'detached', hashlib.sha256(data).hexdigest(), bench.signer.sha256, when.isoformat()
    )
    entry = kept.get('sealed', key) if bench.signer.draft else None
    if entry:
        return entry[1]
    sealed = seal.seal_detached(data, bench.signer, when)
    if bench.signer.draft:
        kept.put('sealed', key, {}, sealed)
    return sealed


def verify(folder: Path, signer: SealKey, told: str = f'build/{where.KIT}') -> None:
    """Refuse a kit that its own verifier does not accept; `told` is how a person knows it.

    Raises Rejected LP601.
    """
    from letterpress.finishing.judging.trust import Trust
    from letterpress.finishing.judging.verdict import Answer
    from letterpress.kit import verify

    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob('*'))
        if path.is_file()
    }
    verdict = verify.verify_kit(files, Trust.of((signer.sha256,)))
    if verdict.answer is (Answer.DRAFT if signer.draft else Answer.VALID):
        return
    raise Rejected(
        Finding(
            Place(told),
            'LP601',
            f'the finished kit does not verify: {"; ".join(verdict.details)}',
            'the previous kit is untouched; build again; if it happens again, report it',
        ),
        Exit.SEAL,
    )
