"""Put the finished kit in its place at its moment, freeze the edition, say what changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.build.kits import halves, made_of, where
from letterpress.commands.editions import frozen
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript import locales
from letterpress.values import dataclass
from letterpress.world import clock
from letterpress.world.files import exchange, lock, whole

if TYPE_CHECKING:
    from letterpress.build.project import Project
    from letterpress.kit.frozen.chain import Record
    from letterpress.manuscript.model import Facts

TO = 'public'  # the folder beside content/ where a kit is published, unless another is named
MOST = 2 << 30  # bytes of a folder that is read
Told = Callable[[int], None]


@dataclass(frozen=True)
class Published:
    """What was done: where the kit is, as which record, and the files that say what changed."""

    to: Path
    record: Record
    placed: bool  # False: it was there already
    frozen: bool  # False: it was published before, perhaps elsewhere
    changes: tuple[Path, ...] = ()  # a page and JSON; none where there is no edition before


def publish(base: Path, to: Path | None = None, told: Told = lambda count: None) -> Published:
    """Publish the kit of the project in a folder: into `to`, else into public/ beside content/.

    The target is the new kit or stays the old one. `told` is called with the number of documents
    to compare, before that begins. Raises Rejected: LP643 (there is no such kit), LP644 and LP645
    (exit 4: it is not whole, is of a strange key, or a draft), LP646 (its embargo is not over),
    LP647 (exit 4: the editions before it are not those that were frozen), LP648 (an older edition),
    LP649 (the target holds something else), LP746 (content/ says something else by now), and what
    is wrong with the campaign.
    """
    project = _project(base)
    assert project.campaign is not None
    facts = project.campaign.facts
    _over(facts.embargo, clock.now())
    kit = base / 'build' / (where.KIT if facts.embargo is None else where.RELEASED)
    if not kit.is_dir():
        raise Rejected(
            Finding(
                Place(f'build/{kit.name}'),
                'LP643',
                'there is no kit to publish',
                'make it: letterpress build --release --key FILE',
            )
        )
    final = _target(base, to)
    with lock.locked(base / 'build'):
        exchange.recover(final)
        files = _read(kit)
        _sound(base, facts, files)
        _current(kit, files, project)
        chain = frozen.read(base)
        record = _record(chain, files)
        _same(kit, base, project)
        standing = _standing(final)
        new = not chain or record is not chain[-1]
        changes: dict[str, bytes] = {}
        if new and standing and chain and _manifest(standing) == chain[-1].manifest:
            changes = _changes(final, kit, told)
        placed = standing != files
        ready = frozen.prepared(base, record) if new and not placed else None
        if ready:  # a run was killed after it had placed the kit
            record = ready
        elif new:
            frozen.prepare(base, record, changes)
        if placed:
            exchange.replace_tree(final, files, lambda folder: _sound(base, facts, _read(folder)))
        if new:
            frozen.keep(base, record)
        folder = frozen.folder(base, record)
        return Published(
            final,
            record,
            placed,
            new,
            tuple(folder / name for name in frozen.CHANGES if (folder / name).is_file()),
        )


def _project(base: Path) -> Project:
    """Return the campaign as everybody is to read it. Raises Rejected as `check --release`."""
    from letterpress.build import project as projects

    project = projects.read(projects.gather(base), release=True, base=base)
    if not project.sound or project.campaign is None:
        raise Rejected(project.findings)
    return project


def spoken(project: Project) -> dict[str, bytes]:
    """Return what a public kit says of a project in words and names, by path in it."""
    from letterpress.kit import places
    from letterpress.kit.formats import documents, plain
    from letterpress.manuscript.roll import files as rolls

    out = halves.released(project)
    assert out.campaign is not None
    source = out.editions[out.campaign.facts.source_language]
    said = {'signatories.csv': rolls.to_csv(source.signatories)}
    for code, edition in out.editions.items():
        said[places.path(code, places.TOP, f'letter.{code}.txt')] = plain.letter_text(edition)
        for one in documents.every(edition):
            path = places.path(code, places.TEXTS, f'{one.kind}.{code}.txt')
            said[path] = plain.text(one, edition)
    return said


def _current(kit: Path, files: Mapping[str, bytes], project: Project) -> None:
    """Refuse a kit that says something else than content/ does by now (LP746).

    Who withdrew since it was built would be published for good.
    """
    for path, said in sorted(spoken(project).items()):
        if files.get(path) != said:
            raise Rejected(
                Finding(
                    Place(f'build/{kit.name}/{path}'),
                    'LP746',
                    'content/ says something else than this kit, which was built before',
                    'build it again: letterpress build --release --key FILE',
                )
            )


def _same(kit: Path, base: Path, project: Project) -> None:
    """Refuse a kit whose posters, pictures or pages are made of other files by now (LP746)."""
    other = made_of.different(kit, base, project)
    if other == ():
        return
    if other is None:
        place, what = Place(f'build/{kit.name}'), 'nothing says of which files this kit was made'
    else:
        more = f', and {len(other) - 1} more' if other[1:] else ''
        place = Place(other[0])
        what = f'this is not what build/{kit.name} was made of: it changed since{more}'
    raise Rejected(
        Finding(place, 'LP746', what, 'build it again: letterpress build --release --key FILE')
    )


def _over(embargo: datetime | None, now: datetime) -> None:
    """Refuse what is published before its moment (LP646)."""
    if embargo is None or now >= embargo:
        return
    date, time = locales.long_date(embargo.date(), 'en'), locales.time_of(embargo, 'en')
    raise Rejected(
        Finding(
            Place('content/campaign.yaml'),
            'LP646',
            f'nothing is published before {date}, {time}: {_still(embargo - now)} from now',
            'start it again then; docs/publish.md has a line for cron and one for systemd',
        )
    )


def _still(left: timedelta) -> str:
    """Return how long it still takes, in whole minutes: the last one begun counts."""
    minutes = -(-left // timedelta(minutes=1))
    parts = (
        (minutes // 1440, 'day'),
        (minutes // 60 % 24, 'hour'),
        (minutes % 60, 'minute'),
    )
    said = [f'{count} {unit}{"s" if count > 1 else ""}' for count, unit in parts if count]
    return locales.listing(said, 'en')


def _sound(base: Path, facts: Facts, files: Mapping[str, bytes]) -> None:
    """Refuse a kit that is a draft, not whole, or sealed with a key that is not the campaign's."""
    from letterpress.finishing.judging.trust import Trust
    from letterpress.finishing.judging.verdict import Answer
    from letterpress.kit import verify

    trusted = facts.trusted_seals or _own(base)
    verdict = verify.verify_kit(files, Trust.of(trusted))
    if verdict.answer is Answer.VALID:
        return
    if verdict.answer is Answer.DRAFT:
        raise Rejected(
            Finding(
                Place('build'),
                'LP645',
                'the kit is a draft: it was sealed with the key that everybody has',
                'build it with your own: letterpress build --release --key FILE',
            ),
            Exit.SEAL,
        )
    raise Rejected(
        Finding(
            Place('build'),
            'LP644',
            f'the kit is not published: {verdict.answer.value}. {"; ".join(verdict.details)}',
            "build it again; a key that is the campaign's is listed in seal: trusted_sha256",
        ),
        Exit.SEAL,
    )


def _own(base: Path) -> frozenset[str]:
    """Return the certificate that the build left: its own kit is of no other."""
    from letterpress.build.run import CERTIFICATE
    from letterpress.finishing.keys import pem

    path = base / 'build' / CERTIFICATE
    if not path.is_file():
        return frozenset()
    found = pem.certificates(path.read_bytes(), str(path))
    return frozenset(hashlib.sha256(one).hexdigest() for one in found)


def _record(chain: tuple[Record, ...], files: Mapping[str, bytes]) -> Record:
    """Return the record of a kit: the last one, where it is of this kit, else one behind it."""
    from letterpress.kit.frozen import chain as chains

    last = chain[-1] if chain else None
    if last and _manifest(files) == last.manifest:
        return last
    record = chains.follow(chain, files, clock.now())
    older = last and (
        record.edition < last.edition or any(one.manifest == record.manifest for one in chain)
    )
    if last and older:
        raise Rejected(
            Finding(
                Place('build'),
                'LP648',
                f'this kit is of edition {record.edition}, and a later one was published: '
                f'{last.folder}, of edition {last.edition}',
                'build the kit of the edition that is to follow; its number and date are in '
                'content/campaign.yaml',
            )
        )
    return record


def _target(base: Path, to: Path | None) -> Path:
    """Return the folder to publish into, links resolved; refuse one of the project's own."""
    final = (base / TO if to is None else to).resolve()
    root = base.resolve()
    own = [root / name for name in ('build', 'content', 'layouts', 'fonts', 'keys', frozen.FOLDER)]
    if root.is_relative_to(final) or any(final.is_relative_to(one) for one in own):
        raise Rejected(
            Finding(
                Place(str(to or TO)),
                'LP649',
                'this is a folder of the project itself, or holds it',
                'name one that holds published kits and nothing else',
            ),
            Exit.USAGE,
        )
    return final


def _standing(final: Path) -> dict[str, bytes]:
    """Return the kit that is published now, by path; refuse to take the place of anything else.

    Files of operating systems are no reason to.
    """
    from letterpress.kit import manifest
    from letterpress.kit.verify import LEFT_BY_SYSTEMS, OWN

    if not os.path.lexists(final):
        return {}
    found = _read(final) if final.is_dir() else {'': b''}
    files = {path: data for path, data in found.items() if not LEFT_BY_SYSTEMS.fullmatch(path)}
    try:
        listed = {item['path'] for item in manifest.read(files[manifest.NAME])['artifacts']}
    except (KeyError, ValueError):
        listed = set()
    others = sorted(files.keys() - listed - (OWN if listed else set()))
    if others:
        raise Rejected(
            Finding(
                Place(str(final)),
                'LP649',
                f'the folder holds what is of no kit, and nothing is overwritten: {others[0]}'
                f'{f" and {len(others) - 1} more" if others[1:] else ""}',
                "name a folder that does not exist yet, or take away what is not the kit's",
            ),
            Exit.USAGE,
        )
    return files


def _manifest(files: Mapping[str, bytes]) -> bytes:
    from letterpress.kit import manifest

    return files.get(manifest.NAME, b'')


def _read(folder: Path) -> dict[str, bytes]:
    try:
        return whole.read(folder, MOST)
    except whole.Unfit as unfit:
        raise Rejected(
            Finding(
                Place(str(folder)),
                'LP649' if folder.parent.name != 'build' else 'LP644',
                f'the folder holds a link or what is no file: {unfit.path}'
                if unfit.path
                else f'the folder is larger than {MOST >> 20} MB',
                'a kit holds files alone: take it away, or build again',
            ),
            Exit.SEAL,
        ) from None


def _changes(before: Path, after: Path, told: Told) -> dict[str, bytes]:
    """Return what is different, as a page and as JSON, by the names of the files."""
    from letterpress.commands.editions import diff

    done = diff.diff(before, after, told=told)
    page, data = frozen.CHANGES
    text = json.dumps(diff.as_json(done), ensure_ascii=False, indent=1, default=str)
    return {page: diff.report(done), data: f'{text}\n'.encode()}
