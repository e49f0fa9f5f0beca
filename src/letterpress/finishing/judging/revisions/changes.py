"""What was done to a file after it was sealed: the family of the change, for people.

It excuses nothing. The verdict stands before this is asked (`verify`). Here the bytes say what
became of the seal, and the two states of a file that goes on after it are compared object by
object, to name the attack (pdf-insecurity.org: signature forgery, signature wrapping, incremental
saving, shadow, certification).
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator

from letterpress.finishing.cms import algorithms, der, stamp
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging.revisions import history, revised
from letterpress.finishing.syntax import places

FAMILIES = (
    'bytes',
    'cut',
    'tail',
    'forgery',
    'wrapping',
    'rewritten',
    'certificate',
    'page',
    'shadow-hide',
    'shadow-replace',
    'shadow-swap',
    'annotation',
    'signature',
    'embedded',
    'metadata',
    'again',
    'revision',
    'hidden',
)
SPANS = re.compile(rb'/ByteRange\s*\[([\d\s]{1,200})\]')
HELD = re.compile(rb'/Contents\s*<([0-9A-Fa-f]{64,})')
MOST = 16  # seals that are looked at in one file: more are nobody's but an attacker's


def family(data: bytes) -> str:
    """Return the family (one of FAMILIES) of the change in a file that is changed or cut.

    That it is, `verify` says. Raises MemoryError alone.
    """
    try:
        seal = places.locate(data)
    except places.CutOff:
        return 'cut'
    except places.Altered as altered:
        if altered.before is None or not _holds(data, altered.before):
            return _misfit(data)
        return _added(data, altered.before)
    except ValueError:
        return 'bytes'
    try:
        signed = cms.read(seal.cms)
    except cms.OtherCertificate:
        return 'certificate'
    except (der.Malformed, algorithms.Unsupported):
        return 'forgery'
    if _digest(signed.algorithm, seal.signed(data)) == signed.digest:
        return 'certificate'
    return 'wrapping' if _wrapped(data) else 'bytes'


def _holds(data: bytes, seal: places.Seal) -> bool:
    """Tell whether the bytes that a seal covers are those that were sealed."""
    try:
        signed = cms.read(seal.cms)
    except (der.Malformed, algorithms.Unsupported):
        return False
    return _digest(signed.algorithm, seal.signed(data)) == signed.digest


def _digest(algorithm: str, parts: Iterable[bytes | memoryview]) -> bytes:
    made = hashlib.new(algorithm)
    for part in parts:
        made.update(part)
    return made.digest()


def _misfit(data: bytes) -> str:
    """Name what became of a seal that fits nothing."""
    if _wrapped(data):
        return 'wrapping'
    if re.search(rb'/Contents\s*(?:null\b|<[0\s]*>)', data):
        return 'forgery'
    spans = list(_spans(data))
    if not spans:
        return 'forgery'
    whole = all(_covers_once(span, len(data)) for span in spans)
    gapped = any(_is_gapped(span, data) for span in spans)
    return 'rewritten' if whole and not gapped else 'forgery'


def _covers_once(span: list[int], size: int) -> bool:
    """Tell whether four numbers could be those of a seal of a file about as long."""
    return (
        len(span) == 4 and span[0] == 0 and span[1] > 0 and span[3] > 0 and sum(span[2:]) < 4 * size
    )


def _is_gapped(span: list[int], data: bytes) -> bool:
    """Tell whether the brackets of a signature stand where the numbers say that it stands."""
    if len(span) != 4:
        return False
    return data[span[1] : span[1] + 1] == b'<' and data[span[2] - 1 : span[2]] == b'>'


def _wrapped(data: bytes) -> bool:
    """Tell whether the sealed bytes are all there, and something that nobody sealed between them.

    A reader that believes /ByteRange, and not the place of /Contents, would call such a file whole.
    """
    told: dict[str, set[bytes]] = {}  # the digests that signatures in the file sign, by algorithm
    for _, one in zip(range(MOST), HELD.finditer(data), strict=False):
        if len(one[1]) > places.MOST:
            continue
        held = bytes.fromhex(one[1][: len(one[1]) // 2 * 2].decode())
        try:
            signed = cms.read(der.first(held).raw)
        except (der.Malformed, algorithms.Unsupported):
            continue
        told.setdefault(signed.algorithm, set()).add(signed.digest)
    for span in _spans(data):
        if len(span) % 2 or sum(span[1::2]) > len(data):  # no seal covers a byte twice
            continue
        parts = [
            memoryview(data)[start : start + length]
            for start, length in zip(span[::2], span[1::2], strict=True)
        ]
        if any(_digest(algorithm, parts) in digests for algorithm, digests in told.items()):
            return True
    return False


def _spans(data: bytes) -> Iterator[list[int]]:
    for _, found in zip(range(MOST), SPANS.finditer(data), strict=False):
        yield [int(number[:12]) for number in found[1].split()]


def _added(data: bytes, seal: places.Seal) -> str:
    """Name what the revisions after an intact seal do."""
    seal = _last(data, seal)
    added = data[seal.end :]
    if b'startxref' not in added:
        return 'tail'
    if b'/ByteRange' in added:
        return 'again'
    from pypdf import PdfReader

    try:
        found = revised.compare(
            PdfReader(io.BytesIO(data[: seal.end])), PdfReader(io.BytesIO(data)), seal.end
        )
    except MemoryError:
        raise
    except Exception:  # hostile structure: pypdf meets it with nearly any type
        found = 'revision'
    return 'hidden' if found in ('metadata', 'revision') and _is_hidden(data) else found


def _is_hidden(data: bytes) -> bool:
    """Tell whether bytes behind the seal belong to nothing that the cross-reference lists."""
    try:
        history.read(data)
    except places.Altered as altered:
        return altered.code == 'changed-unaccounted'
    except places.Foreign:
        pass
    return False


def _last(data: bytes, seal: places.Seal) -> places.Seal:
    """Return the last time stamp that is intact, up to which all may be in order, or the seal."""
    try:
        marks = places.locate_all(data)
    except ValueError:
        return seal
    for mark in reversed([one for one in marks if one.stamp and one.end > seal.end]):
        try:
            said = stamp.read(mark.cms)
        except (der.Malformed, algorithms.Unsupported):
            continue
        if said.digest == _digest(said.algorithm, mark.signed(data)):
            return mark
    return seal
