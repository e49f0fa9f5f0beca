"""Judge a file or a folder that somebody has: read it, ask the right judge, put the answer in plain words."""
from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.pipeline import workshop

if TYPE_CHECKING:
    from letterpress.finishing.verify import Verdict
    from letterpress.pipeline.answers import Checked

LARGEST = 2 << 30       # bytes of a folder that is read


def verify(path: Path, trust: Sequence[Path], base: Path) -> Verdict:
    """Return the verdict on a PDF, a ZIP or a kit's folder. Only reads.

    Trusted are the certificates in `trust` and those that the reader's own project lists (content/campaign.yaml in
    `base`, seal.trusted_sha256), never one that the file or kit brings along. Raises Rejected (exit 2) for a path that
    does not exist or a certificate that is none.
    """
    from letterpress.finishing.verify import Answer, Verdict, verify_pdf
    from letterpress.kit import archive
    from letterpress.kit import verify as kit
    try:
        there = path.stat()
    except OSError as error:
        if error.errno == errno.EACCES:
            return Verdict(Answer.BROKEN, details=('It cannot be read: you have no right to.',))
        raise Rejected(Finding(Place(str(path)), 'LP707', 'there is no such file or folder', 'Check the path.'), Exit.USAGE) from None
    given = {one: f'--trust {name}' for name in trust for one in _certificates(name)}
    own, (configured, config) = _own(base, path), _configured(base, path)
    lists = {**dict.fromkeys(own, 'campaign.yaml'), **{_sha256(one): config for one in configured}, **{_sha256(one): name for one, name in given.items()}}
    trusted = own | frozenset(map(_sha256, given))
    roots = (*given, *configured)
    try:
        if stat.S_ISDIR(there.st_mode):
            return _folder(path, trusted)
        if not stat.S_ISREG(there.st_mode):
            return Verdict(Answer.BROKEN, details=('This is neither a file nor a folder.',))
        if there.st_size > archive.LARGEST:
            return Verdict(Answer.BROKEN, details=(f'It is larger than {archive.LARGEST >> 20} MB, which no letter and no ZIP is.',))
        data = path.read_bytes()
    except OSError as error:
        return Verdict(Answer.BROKEN, details=(f'It cannot be read: {error.strerror or error}.',))
    return kit.verify_zip(data, trusted) if data[:4] == b'PK\x03\x04' else verify_pdf(
        data, trusted, roots, lists, workshop.now())


def _folder(folder: Path, trusted: frozenset[str]) -> Verdict:
    """Return the verdict on a folder: read whole, however deep (without recursion), unless it is no kit at all."""
    from letterpress.finishing.verify import Answer, Verdict
    from letterpress.kit import manifest
    from letterpress.kit import verify as kit
    files: dict[str, bytes] = {}
    size, waiting = 0, ['']
    while waiting and (folder / manifest.NAME).is_file():
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                name = inside + entry.name
                if entry.is_symlink():
                    return Verdict(Answer.CHANGED, details=(f'{name} is a link, which a kit never has.',))
                if entry.is_dir():
                    waiting.append(f'{name}/')
                elif not entry.is_file():
                    return Verdict(Answer.CHANGED, details=(f'{name} is neither a file nor a folder, which a kit never has.',))
                else:
                    size += entry.stat().st_size
                    if size > LARGEST:
                        return Verdict(Answer.BROKEN, details=(f'It is larger than {LARGEST >> 20} MB, which no kit is.',))
                    files[name] = Path(entry.path).read_bytes()
    return kit.verify_kit(files, trusted)


def _own(base: Path, judged: Path) -> frozenset[str]:
    """Return the fingerprints that the reader's own campaign trusts; a campaign with faults is asked for nothing.

    Nor is one that lies in the very folder that is judged: whoever made the kit would have put it there.
    """
    if not (base / 'content' / 'campaign.yaml').is_file() or base.resolve().is_relative_to(judged.resolve()):
        return frozenset()
    from letterpress.manuscript import reading
    try:
        campaign, _ = reading.read(workshop.read_tree(base, 'content'))
    except (Rejected, OSError):
        return frozenset()
    return campaign.facts.trusted_seals if campaign else frozenset()


def _configured(base: Path, judged: Path) -> tuple[tuple[bytes, ...], str]:
    """Return the roots of the reader's own profiles and the file that names them; again not one in what is judged."""
    from letterpress.pipeline import profiles
    return ((), '') if base.resolve().is_relative_to(judged.resolve()) else profiles.roots(base)


def _certificates(path: Path) -> tuple[bytes, ...]:
    """Return the certificates in a file, PEM or DER."""
    from letterpress.finishing import keys
    try:
        return keys.certificates(path.read_bytes(), str(path))
    except OSError:
        raise Rejected(Finding(Place(str(path)), 'LP707', 'there is no such file', 'Check the path after --trust.'),
                       Exit.USAGE) from None


def _sha256(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def look(path: Path, verdict: Verdict) -> Checked:
    """Return the verdict with what a person wants to know beside it: what was done to the file, what lies inside."""
    from letterpress.finishing import changes, enclosed
    from letterpress.pipeline.answers import Checked
    answer = verdict.answer.value
    try:
        data = path.read_bytes() if path.is_file() else b''
    except OSError:
        data = b''
    if b'%PDF-' not in data[:1024] and answer != 'CHANGED':
        return Checked(verdict)
    if data[:4] == b'PK\x03\x04' or not data:         # a kit: its own judge has said what was done to it
        return Checked(verdict)
    if answer == 'CHANGED' or (answer == 'BROKEN' and verdict.details[0].startswith('The PDF is not complete')):
        return Checked(verdict, changes.family(data))
    return Checked(verdict, roll=enclosed.matches(data) if answer != 'BROKEN' else ())



def report(path: Path, checked: Checked, language: str) -> bytes:
    """Return the report of a check as a page of HTML."""
    from letterpress import __version__
    from letterpress.kit import report as pages
    from letterpress.manuscript import locales
    from letterpress.pipeline import answers
    verdict = checked.verdict
    rows = answers.facts(checked, language)
    if path.is_file():
        data = path.read_bytes()
        size = answers.say('report', 'size', language, count=locales.number(len(data), language))
        rows += [(answers.say('report', 'file', language), path.name), ('', size), ('SHA-256', _sha256(data))]
    rows.append((answers.say('report', 'checked', language), f'{workshop.now():%Y-%m-%d %H:%M} UTC'))
    return pages.page(language, locales.direction(language), answers.say('report', 'title', language), verdict.answer.value,
                      checked.good, answers.say('answer', verdict.answer.value, language), rows, verdict.details,
                      answers.say('report', 'scope', language), f'letterpress {__version__}')


def as_json(checked: Checked) -> dict[str, Any]:
    """Return it as machines read it: the same in every language."""
    verdict = checked.verdict
    return {'signer': verdict.subject or None, 'certificate_sha256': verdict.sha256 or None,
            'signed_at': verdict.when.isoformat() if verdict.when else None, 'time_proven': verdict.proven is not None,
            'proven_at': verdict.proven.isoformat() if verdict.proven else None, 'stamped_by': verdict.stamped_by or None,
            'level': verdict.level or None, 'trusted_by': verdict.by_list or None, 'change': checked.change or None,
            'enclosed': dict(checked.roll),
            'others': [{'answer': one.answer.value, **as_json(replace(checked, verdict=one, roll=()))} for one in verdict.others],
            'details': list(verdict.details)}
