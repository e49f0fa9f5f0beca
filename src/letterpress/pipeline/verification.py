"""Judge a file or a folder that somebody has: read it, ask the right judge, put the answer in plain words."""
from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.pipeline import workshop

if TYPE_CHECKING:
    from letterpress.finishing.verify import Verdict
    from letterpress.pipeline.answers import Checked

LARGEST = 2 << 30       # bytes of a folder that is read


def verify(path: Path, trust: Sequence[Path], base: Path) -> Checked:
    """Judge a PDF, a ZIP or a kit's folder, and look what was done to it and what lies inside. Only reads, and only once.

    Trusted are the certificates in `trust` and those that the reader's own project lists (content/campaign.yaml in
    `base`, seal.trusted_sha256), never one that the file or kit brings along. Raises Rejected (exit 2) for a path that
    does not exist or a certificate that is none.
    """
    from letterpress.finishing import changes, enclosed
    from letterpress.finishing.reasons import because
    from letterpress.finishing.verify import Answer, Verdict, verify_pdf
    from letterpress.kit import archive
    from letterpress.kit import verify as kit
    from letterpress.pipeline.answers import Checked

    def broken(code: str, **values: str) -> Checked:
        return Checked(Verdict(Answer.BROKEN, reasons=(because(code, **values),)), path.name)
    try:
        there = path.stat()
    except OSError as error:
        if error.errno == errno.EACCES:
            return broken('no-right')
        raise Rejected(Finding(Place(str(path)), 'LP707', 'there is no such file or folder', 'Check the path.'), Exit.USAGE) from None
    given = {one: f'--trust {name}' for name in trust for one in _certificates(name)}
    own, (configured, config) = _own(base, path), _configured(base, path)
    lists = {**dict.fromkeys(own, 'campaign.yaml'), **{_sha256(one): config for one in configured}, **{_sha256(one): name for one, name in given.items()}}
    trusted = own | frozenset(map(_sha256, given))
    try:
        if stat.S_ISDIR(there.st_mode):
            return Checked(_listed(_folder(path, trusted), lists), path.resolve().name, kit=True)
        if not stat.S_ISREG(there.st_mode):
            return broken('no-file')
        if there.st_size > archive.LARGEST:
            return broken('too-large', size=f'{archive.LARGEST >> 20} MB')
        data = path.read_bytes()
    except OSError as error:
        return broken('unreadable', why=error.strerror or str(error))
    about = (path.name, len(data), _sha256(data))
    if data[:4] == b'PK\x03\x04':
        return Checked(_listed(kit.verify_zip(data, trusted), lists), *about, kit=True)
    verdict = verify_pdf(data, trusted, (*given, *configured), lists, workshop.now())
    if verdict.answer is Answer.CHANGED or verdict.reasons[0].code in ('cut', 'cut-off'):
        return Checked(verdict, *about, change=changes.family(data))
    return Checked(verdict, *about, roll=enclosed.matches(data) if verdict.answer is not Answer.BROKEN else ())


def _listed(verdict: Verdict, lists: Mapping[str, str]) -> Verdict:
    """Return the verdict on a kit with the list that lets its signer be trusted."""
    return replace(verdict, by_list=lists.get(verdict.sha256, '')) if verdict.answer.value == 'VALID' else verdict


def _folder(folder: Path, trusted: frozenset[str]) -> Verdict:
    """Return the verdict on a folder: read whole, however deep (without recursion), unless it is no kit at all."""
    from letterpress.finishing.reasons import because
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
                    return Verdict(Answer.CHANGED, reasons=(because('not-file', path=name),))
                if entry.is_dir():
                    waiting.append(f'{name}/')
                elif not entry.is_file():
                    return Verdict(Answer.CHANGED, reasons=(because('not-file', path=name),))
                else:
                    size += entry.stat().st_size
                    if size > LARGEST:
                        return Verdict(Answer.BROKEN, reasons=(because('too-large', size=f'{LARGEST >> 20} MB'),))
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


def report(checked: Checked, language: str) -> bytes:
    """Return the report of a check as a page of HTML."""
    from letterpress.pipeline import reports
    return reports.page(checked, language, workshop.now())


def as_json(checked: Checked) -> dict[str, Any]:
    """Return all of it as machines read it: the same in every language."""
    return {'answer': checked.answer, 'good': checked.good,
            'file': {'name': checked.name, 'bytes': checked.size, 'sha256': checked.sha256 or None},
            **_plain(checked.verdict), 'change': checked.change or None, 'enclosed': dict(checked.roll),
            'others': [{'answer': one.answer.value, **_plain(one)} for one in checked.verdict.others]}


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {'seal': verdict.answer.value, 'signer': verdict.subject or None, 'certificate_sha256': verdict.sha256 or None,
            'signed_at': verdict.when.isoformat() if verdict.when else None, 'time_proven': verdict.proven is not None,
            'proven_at': verdict.proven.isoformat() if verdict.proven else None, 'stamped_by': verdict.stamped_by or None,
            'level': verdict.level or None, 'trusted_by': verdict.by_list or None,
            'reasons': [reason.plain() for reason in verdict.reasons]}
