"""The filing packet's other files, beside the PDF that is filed.

They are the letter for the browser, the roll as data, and the log of the seals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Finding
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.filing import judgement
from letterpress.manuscript.model import KINDS
from letterpress.manuscript.roll import files as roll_files

if TYPE_CHECKING:
    from letterpress.build.project import Project

FOLDER = 'filing'


def judged(project: Project, documents: Mapping[str, Artifact]) -> Iterator[Finding]:
    """Find what bodies do not accept and only the finished packets show.

    Also packets of translations that nobody adopted.
    """
    assert project.campaign is not None
    filed = {
        path: artifact
        for path, artifact in sorted(documents.items())
        if path.startswith(f'{FOLDER}/') and artifact.kind == 'packet'
    }
    for path, artifact in filed.items():
        if path.endswith('.paper.pdf'):
            continue
        yield from judgement.packet(
            project.campaign, artifact.language, artifact.size, artifact.pages or 0, artifact.paper
        )
    languages = {artifact.language for artifact in filed.values()}
    yield from judgement.translations(project.campaign, languages)


def beside(project: Project, documents: Mapping[str, Artifact], draft: bool) -> dict[str, Artifact]:
    """Return what lies beside the packets among the documents, by path below build/.

    The data are the very bytes that the packet holds and whose SHA-256 its cover prints; the web
    page says what the packet's letter and annex say, and bears the mark of a draft when `draft`.
    Raises Rejected as `twin.twin`.
    """
    from letterpress.kit.formats import twin

    found: dict[str, Artifact] = {}
    for language in sorted(_languages(documents)):
        edition = project.editions[language]
        folder = f'{FOLDER}/{language}'
        filed = [one for path, one in documents.items() if path.startswith(f'{folder}/')]
        packet = f'packet.{language}.pdf'
        page = twin.twin(edition, project.sources.layouts, draft, packet, KINDS)
        table = roll_files.to_csv(edition.signatories)
        data = roll_files.to_json(edition.signatories, edition.facts.edition, edition.facts.date)
        for name, media_type, content in (
            (f'letter.{language}.html', 'text/html', page),
            ('signatories.csv', 'text/csv', table),
            ('signatories.json', 'application/json', data),
            ('seal-log.csv', 'text/csv', _log(filed, folder)),
        ):
            path = f'{folder}/{name}'
            found[path] = Artifact(path, 'filing', language, name, None, '', media_type, content)
    return found


def _log(filed: Sequence[Artifact], folder: str) -> bytes:
    """Return the log of the seals of what is filed in a folder, as CSV."""
    from letterpress.finishing.judging import verify
    from letterpress.finishing.sealing import log as seal_log

    return seal_log.to_csv(
        line
        for artifact in filed
        if artifact.sealed
        for line in seal_log.lines(
            artifact.path.removeprefix(f'{folder}/'),
            artifact.data,
            verify.verify_pdf(artifact.data),
        )
    )


def _languages(documents: Mapping[str, Artifact]) -> set[str]:
    """Return the languages in which something is filed."""
    return {one.language for path, one in documents.items() if path.startswith(f'{FOLDER}/')}


def sweep(build: Path, documents: Mapping[str, Artifact]) -> None:
    """Remove the letters, e-mails and ZIPs of addressees that the campaign no longer has.

    Only in the languages just made.
    """
    for language in _languages(documents):
        folder = build / FOLDER / language
        letters, archives, mails = (
            folder.glob('letters/*/*.pdf'),
            folder.glob('letters.*.zip'),
            folder.glob('e-mails/*.txt'),
        )
        for path in sorted((*letters, *archives, *mails)):
            if path.relative_to(build).as_posix() not in documents:
                path.unlink()
        for empty in sorted((*folder.glob('letters/*'), folder / 'letters', folder / 'e-mails')):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()
