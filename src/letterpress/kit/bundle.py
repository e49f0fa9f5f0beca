"""Put the kit together: every file by its path, ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from letterpress.kit import archive, checksums, manifest, pages
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import texts, twin
from letterpress.manuscript.model import Campaign, Edition
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.text.phrases import say

Sign = Callable[[bytes], bytes]


def bundle(
    campaign: Campaign,
    editions: Mapping[str, Edition],
    documents: Sequence[Artifact],
    layouts: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    tool: Mapping[str, Any],
    seal: Mapping[str, Any],
    sign: Sign,
    ready: Sequence[Artifact] | None = None,
    left_out: Sequence[tuple[str, str]] = (),
) -> dict[str, bytes]:
    """Return all files of the kit by their path relative to it.

    `documents` are the finished PDFs, `layouts` and `fonts` the sources of the pages and their
    typefaces, `sign` makes a detached seal (CMS, DER) of bytes; `ready` are the texts (`texts_of`)
    where they were made before; `left_out` names the sheets, each with its language, that their
    text did not fit: manifest and pages say that they are not there.
    """
    source = editions[campaign.facts.source_language]

    def sealed(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
        return _sealed(campaign, source, artifacts, tool, seal, sign, left_out)

    shelf = [
        *_documents(documents),
        *(texts_of(editions, layouts, bool(seal['draft'])) if ready is None else ready),
        _roll(source),
    ]
    zips = [_zip('press-kit.zip', '', say(source, 'kit.all_languages'), sealed(shelf))]
    for language, edition in editions.items():
        own = [a for a in shelf if a.language in (language, '')]
        zips.append(
            _zip(
                f'press-kit.{language}.zip',
                language,
                say(edition, 'kit.this_language'),
                sealed(own),
            )
        )
    room = pages.press_room(
        campaign, editions, [*shelf, *zips], layouts, fonts, bool(seal['draft']), left_out
    )
    return sealed([*shelf, *zips, *room])


def _sealed(
    campaign: Campaign,
    source: Edition,
    artifacts: Iterable[Artifact],
    tool: Mapping[str, Any],
    seal: Mapping[str, Any],
    sign: Sign,
    left_out: Sequence[tuple[str, str]],
) -> dict[str, bytes]:
    """Return the files with the manifest that lists them, its seal, and the checksums of it all."""
    artifacts = list(artifacts)
    listed = manifest.write(
        campaign.facts.title.to(campaign.facts.source_language),
        {'number': campaign.facts.edition, 'date': campaign.facts.date.isoformat()},
        tool,
        {
            'signatories': source.counts.signatories,
            **source.counts.by_kind,
            'named': source.counts.named,
        },
        seal,
        artifacts,
        [f'files/{language}/{name}' for name, language in left_out],
    )
    files = {artifact.path: artifact.data for artifact in artifacts}
    files |= {manifest.NAME: listed, manifest.SEAL: sign(listed)}
    return files | {checksums.NAME: checksums.write(files)}


def _documents(documents: Iterable[Artifact]) -> list[Artifact]:
    """Return the PDFs at their place in the kit: files/<language>/<name>."""
    return [replace(a, path=f'files/{a.language}/{a.path.rsplit("/", 1)[-1]}') for a in documents]


def texts_of(
    editions: Mapping[str, Edition], layouts: Mapping[str, bytes], draft: bool
) -> list[Artifact]:
    """Return the letter and the release of each language as text and as a web page: all of a kit that needs no document."""
    found = []
    for edition in editions.values():
        language = edition.language
        for name, kind, media_type, title, data in (
            (
                'letter',
                'letter-text',
                'text/plain',
                edition.letter.title,
                texts.letter_text(edition),
            ),
            (
                'letter',
                'letter-html',
                'text/html',
                edition.letter.title,
                twin.twin(edition, layouts, draft),
            ),
            (
                'press-release',
                'release-text',
                'text/plain',
                edition.release.title,
                texts.release_text(edition),
            ),
            (
                'press-release',
                'release-html',
                'text/html',
                edition.release.title,
                texts.release_html(edition, draft),
            ),
        ):
            ending = 'txt' if media_type == 'text/plain' else 'html'
            found.append(
                Artifact(
                    f'files/{language}/{name}.{language}.{ending}',
                    kind,
                    language,
                    title,
                    None,
                    '',
                    media_type,
                    data,
                )
            )
    return found


def _roll(source: Edition) -> Artifact:
    return Artifact(
        'files/signatories.csv',
        'signatories',
        '',
        say(source, 'kit.signatories'),
        None,
        '',
        'text/csv',
        roll_files.to_csv(source.signatories),
    )


def _zip(name: str, language: str, title: str, files: Mapping[str, bytes]) -> Artifact:
    return Artifact(name, 'zip', language, title, None, '', 'application/zip', archive.write(files))
