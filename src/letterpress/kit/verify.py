"""Judge a kit or a ZIP that someone received: is it whole, who sealed it. Believes nothing that the kit says of itself.

Read from the outside in: the manifest's seal over its bytes; every file against the manifest, none missing, none too
many; SHA256SUMS against the files; each sealed PDF; each ZIP as a kit of its own.
"""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from letterpress.finishing.verify import Answer, Verdict, verify_detached, verify_pdf
from letterpress.kit import archive, checksums, manifest


def verify_kit(files: Mapping[str, bytes], trusted: frozenset[str], inside: bool = False) -> Verdict:
    """Return the verdict on a kit given as its files by path. `inside`: a ZIP's content, which holds no ZIP itself."""
    if manifest.NAME not in files:
        return Verdict(Answer.BROKEN, details=('There is no manifest.json: this is no kit of letterpress, or not all of it.',))
    if manifest.SEAL not in files:
        return Verdict(Answer.UNSEALED, details=('The manifest has no seal (manifest.json.p7s): nothing shows who made this kit.',))
    seal = verify_detached(files[manifest.NAME], files[manifest.SEAL], trusted)
    if seal.answer is Answer.CHANGED:
        return _with(seal, Answer.CHANGED, ['The manifest was changed after it was sealed.'])
    if seal.answer in (Answer.BROKEN, Answer.UNSEALED):
        return _with(seal, Answer.BROKEN, ['The seal of the manifest cannot be read.'])
    try:
        listed = {item['path']: item for item in manifest.read(files[manifest.NAME])['artifacts']}
    except (ValueError, UnicodeDecodeError, RecursionError):
        return _with(seal, Answer.BROKEN, ['The manifest cannot be read.'])
    faults = _contents(files, listed) + _sums(files) + _seals(files, listed, seal, trusted)
    if not inside:
        faults += _zips(files, listed, seal, trusted)
    if faults:
        return _with(seal, Answer.CHANGED, faults)
    return _with(seal, seal.answer, [f'All {len(listed)} files are as the sealed manifest lists them.'])


def verify_zip(data: bytes, trusted: frozenset[str]) -> Verdict:
    """Return the verdict on a press-kit ZIP."""
    try:
        files = archive.read(data)
    except ValueError as error:
        return Verdict(Answer.BROKEN, details=(f'The ZIP is damaged or was packed by another tool: {error}.',))
    return verify_kit(files, trusted, inside=True)


def _with(seal: Verdict, answer: Answer, details: list[str]) -> Verdict:
    return Verdict(answer, seal.subject, seal.sha256, seal.when, (*details, *seal.details))


def _contents(files: Mapping[str, bytes], listed: Mapping[str, dict]) -> list[str]:
    """Compare files and manifest both ways."""
    own = {manifest.NAME, manifest.SEAL, checksums.NAME}
    faults = [f'{path} is missing.' for path in sorted(listed.keys() - files.keys())]
    faults += [f'{path} does not belong to the kit.' for path in sorted(files.keys() - listed.keys() - own)]
    faults += [f'{path} was changed.' for path, item in sorted(listed.items())
               if path in files and hashlib.sha256(files[path]).hexdigest() != item['sha256']]
    return faults


def _sums(files: Mapping[str, bytes]) -> list[str]:
    if checksums.NAME not in files:
        return [f'{checksums.NAME} is missing.']
    try:
        sums = checksums.read(files[checksums.NAME])
    except (ValueError, UnicodeDecodeError):
        return [f'{checksums.NAME} cannot be read.']
    real = {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != checksums.NAME}
    return [] if sums == real else [f'{checksums.NAME} does not fit the files.']


def _seals(files: Mapping[str, bytes], listed: Mapping[str, dict], kit: Verdict, trusted: frozenset[str]) -> list[str]:
    """Look at each PDF that the manifest calls sealed: whole, and by whoever sealed the kit."""
    faults = []
    for path, item in sorted(listed.items()):
        if path in files and item.get('sealed'):
            verdict = _pdf(files[path], trusted)
            if verdict.answer is not kit.answer or verdict.sha256 != kit.sha256:
                faults.append(f'{path}: {" ".join(verdict.details) or verdict.answer.value}')
    return faults


@lru_cache(maxsize=256)        # each PDF lies in the kit and in two ZIPs
def _pdf(data: bytes, trusted: frozenset[str]) -> Verdict:
    return verify_pdf(data, trusted)


def _zips(files: Mapping[str, bytes], listed: Mapping[str, dict], kit: Verdict, trusted: frozenset[str]) -> list[str]:
    """Look into each ZIP: a kit of its own by the same seal, and each file the same as outside."""
    faults = []
    for path in sorted(p for p, item in listed.items() if item.get('media_type') == 'application/zip' and p in files):
        try:
            inner = archive.read(files[path])
        except ValueError as error:
            faults.append(f'{path}: {error}.')
            continue
        verdict = verify_kit(inner, trusted, inside=True)
        if verdict.answer is not kit.answer or verdict.sha256 != kit.sha256:
            faults += [f'{path}: {detail}' for detail in verdict.details]
        faults += [f'{path}: {name} is not the file of that name outside the ZIP.' for name, data in sorted(inner.items())
                   if name.startswith('files/') and files.get(name) != data]
    return faults
