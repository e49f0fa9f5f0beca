"""The filing packet's other files: the letter for the browser, the roll as data, the log of the seals, beside the PDF that is filed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Finding
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.filing import judgement
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.model import KINDS

if TYPE_CHECKING:
    from letterpress.build.project import Project


def judged(project: Project, documents: Mapping[str, Artifact]) -> Iterator[Finding]:
    """Find what bodies do not accept and only the finished packets show, and packets of translations nobody adopted."""
    assert project.campaign is not None
    packets = [artifact for path, artifact in sorted(documents.items()) if path.startswith('filing/') and artifact.kind == 'packet']
    for artifact in packets:
        if not artifact.path.endswith('.paper.pdf'):
            yield from judgement.packet(project.campaign, artifact.language, artifact.size, artifact.pages or 0,
                                               artifact.paper)
    yield from judgement.translations(project.campaign, {artifact.language for artifact in packets})


def beside(project: Project, documents: Mapping[str, Artifact], draft: bool) -> dict[str, Artifact]:
    """Return what lies beside the packets among the documents, by path below build/.

    The data are the very bytes that the packet holds and whose SHA-256 its cover prints; the web page says what the
    packet's letter and annex say, and bears the mark of a draft when `draft`. Raises Rejected as `twin.twin`.
    """
    from letterpress.finishing.judging import verify
    from letterpress.finishing.sealing import log as seal_log
    from letterpress.kit.formats import twin
    found: dict[str, Artifact] = {}
    for language in sorted({artifact.language for path, artifact in documents.items() if path.startswith('filing/')}):
        edition = project.editions[language]
        folder = f'filing/{language}'
        packets = [artifact for path, artifact in documents.items() if path.startswith(f'{folder}/')]
        log = seal_log.to_csv(line for artifact in packets if artifact.sealed for line in seal_log.lines(
            artifact.path.removeprefix(f'{folder}/'), artifact.data, verify.verify_pdf(artifact.data)))
        roll = roll_files.to_json(edition.signatories, edition.facts.edition, edition.facts.date)
        page = twin.twin(edition, project.sources.layouts, draft, f'packet.{language}.pdf', KINDS)
        for name, media_type, data in ((f'letter.{language}.html', 'text/html', page),
                                       ('signatories.csv', 'text/csv', roll_files.to_csv(edition.signatories)),
                                       ('signatories.json', 'application/json', roll),
                                       ('seal-log.csv', 'text/csv', log)):
            path = f'{folder}/{name}'
            found[path] = Artifact(path, 'filing', language, name, None, '', media_type, data)
    return found


def sweep(build: Path, documents: Mapping[str, Artifact]) -> None:
    """Remove the letters, e-mails and ZIPs of addressees that the campaign no longer has, in the languages just made."""
    for folder in {build / 'filing' / artifact.language for path, artifact in documents.items() if path.startswith('filing/')}:
        for path in sorted((*folder.glob('letters/*/*.pdf'), *folder.glob('letters.*.zip'), *folder.glob('e-mails/*.txt'))):
            if path.relative_to(build).as_posix() not in documents:
                path.unlink()
        for empty in sorted((*folder.glob('letters/*'), folder / 'letters', folder / 'e-mails')):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()
