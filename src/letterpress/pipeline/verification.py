"""Judge a file or a folder that somebody has: read it, ask the right judge, put the answer in plain words."""
from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.pipeline import workshop

if TYPE_CHECKING:
    from letterpress.finishing.verify import Verdict

LARGEST = 2 << 30       # bytes of a folder that is read
WORDS = {
    'VALID': 'whole, and sealed by a signer you trust',
    'DRAFT': 'whole, but sealed with the public draft key: says nothing about who',
    'UNKNOWN SIGNER': 'whole, but you have not said that you trust this signer',
    'CHANGED': 'not as it was sealed',
    'UNSEALED': 'there is no seal on it',
    'BROKEN': 'it cannot be read as a sealed PDF, a kit or a press-kit ZIP',
}


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
    trusted = frozenset().union(*(_fingerprints(name) for name in trust)) | _own(base, path)
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
    return kit.verify_zip(data, trusted) if data[:4] == b'PK\x03\x04' else verify_pdf(data, trusted)


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


def _fingerprints(path: Path) -> frozenset[str]:
    """Return the SHA-256 of the certificates in a file, PEM or DER."""
    from letterpress.finishing import keys
    try:
        return keys.fingerprints(path.read_bytes(), str(path))
    except OSError:
        raise Rejected(Finding(Place(str(path)), 'LP707', 'there is no such file', 'Check the path after --trust.'),
                       Exit.USAGE) from None


def in_words(verdict: Verdict, path: str, details: bool) -> str:
    """Return the answer as a person reads it: one bottom line, then who and when, then why."""
    answer = verdict.answer.value
    lines = [f'{answer}: {path} is {WORDS[answer]}' if answer not in ('UNSEALED', 'BROKEN') else f'{answer}: {path}: {WORDS[answer]}']
    if verdict.subject:
        lines.append(f'  sealed by   {verdict.subject}')
    if verdict.when:
        lines.append(f'  on          {verdict.when:%Y-%m-%d %H:%M} UTC, as the signer says (the time is not proven)')
    if answer in ('UNKNOWN SIGNER',) and verdict.sha256:
        lines.append(f'  fingerprint {verdict.sha256}')
        lines.append('  Compare it with the one that the publisher names, then: letterpress verify … --trust CERTIFICATE')
    elif details and verdict.sha256:
        lines.append(f'  fingerprint {verdict.sha256}')
    shown = verdict.details if details or answer in ('CHANGED', 'BROKEN', 'UNSEALED') else ()
    limit = len(shown) if details else 10
    lines += [f'  {line}' for line in shown[:limit]]
    if len(shown) > limit:
        lines.append(f'  … and {len(shown) - limit} more (--details)')
    return '\n'.join(lines)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as machines read it."""
    return {'signer': verdict.subject or None, 'certificate_sha256': verdict.sha256 or None,
            'signed_at': verdict.when.isoformat() if verdict.when else None, 'time_proven': False,
            'details': list(verdict.details)}
