"""The release as a message in each language, with files of the kit or links to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from letterpress.base import tables
from letterpress.base.decoding import ROLL_BYTES
from letterpress.build import plan
from letterpress.build import project as projects
from letterpress.build.bench import edition_time
from letterpress.build.kits import where
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import picture, places
from letterpress.kit.formats import documents, offered, plain
from letterpress.kit.sending import release
from letterpress.kit.sending.release import Enclosed
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text.phrases import say
from letterpress.world import clock
from letterpress.world.files import lock, writing

if TYPE_CHECKING:
    from letterpress.build.project import Project

FOLDER = 'mail'  # of build/
_PDF, _PNG = 'application/pdf', 'image/png'


class Mailed(NamedTuple):
    """The messages that were written, relative to the project, and what there is to say."""

    paths: tuple[str, ...]
    findings: tuple[Finding, ...]


def mail(
    base: Path, languages: Sequence[str] = (), links: bool = False, released: bool = False
) -> Mailed:
    """Write a message for each language (those asked for, or all) into build/mail.

    It brings release, DOCX and a picture of the kit, or with `links` their addresses; `released`:
    as it is said when the embargo is over. All or nothing. Raises Rejected: what is wrong with the
    project, LP705 a language that there is not, LP780 and LP781 no kit of these texts, LP782 a
    message too large to be sent, LP783 and LP784 links that lead nowhere. LP787 is a warning.
    """
    sources = projects.gather(base)
    project = projects.read(sources, base=base)
    if not project.sound:
        raise Rejected(project.findings)
    assert project.campaign is not None
    facts = project.campaign.facts
    wishes = plan.Wishes(languages=tuple(languages))
    plan.checked(wishes, project.editions.keys(), project.layouts, facts.waiting)
    held = facts.embargo is not None and not released
    if links:
        _refuse_links(facts.site_url, held)
    wanted = [
        edition if held else replace(edition, facts=replace(edition.facts, embargo=None))
        for language, edition in project.editions.items()
        if not languages or language in languages
    ]
    found: list[Finding] = []
    made: dict[str, bytes] = {}
    with lock.locked(base / 'build'):
        for edition in wanted:
            try:
                data = _message(base, project, edition, facts.site_url if links else '')
            except Rejected as rejected:
                found += rejected.findings
                continue
            made[f'build/{FOLDER}/{release.name(edition.language)}'] = data
        if found:
            raise Rejected(found)
        for path, data in sorted(made.items()):
            writing.write(base / path, data)
    told = (*project.findings, *_untimely(project.campaign.facts.embargo, released))
    return Mailed(tuple(sorted(made)), told)


def _untimely(embargo: datetime | None, released: bool) -> Iterator[Finding]:
    """Find messages that say of an embargo what is not so by the clock (LP787)."""
    if embargo is None or released == (over := embargo <= clock.now()):
        return
    when = f'{locales.long_date(embargo.date(), "en")}, {locales.time_of(embargo, "en")}'
    yield Finding(
        Place('content/campaign.yaml'),
        'LP787',
        f'the messages say that nothing may be published before {when}, and that is over'
        if over
        else f'the messages say nothing of the embargo, which ends on {when}',
        'write them with --released'
        if over
        else 'send none of them before; what goes out now is written without --released',
    )


def _refuse_links(site: str, held: bool) -> None:
    if not site:
        raise Rejected(
            Finding(
                Place('content/campaign.yaml'),
                'LP783',
                'nothing says where the kit stands on the web, so there is nothing to link to',
                'add a line site_url: https://…/ or leave out --links: then files are attached',
            )
        )
    if held:
        raise Rejected(
            Finding(
                Place('content/campaign.yaml'),
                'LP784',
                'links would lead to pages that are not public before the embargo ends',
                'leave out --links: then files are attached; afterwards: --links --released',
            )
        )


def _message(base: Path, project: Project, edition: Edition, site: str) -> bytes:
    """Return the message of a language; `site` is the address that links begin with, '' for none.

    Raises Rejected.
    """
    kit = _kit(base, edition)
    files = list(_files(kit, project, edition))
    if site:
        room = f'{site}{edition.language}/index.html'
        linked = [replace(one, href=f'{site}{one.name}', data=b'') for one in files]
        files = [Enclosed(room, say(edition, 'kit.title'), href=room), *linked]
    else:
        files = [replace(one, name=one.name.rpartition('/')[2]) for one in files]
    data = release.write(
        edition, files, project.sources.layouts, edition_time(project), project.look
    )
    if len(data) > release.MOST:
        raise Rejected(
            Finding(
                Place(f'build/{FOLDER}/{release.name(edition.language)}'),
                'LP782',
                f'the message would have {len(data) / 1e6:.1f} MB, and many servers take '
                f'{release.MOST / 1e6:.0f} MB at most',
                'send links instead: letterpress press mail --links',
            )
        )
    return data


def _kit(base: Path, edition: Edition) -> Path:
    """Return the kit whose release says what the edition's does. Raises Rejected: LP780, LP781."""
    kits = where.standing(base / 'build')
    if not kits:
        raise Rejected(
            Finding(
                Place('build'),
                'LP780',
                'there is no kit here from which files could go along',
                'build it first: letterpress build',
            )
        )
    document = documents.of(edition, documents.RELEASE)
    assert document is not None
    now = plain.text(document, edition)
    inside = _text(edition.language, 'txt')
    for kit in (base / 'build' / folder for folder in kits):
        if (kit / inside).is_file() and (kit / inside).read_bytes() == now:
            return kit
    raise Rejected(
        Finding(
            Place(f'{where.told(kits[0])}/{inside}'),
            'LP781',
            'the kit has another release than content/ has now',
            'build it again: letterpress build',
        )
    )


def _text(language: str, ending: str) -> str:
    name = f'{documents.RELEASE}.{language}.{ending}'
    return places.path(language, places.TEXTS, name)


def _files(kit: Path, project: Project, edition: Edition) -> Iterator[Enclosed]:
    """Give what goes along, by paths in the kit: the release twice, and the first poster."""
    title = say(edition, 'kit.release')
    for ending, media_type in (('pdf', _PDF), ('docx', offered.MEDIA['docx'])):
        path = _text(edition.language, ending)
        if (kit / path).is_file():
            data = (kit / path).read_bytes()
            yield Enclosed(path, f'{title} ({ending.upper()})', '', '', media_type, data)
    screens = {f'{one.stem}-{size}' for one in project.layouts for size in one.pictures}
    for row in _captions(kit, edition.language):
        name = row['file']
        if name.endswith('.png') and name.partition('.')[0] not in screens:
            path = places.path(edition.language, places.PICTURES, name)
            said = '\n'.join(filter(None, (row['caption'], row['credit'], row['licence'])))
            yield Enclosed(path, name, said, '', _PNG, (kit / path).read_bytes())
            return


def _captions(kit: Path, language: str) -> Iterator[Mapping[str, str]]:
    """Give the rows of a language's captions, by their headings; none where it has no pictures."""
    path = kit / places.path(language, places.PICTURES, picture.CAPTIONS)
    if not path.is_file():
        return
    text = tables.decode(path.read_bytes(), path.name)
    (_, headings), *rows = tables.rows(text, path.name, 'LP105', ROLL_BYTES)
    for _, cells in rows:
        yield dict(zip(headings, map(tables.unguarded, cells), strict=True))
