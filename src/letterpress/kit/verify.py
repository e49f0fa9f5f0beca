"""Judge a kit or a ZIP that someone received: is it whole, who sealed it.

Believes nothing that the kit says of itself. Read from the outside in: the manifest's seal over its
bytes; every file against the manifest, none missing, none too many but those that operating systems
leave in any folder; what SHA256SUMS lists against the files; each sealed PDF; each ZIP as a kit of
its own. A file that is whole, by the same signer and of another edition is told from one that was
tampered with: editions were mixed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from letterpress.finishing import facts
from letterpress.finishing.judging.reasons import Reason, because
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer, Verdict
from letterpress.finishing.judging.verify import judge_detached, judge_pdf
from letterpress.kit import archive, checksums, manifest
from letterpress.manuscript import stated

OWN = frozenset({manifest.NAME, manifest.SEAL, checksums.NAME})  # each kit and ZIP has its own
BOM = b'\xef\xbb\xbf'
Listed = Mapping[str, Mapping[str, Any]]  # what the manifest says of each file, by path
# What systems put into folders by themselves: macOS (also on foreign disks: ._name), Windows, KDE.
# They hide nothing that a reader would take for the kit's: no page links to them.
LEFT_BY_SYSTEMS = re.compile(
    r'(?:.*/)?(?:\.DS_Store|\._[^/]*|\.localized|Icon\r'
    r'|(?i:Thumbs\.db|ehthumbs\.db|desktop\.ini)|\.directory)'
)


def verify_kit(files: Mapping[str, bytes], trust: Trust, inside: bool = False) -> Verdict:
    """Return the verdict on a kit given as its files by path.

    `inside`: a ZIP's content, which holds no ZIP itself.
    """
    return _kit(files, trust, inside, {})


def verify_zip(data: bytes, trust: Trust) -> Verdict:
    """Return the verdict on a press-kit ZIP."""
    try:
        files = archive.read(data)
    except ValueError as error:
        return Verdict(Answer.BROKEN, reasons=(because('zip-damaged', why=str(error)),))
    return verify_kit(files, trust, inside=True)


def _kit(
    files: Mapping[str, bytes], trust: Trust, inside: bool, seen: dict[bytes, Verdict]
) -> Verdict:
    """Judge a kit.

    `seen` keeps the verdict on each PDF by its SHA-256: each lies in the kit and in two ZIPs.
    """
    if manifest.NAME not in files:
        return Verdict(Answer.BROKEN, reasons=(because('kit-none'),))
    if manifest.SEAL not in files:
        return Verdict(Answer.UNSEALED, reasons=(because('kit-unsealed'),))
    seal = judge_detached(files[manifest.NAME], files[manifest.SEAL], trust)
    if seal.answer is Answer.CHANGED:
        return _with(seal, Answer.CHANGED, [because('manifest-changed')])
    if seal.answer in (Answer.BROKEN, Answer.UNSEALED):
        return _with(seal, Answer.BROKEN, [because('manifest-seal')])
    try:
        value = manifest.read(files[manifest.NAME])
        listed = {item['path']: item for item in value['artifacts']}
    except (ValueError, UnicodeDecodeError, RecursionError):
        return _with(seal, Answer.BROKEN, [because('manifest-unreadable')])
    seal = replace(seal, stated=stated.of_manifest(value))
    foreign = {path for path in files.keys() - listed.keys() if LEFT_BY_SYSTEMS.fullmatch(path)}
    files = {path: data for path, data in files.items() if path not in foreign}
    remarks = [because('file-of-system', path=path) for path in sorted(foreign)]
    faults = _contents(files, listed) + _sums(files, listed)
    faults += _seals(files, listed, seal, trust, seen)
    if not inside:
        faults += _zips(files, listed, seal, trust, seen)
    if any(fault.code == 'file-edition' for fault in faults):
        faults.insert(0, because('kit-mixed'))
    if faults:
        return _with(seal, Answer.CHANGED, faults + remarks)
    return _with(seal, seal.answer, [because('kit-whole', count=len(listed)), *remarks])


def _with(seal: Verdict, answer: Answer, reasons: list[Reason]) -> Verdict:
    """Return the verdict on a kit: that its manifest is whole is no word on a changed kit."""
    own = seal.reasons
    if answer is not seal.answer:
        own = tuple(replace(one, place=one.place or manifest.NAME) for one in own)
    return replace(seal, answer=answer, reasons=(*reasons, *own))


def _contents(files: Mapping[str, bytes], listed: Listed) -> list[Reason]:
    """Compare files and manifest both ways."""
    missing, extra = listed.keys() - files.keys(), files.keys() - listed.keys() - OWN
    faults = [because('file-missing', path=path) for path in sorted(missing)]
    faults += [because('file-extra', path=path) for path in sorted(extra)]
    faults += [
        _how(path, files[path], item)
        for path, item in sorted(listed.items())
        if path in files and hashlib.sha256(files[path]).hexdigest() != item['sha256']
    ]
    return faults


def _how(path: str, data: bytes, item: Mapping[str, Any]) -> Reason:
    """Say how a file differs from the listed one.

    By its line ends and mark alone, as mail and editors change them, or by more.
    """
    plain = data.replace(b'\r\n', b'\n')
    line_ends = (plain, plain.replace(b'\n', b'\r\n'))
    marks = (data.removeprefix(BOM), BOM + data, plain.removeprefix(BOM), BOM + plain)
    for one in (*line_ends, *marks):
        if hashlib.sha256(one).hexdigest() == item['sha256']:
            return because('file-endings', path=path)
    if len(data) != item['bytes']:
        return because('file-size', path=path, count=len(data), sealed=item['bytes'])
    return because('file-changed', path=path)


def _sums(files: Mapping[str, bytes], listed: Listed) -> list[Reason]:
    """Judge SHA256SUMS by what it lists: each line true, the files of the manifest all there."""
    if checksums.NAME not in files:
        return [because('file-missing', path=checksums.NAME)]
    try:
        sums = checksums.read(files[checksums.NAME])
    except (ValueError, UnicodeDecodeError):
        return [because('sums-unreadable', path=checksums.NAME)]
    false = {
        path
        for path, digest in sums.items()
        if path not in files or hashlib.sha256(files[path]).hexdigest() != digest
    }
    # a line that is the manifest's own is right: that its file was changed is said already
    false -= {path for path in false if path in listed and sums[path] == listed[path]['sha256']}
    absent = (listed.keys() | {manifest.NAME, manifest.SEAL}) - sums.keys()
    return [because('sums', checksums.NAME, path=path) for path in sorted(false | absent)]


def _seals(
    files: Mapping[str, bytes],
    listed: Listed,
    kit: Verdict,
    trust: Trust,
    seen: dict[bytes, Verdict],
) -> list[Reason]:
    """Look at each PDF that the manifest calls sealed: whole, and by whoever sealed the kit."""
    faults = []
    for path, item in sorted(listed.items()):
        if path in files and item.get('sealed'):
            digest = hashlib.sha256(files[path]).digest()
            verdict = seen[digest] = seen.get(digest) or judge_pdf(files[path], trust)
            if _worse(verdict, kit):
                faults += [replace(reason, place=path) for reason in verdict.reasons]
            elif digest.hex() != item['sha256']:
                faults += _mixed(path, stated.of_words(facts.keywords(files[path])), kit.stated)
    return faults


def _mixed(path: str, own: stated.Stated | None, kit: stated.Stated | None) -> list[Reason]:
    """Say of a file that is whole and by the kit's signer that it is of another edition, if it is.

    Such a kit was not forged: files of two were put together, or some stayed from before.
    """
    if own is None or kit is None or own.edition == kit.edition:
        return []
    return [because('file-edition', path=path, edition=own.edition, kit=kit.edition)]


def _worse(verdict: Verdict, kit: Verdict) -> bool:
    """Tell whether a part of a kit is not what the kit's seal lets expect: another's, or less good.

    It may be better: its time may be proven, and its certificate have run out since.
    """
    return verdict.sha256 != kit.sha256 or verdict.answer.badness > kit.answer.badness


def _zips(
    files: Mapping[str, bytes],
    listed: Listed,
    kit: Verdict,
    trust: Trust,
    seen: dict[bytes, Verdict],
) -> list[Reason]:
    """Look into each ZIP: a kit of its own by the same seal, and each file the same as outside.

    What lies in it alone is vouched for by its own manifest, and it by the kit's.
    """
    faults = []
    zips = (path for path, item in listed.items() if item.get('media_type') == 'application/zip')
    for path in sorted(zips):
        if path not in files:
            continue
        try:
            inner = archive.read(files[path])
        except ValueError as error:
            faults.append(because('zip-damaged', path, why=str(error)))
            continue
        verdict = _kit(inner, trust, True, seen)
        if _worse(verdict, kit):
            faults += [replace(reason, place=path) for reason in verdict.reasons]
        elif mixed := _mixed(path, verdict.stated, kit.stated):
            faults += mixed
            continue  # that none of its files is the kit's own goes without saying
        faults += [
            because('zip-differs', path, path=name)
            for name, data in sorted(inner.items())
            if name not in OWN and files.get(name, data) != data
        ]
    return faults
