"""Judge a kit or a ZIP that someone received: is it whole, who sealed it. Believes nothing that the kit says of itself.

Read from the outside in: the manifest's seal over its bytes; every file against the manifest, none missing, none too
many; SHA256SUMS against the files; each sealed PDF; each ZIP as a kit of its own.
"""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from letterpress.finishing.reasons import Reason, because
from letterpress.finishing.verify import Answer, Verdict, verify_detached, verify_pdf
from letterpress.kit import archive, checksums, manifest


def verify_kit(files: Mapping[str, bytes], trusted: frozenset[str], inside: bool = False) -> Verdict:
    """Return the verdict on a kit given as its files by path. `inside`: a ZIP's content, which holds no ZIP itself."""
    if manifest.NAME not in files:
        return Verdict(Answer.BROKEN, reasons=(because('kit-none'),))
    if manifest.SEAL not in files:
        return Verdict(Answer.UNSEALED, reasons=(because('kit-unsealed'),))
    seal = verify_detached(files[manifest.NAME], files[manifest.SEAL], trusted)
    if seal.answer is Answer.CHANGED:
        return _with(seal, Answer.CHANGED, [because('manifest-changed')])
    if seal.answer in (Answer.BROKEN, Answer.UNSEALED):
        return _with(seal, Answer.BROKEN, [because('manifest-seal')])
    try:
        listed = {item['path']: item for item in manifest.read(files[manifest.NAME])['artifacts']}
    except (ValueError, UnicodeDecodeError, RecursionError):
        return _with(seal, Answer.BROKEN, [because('manifest-unreadable')])
    faults = _contents(files, listed) + _sums(files) + _seals(files, listed, seal, trusted)
    if not inside:
        faults += _zips(files, listed, seal, trusted)
    if faults:
        return _with(seal, Answer.CHANGED, faults)
    return _with(seal, seal.answer, [because('kit-whole', count=len(listed))])


def verify_zip(data: bytes, trusted: frozenset[str]) -> Verdict:
    """Return the verdict on a press-kit ZIP."""
    try:
        files = archive.read(data)
    except ValueError as error:
        return Verdict(Answer.BROKEN, reasons=(because('zip-damaged', why=str(error)),))
    return verify_kit(files, trusted, inside=True)


def _with(seal: Verdict, answer: Answer, reasons: list[Reason]) -> Verdict:
    return replace(seal, answer=answer, reasons=(*reasons, *seal.reasons))


def _contents(files: Mapping[str, bytes], listed: Mapping[str, dict]) -> list[Reason]:
    """Compare files and manifest both ways."""
    own = {manifest.NAME, manifest.SEAL, checksums.NAME}
    faults = [because('file-missing', path=path) for path in sorted(listed.keys() - files.keys())]
    faults += [because('file-extra', path=path) for path in sorted(files.keys() - listed.keys() - own)]
    faults += [because('file-changed', path=path) for path, item in sorted(listed.items())
               if path in files and hashlib.sha256(files[path]).hexdigest() != item['sha256']]
    return faults


def _sums(files: Mapping[str, bytes]) -> list[Reason]:
    if checksums.NAME not in files:
        return [because('file-missing', path=checksums.NAME)]
    try:
        sums = checksums.read(files[checksums.NAME])
    except (ValueError, UnicodeDecodeError):
        return [because('sums', path=checksums.NAME)]
    real = {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != checksums.NAME}
    return [] if sums == real else [because('sums', path=checksums.NAME)]


def _seals(files: Mapping[str, bytes], listed: Mapping[str, dict], kit: Verdict, trusted: frozenset[str]) -> list[Reason]:
    """Look at each PDF that the manifest calls sealed: whole, and by whoever sealed the kit."""
    faults = []
    for path, item in sorted(listed.items()):
        if path in files and item.get('sealed'):
            verdict = _pdf(files[path], trusted)
            if verdict.answer is not kit.answer or verdict.sha256 != kit.sha256:
                faults += [replace(reason, place=path) for reason in verdict.reasons]
    return faults


@lru_cache(maxsize=256)        # each PDF lies in the kit and in two ZIPs
def _pdf(data: bytes, trusted: frozenset[str]) -> Verdict:
    return verify_pdf(data, trusted)


def _zips(files: Mapping[str, bytes], listed: Mapping[str, dict], kit: Verdict, trusted: frozenset[str]) -> list[Reason]:
    """Look into each ZIP: a kit of its own by the same seal, and each file the same as outside."""
    faults = []
    for path in sorted(p for p, item in listed.items() if item.get('media_type') == 'application/zip' and p in files):
        try:
            inner = archive.read(files[path])
        except ValueError as error:
            faults.append(because('zip-damaged', path, why=str(error)))
            continue
        verdict = verify_kit(inner, trusted, inside=True)
        if verdict.answer is not kit.answer or verdict.sha256 != kit.sha256:
            faults += [replace(reason, place=path) for reason in verdict.reasons]
        faults += [because('zip-differs', path, path=name) for name, data in sorted(inner.items())
                   if name.startswith('files/') and files.get(name) != data]
    return faults
