"""The addressees of a project as files: take in who sits, tell who gets a letter."""

from __future__ import annotations

from pathlib import Path

from letterpress.base import decoding
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.manuscript import reading
from letterpress.manuscript.filing import forms, members, recipients
from letterpress.manuscript.filing import imports as recipients_import
from letterpress.manuscript.model import Campaign, Recipient
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass
from letterpress.world import resources
from letterpress.world.files import apart, given, inside, writing


@dataclass(frozen=True)
class Result:
    """What an import did to the table of a body: rows changed, rows right, doubts, files."""

    body: str
    changed: int
    known: int
    doubts: tuple[Finding, ...]
    paths: tuple[str, ...]


def _campaign(base: Path) -> tuple[Campaign, dict[str, bytes]]:
    """Return the campaign and the files of content/. Raises Rejected where the content is wrong."""
    files = inside.read_tree(base, 'content')
    campaign, findings = reading.read(files)
    if campaign is None:
        raise Rejected(errors(findings))
    return campaign, files


def import_file(base: Path, source: Path, replace: bool = False) -> Result:
    """Put the members that a chamber's list names into its table's seats.

    A project without a table gets that which ships.

    All or nothing: where the table would be wrong afterwards it stays as it was. Raises Rejected:
    LP707 no such file, LP267 the table that ships is in a language that the letter does not have,
    and those of `members` and `recipients_import`.
    """
    data = given.listed(source, decoding.ROLL_BYTES)
    body, sitting = members.read(data, source.as_posix())
    campaign, files = _campaign(base)
    path = f'{recipients.FOLDER}{body}.csv'
    brought = {} if path in files else _shipped(path, campaign, files)
    files = {**files, **brought}
    merged = recipients_import.merge(decoding.decode(files[path], path), path, sitting, replace)
    written = {
        **brought,
        **({path: _as_before(merged.text, files[path])} if merged.changed else {}),
    }
    report = Report()
    recipients.read({**files, **written}, campaign.facts.languages, report)
    if wrong := errors(report.findings):
        raise Rejected(wrong)
    for name in written:
        apart.refuse(base / name, (source,))
    for name, content in sorted(written.items()):
        writing.write(base / name, content)
    return Result(body, merged.changed, merged.known, merged.doubts, tuple(sorted(written)))


def _shipped(path: str, campaign: Campaign, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the table of a chamber that ships.

    With it come the forms of address that it needs, where the project has none.
    """
    if 'fr' not in campaign.facts.languages:
        raise Rejected(
            Finding(
                Place(path),
                'LP267',
                'the table of this chamber is for a letter in French, and there is none',
                'add fr to languages in campaign.yaml and write content/letter/fr.md',
            )
        )
    due = [path, *(name for name in (forms.path_of('fr'),) if name not in files)]
    return {name: (resources.root() / name).read_bytes() for name in due}


def _as_before(text: str, old: bytes) -> bytes:
    """Return the table's bytes with the line ends and the byte order mark that it had."""
    mark = b'\xef\xbb\xbf' if old.startswith(b'\xef\xbb\xbf') else b''
    return mark + text.replace('\n', '\r\n' if b'\r\n' in old else '\n').encode()


def listed(base: Path, bodies: tuple[str, ...] = ()) -> tuple[Recipient, ...]:
    """Return the addressees, those of some bodies or all, in the order of their tables."""
    campaign, _ = _campaign(base)
    return tuple(one for one in campaign.recipients if not bodies or one.body in bodies)
