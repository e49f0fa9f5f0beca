"""Where the seal of a PDF lies, judged on the bytes before anybody parses the structure.

A PDF reader repairs, skips and follows; each of these is a way to make signed bytes say something
else (signature wrapping, shadow attacks, incremental saving: pdf-insecurity.org). Here nothing is
followed. A seal has one shape: its /ByteRange covers the whole file but one gap, the gap is the
/Contents string of the same dictionary, and it holds one CMS signature and then zeros. Pure: bytes
in, places out.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from letterpress.finishing.cms import der
from letterpress.finishing.cms import signed as cms
from letterpress.values import dataclass

RANGE = re.compile(rb'/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]')
MADE = re.compile(rb"/M\s*\(D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d)'?)?\)")
TRACE = re.compile(rb'/ByteRange|/ETSI\.CAdES\.detached|/adbe\.pkcs7\.|/Adobe\.PPKLite|/DocMDP')
FORMS = (b'/ETSI.CAdES.detached', b'/adbe.pkcs7.detached')
STAMPS = (b'/ETSI.RFC3161',)
MARKS = 64  # seals and time stamps: an archive adds one in ten years
NEAR = 4096  # bytes of a signature dictionary on either side of the gap
MOST = 1 << 20  # hex digits of a signature: with certificates and stamps they need a tenth of it


class NotPdf(ValueError):
    """Raised when the bytes are no PDF at all."""


class CutOff(ValueError):
    """Raised when a PDF ends before its end; `missing` bytes, 0 when nothing says how many."""

    def __init__(self, reason: str, missing: int = 0):
        super().__init__(reason)
        self.missing = missing


class NoSeal(ValueError):
    """Raised for a whole PDF that nobody sealed."""


class Foreign(ValueError):
    """Raised for a signature of a kind that is not checked here; `kind` is its technical name."""

    def __init__(self, reason: str, kind: str):
        super().__init__(reason)
        self.kind = kind


class Altered(ValueError):
    """Raised when there is a seal and it does not fit the bytes.

    `before` is the seal of an intact earlier revision.

    `code` is that of the reason (see `reasons`), `added` how many bytes came after the seal; `span`
    are the bytes that it is about, from and to, and `number` the object that they are.
    """

    def __init__(
        self,
        reason: str,
        before: Seal | None = None,
        code: str = 'changed-seal',
        added: int = 0,
        span: tuple[int, int] | None = None,
        number: int | None = None,
    ):
        super().__init__(reason)
        self.before, self.code, self.added = before, code, added
        self.span, self.number = span, number


@dataclass(frozen=True)
class Seal:
    """A seal by its places: bytes [0, gap) and [rest, end) are signed; `cms` is between them."""

    gap: int
    rest: int
    end: int
    cms: bytes
    when: datetime | None  # /M, the time that the signer claims
    stamp: bool = False  # a document time stamp; `cms` is its token

    def signed(self, data: bytes) -> tuple[memoryview, memoryview]:
        """Return the two parts of the file that are signed."""
        view = memoryview(data)
        return view[: self.gap], view[self.rest : self.end]


def locate(data: bytes) -> Seal:
    """Return the one seal of the whole file. Raises the exceptions of this module."""
    fitting, beyond = [], 0
    for found in RANGE.finditer(data):
        start, gap, rest, length = (int(one) for one in found.groups())
        if start == 0 and _is_gap(data, gap, rest, found.start()):
            fitting.append((gap, rest, rest + length))
            beyond = max(beyond, rest + length - len(data))
    if not fitting:
        raise _without_seal(data)
    if beyond > 0:
        if data.rstrip().endswith(b'%%EOF'):
            raise Altered('the range that its seal covers was altered', code='changed-range')
        raise CutOff(f'its last {beyond:,} bytes are missing', beyond)
    if len(fitting) > 1:
        first = _seal(data, *fitting[0])
        raise Altered('it was signed again after it was sealed', first, 'changed-again')
    seal = _seal(data, *fitting[0])
    if added := len(data) - seal.end:
        raise Altered(f'{added:,} bytes were added after the seal', seal, 'changed-added', added)
    return seal


def locate_all(data: bytes) -> tuple[Seal, ...]:
    """Return the seals and document time stamps of a file that goes on after its first seal.

    They are in the order of the file.
    Each covers all of the file up to its own end, where a revision ends; what the last one leaves
    open is for the reader of revisions to judge. Raises the exceptions of this module.
    """
    found = set()
    for one in RANGE.finditer(data):
        start, gap, rest, length = (int(number) for number in one.groups())
        if start or not _is_gap(data, gap, rest, one.start()) or rest + length > len(data):
            raise Altered('one of its seals does not cover what it should')
        found.add((rest + length, gap, rest))
        if len(found) > MARKS:
            raise Altered('it has more seals and time stamps than anybody sets')
    if not found:
        raise _without_seal(data)
    seals: list[Seal] = []
    before = 0
    for end, gap, rest in sorted(found):
        ends = data[max(end - 16, 0) : end].rstrip(b'\r\n').endswith(b'%%EOF')
        if gap <= before or not ends:
            first = seals[0] if seals else None
            raise Altered('one of its seals does not cover what it should', first)
        seals.append(_seal(data, gap, rest, end, (*FORMS, *STAMPS)))
        before = end
    if data[-16:].rstrip(b'\r\n')[-5:] != b'%%EOF':
        raise Altered('something was written behind its end', seals[0], 'changed-behind')
    return tuple(seals)


def is_sealed(data: bytes) -> bool:
    """Tell whether the bytes hold any trace of a seal, whole or not."""
    return TRACE.search(data) is not None


def _is_gap(data: bytes, gap: int, rest: int, named: int) -> bool:
    """Tell whether [gap, rest) is the <hex> of /Contents, beside the /ByteRange at `named`."""
    if not 0 < gap < rest - 2 < rest <= len(data):
        return False
    if data[gap : gap + 1] != b'<' or data[rest - 1 : rest] != b'>':
        return False
    if gap < named < rest or not data[max(0, gap - 32) : gap].rstrip().endswith(b'/Contents'):
        return False
    # both stand in one dictionary: near each other, and no object ends between them
    begin, end = (rest, named) if named > gap else (named, gap)
    return end - begin <= NEAR and b'endobj' not in data[begin:end]


def _without_seal(data: bytes) -> Exception:
    if b'%PDF-' not in data[:1024]:
        if is_sealed(data) and b'%%EOF' in data[-1024:]:
            return Altered('its seal does not fit its bytes')
        return NotPdf('it is no PDF')
    if data[-1024:].rpartition(b'%%EOF')[2].strip(b'\0\t\n\f\r '):  # without %%EOF, all of it
        return CutOff('it ends in the middle')
    if is_sealed(data):
        return Altered('its seal does not fit its bytes')
    return NoSeal('nobody sealed it')


def _seal(data: bytes, gap: int, rest: int, end: int, forms: tuple[bytes, ...] = FORMS) -> Seal:
    """Read gap and dictionary.

    The digits are all upper or all lower case: mixed, one of them was changed.
    """
    digits = data[gap + 1 : rest - 1]
    if len(digits) > MOST or len(digits) % 2 or not re.fullmatch(rb'[0-9A-F]*|[0-9a-f]*', digits):
        raise Altered('the place of its signature holds something else', code='changed-place')
    held = bytes.fromhex(digits.decode())
    if cms.is_ber(held):
        raise Foreign('its signature is written in BER, not in DER', 'BER')
    try:
        signature = der.first(held).raw
    except der.Malformed:
        raise Altered(
            'the place of its signature holds something else', code='changed-place'
        ) from None
    if held[len(signature) :].strip(b'\0'):
        raise Altered('something was written behind its signature', code='changed-behind')
    begin, close = data.rfind(b'obj', 0, gap), data.find(b'endobj', rest)
    before = data[max(begin, gap - NEAR, 0) : gap]
    around = before + data[rest : min(close if close > 0 else end, rest + NEAR)]
    if not any(form in around for form in forms):
        wrong = 'its signature is not of the form for PDF (CAdES or PKCS#7, detached)'
        raise Foreign(wrong, 'SubFilter')
    stamp = any(form in around for form in STAMPS)
    return Seal(gap, rest, end, signature, _time(around), stamp)


def _time(dictionary: bytes) -> datetime | None:
    """Return /M of a signature dictionary.

    ISO 32000-2, 7.9.4: D:YYYYMMDDHHmmSS, then Z or an offset with quotes.
    """
    # pyHanko escapes the colon
    plain = re.sub(rb'\\([0-3][0-7]{2})', lambda one: bytes([int(one[1], 8)]), dictionary)
    if not (found := MADE.search(plain)):
        return None
    digits, sign, hours, minutes = (one.decode() if one else '' for one in found.groups())
    try:
        local = datetime.strptime(digits, '%Y%m%d%H%M%S').replace(tzinfo=UTC)
        return (
            local - int(f'{sign}1') * timedelta(hours=int(hours), minutes=int(minutes))
            if sign
            else local
        )
    except (ValueError, OverflowError):
        return None
