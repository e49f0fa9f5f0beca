"""The filing packet's other files, beside the PDF that is filed.

They are the letter for the browser, the roll as data, and the log of the seals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Finding
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.filing import judgement
from letterpress.manuscript.model import KINDS
from letterpress.manuscript.roll import files as roll_files

if TYPE_CHECKING:
    from letterpress.build.project import Project

FOLDER = 'filing'  # of build/: where the letters to addressees lie


def packets(project: Project, documents: Mapping[str, Artifact]) -> dict[str, Artifact]:
    """Return those documents that are filed with bodies, by path below build/, sorted."""
    filed = {layout.name for layout in project.layouts if layout.filed}
    return {path: one for path, one in sorted(documents.items()) if one.kind in filed}


def judged(project: Project, documents: Mapping[str, Artifact]) -> Iterator[Finding]:
    """Find what bodies do not accept and only the finished packets show.

    Also packets of translations that nobody adopted.
    """
    assert project.campaign is not None
    found = packets(project, documents).values()
    for packet in found:
        if packet.sealed:  # the copy on paper is not sent as a file
            yield from judgement.packet(
                project.campaign, packet.language, packet.size, packet.pages or 0, packet.paper
            )
    yield from judgement.translations(project.campaign, {packet.language for packet in found})


def beside(project: Project, documents: Mapping[str, Artifact], draft: bool) -> dict[str, Artifact]:
    """Return what lies beside the packets among the documents, by path below build/.

    The data are the very bytes that the packet holds and whose SHA-256 its cover prints; the web
    page says what the packet's letter and annex say, and bears the mark of a draft when `draft`.
    Raises Rejected as `twin.twin`.
    """
    from letterpress.kit.formats import twin

    found: dict[str, Artifact] = {}
    for path, packet in packets(project, documents).items():
        if not packet.sealed:
            continue
        folder, _, name = path.rpartition('/')
        language = packet.language
        edition = project.editions[language]
        sources, seen = project.sources, project.look
        page = twin.twin(edition, sources.layouts, draft, name, KINDS, seen, sources.fonts)
        table = roll_files.to_csv(edition.signatories)
        data = roll_files.to_json(edition.signatories, edition.facts.edition, edition.facts.date)
        for beside, media_type, content in (
            (f'letter.{language}.html', 'text/html', page),
            ('signatories.csv', 'text/csv', table),
            ('signatories.json', 'application/json', data),
            ('seal-log.csv', 'text/csv', _log(documents, folder)),
        ):
            where = f'{folder}/{beside}'
            found[where] = Artifact(
                where, 'filing', language, beside, None, '', media_type, content
            )
    return found


def _log(documents: Mapping[str, Artifact], folder: str) -> bytes:
    """Return the log of the seals of all that lies in a folder, as CSV."""
    from letterpress.finishing.judging import verify
    from letterpress.finishing.sealing import log as seal_log

    return seal_log.to_csv(
        line
        for path, document in documents.items()
        if path.startswith(f'{folder}/') and document.sealed
        for line in seal_log.lines(
            path.removeprefix(f'{folder}/'), document.data, verify.verify_pdf(document.data)
        )
    )


def sweep(build: Path, documents: Mapping[str, Artifact]) -> None:
    """Remove letters, e-mails, ZIPs and print jobs that are of no addressee or body any more.

    Only in the languages just made.
    """
    start = f'{FOLDER}/'
    languages = {one.language for path, one in documents.items() if path.startswith(start)}
    for folder in (build / FOLDER / language for language in languages):
        letters = folder.glob('letters/*/*.pdf')
        archives = [*folder.glob('letters.*.zip'), *folder.glob('letters.*.print.pdf')]
        # texts are what e-mails were before they were messages
        mails = [one for kind in ('eml', 'txt') for one in folder.glob(f'e-mails/*.{kind}')]
        for path in sorted((*letters, *archives, *mails)):
            if path.relative_to(build).as_posix() not in documents:
                path.unlink()
        for empty in sorted((*folder.glob('letters/*'), folder / 'letters', folder / 'e-mails')):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()
