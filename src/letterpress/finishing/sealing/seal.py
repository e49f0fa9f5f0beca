"""Seal a finished PDF, or any bytes, with a key: PAdES and CAdES baseline B, bytes come out equal.

pyHanko reads the PDF and appends one revision; nothing of what was built is touched (no new XMP, no
new Info, no new appearance: the seal's text is HTML of the layout). Only its `pdf_utils` are
imported: `pyhanko.sign` brings an HTTP client and costs half a second more, and the signature
itself is written by `cms`. The seal certifies the document and permits no change after it (DocMDP
level 1), because the higher levels admit the attacks of 2021 on certified PDFs. Only where fields
of further signers are prepared the first one permits that these are filled (level 2), and the last
locks.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from letterpress.findings import Rejected
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging import verify
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.keys.fitness import check_time
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.keys.refusal import refused
from letterpress.finishing.sealing import appending
from letterpress.finishing.sealing.appending import Gap, Parsed
from letterpress.finishing.sealing.authorities import ROOM
from letterpress.finishing.syntax import places

Stamp = Callable[[bytes], bytes]  # from a signature to the time stamp on it
# the gap is rounded up to a multiple of so many bytes, so that a longer signature still fits
SPARE = 512
BUILD_AGAIN = 'Seal a PDF made with "letterpress build --unsealed".'


def warm() -> None:
    """Import what sealing and judging need: worth doing before workers are forked."""
    import cryptography.hazmat.primitives.asymmetric.padding
    import cryptography.hazmat.primitives.serialization  # noqa: F401  for those forked later

    appending.tools()


def seal(
    pdf: bytes,
    key: SealKey,
    when: datetime,
    field: str = 'Seal',
    name: str = '',
    stamp: Stamp | None = None,
) -> bytes:
    """Return the PDF with a seal in its prepared, empty signature field.

    `name` is the file's, for the findings. With `stamp`, which returns a time stamp on the
    signature, the seal is of level B-T and its bytes differ every time. `when` (with time zone) is
    what the seal says; the certificate must be valid then. Raises Rejected (exit code 4): LP505 or
    LP506 for the time, LP520 to LP524 for what cannot be sealed.
    """
    check_time(key, when, name)
    _check_whole(pdf, name)
    tools = appending.tools()
    try:
        writer = tools.Revision(io.BytesIO(pdf))
        if writer.prev.encrypted:
            hint = 'seal the file that letterpress built, as it is'
            raise refused('LP521', name, 'the PDF is encrypted', hint)
        gap = _fill(writer, field, key, when, name, stamp)
        out = io.BytesIO()
        writer.write(out)
    except (
        tools.PdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        # pyHanko meets hostile structure with any of these; the user's file is wrong, not this code
        unread = f'the PDF cannot be read: {_first_line(error)}'
        raise refused('LP520', name, unread, BUILD_AGAIN) from None
    return _signed(out.getvalue(), gap, key, stamp)


def seal_detached(data: bytes, key: SealKey, when: datetime) -> bytes:
    """Return a detached signature over the bytes, for a file beside them.

    It is CMS in DER, CAdES baseline B: `openssl cms -verify -binary -inform DER -content DATA -in
    SEAL` accepts it. Raises Rejected like `seal`.
    """
    check_time(key, when)
    digest = hashlib.sha256(data).digest()
    return cms.build(digest, key.certificate, key.chain, key.method, key.sign, when)


def _check_whole(pdf: bytes, name: str) -> None:
    """Refuse what is no whole PDF, or sealed and changed since, by the judgement of `verify`."""
    try:
        places.locate(pdf)
    except places.NoSeal:
        return
    except (places.NotPdf, places.CutOff) as wrong:
        unread = f'the PDF cannot be read: {wrong}'
        raise refused('LP520', name, unread, BUILD_AGAIN) from None
    except (places.Altered, places.Foreign):
        pass
    if verify.verify_pdf(pdf).answer in (Answer.CHANGED, Answer.BROKEN):
        raise _sealed_already(name)


def _fill(
    writer: Parsed, field: str, key: SealKey, when: datetime, name: str, stamp: Stamp | None
) -> Gap:
    """Put the signature dictionary into the field, and the certification into the catalogue."""
    tools = appending.tools()
    generic, text = tools.generic, tools.generic.pdf_name
    form = writer.root.get('/AcroForm', {})
    widget = _field(form, field, name)
    signers = _signers(form)
    first = not any('/V' in one for one in signers)
    if '/V' in widget or (first and '/DocMDP' in writer.root.get('/Perms', {})):
        raise _sealed_already(name)
    place = [one['/T'] for one in signers].index(field)
    if waiting := [str(one['/T']) for one in signers[:place] if '/V' not in one]:
        early = f'the field “{waiting[0]}” is to be sealed before “{field}”'
        hint = f'seal it first: letterpress seal FILE --field {waiting[0]}'
        raise refused('LP565', name, early, hint)
    gap = Gap(_room(key, stamp))
    entries = {
        text('/Type'): text('/Sig'),
        text('/Filter'): text('/Adobe.PPKLite'),
        text('/SubFilter'): text('/ETSI.CAdES.detached'),
        text('/M'): generic.pdf_date(when.astimezone(UTC)),
    }
    if terms := _terms(first, last=place == len(signers) - 1):
        entries[text('/Reference')] = generic.ArrayObject(terms)
    # written in this order: cut in the gap, it still shows
    entries[text('/ByteRange')] = tools.Numbers(gap)
    entries[text('/Contents')] = tools.Contents(gap)
    reference = writer.add_object(generic.DictionaryObject(entries))
    widget[text('/V')] = reference
    writer.update_container(widget)
    form.pop('/NeedAppearances', None)  # would make readers draw over the seal
    form[text('/SigFlags')] = generic.NumberObject(3)
    writer.update_container(form)
    if first:
        writer.root[text('/Perms')] = generic.DictionaryObject({text('/DocMDP'): reference})
        writer.register_extension(tools.ESIC)
        writer.update_root()
    return gap


def _field(form: Parsed, field: str, name: str) -> Parsed:
    """Return the prepared field of this name. Raises Rejected (LP523)."""
    found = [one for one in form.get('/Fields', ()) if one.get_object().get('/T') == field]
    widget = found[0].get_object() if len(found) == 1 else {}
    if widget.get('/FT') != '/Sig' or '/Kids' in widget:
        raise refused(
            'LP523',
            name,
            f'the PDF has no prepared signature field “{field}”',
            'seal a PDF made with "letterpress build --unsealed"; its layout names the place of '
            'the seal',
        )
    return widget


def _signers(form: Parsed) -> list[Parsed]:
    """Return the fields of signers in their order: those of time stamps are left out."""
    fields = [one.get_object() for one in form['/Fields']]
    return [
        one
        for one in fields
        if one.get('/FT') == '/Sig'
        and ('/V' not in one or one['/V'].get('/Type') != '/DocTimeStamp')
    ]


def _terms(first: bool, last: bool) -> list[Parsed]:
    """Return what a seal permits: the first certifies, the last closes what the first left open."""
    generic = appending.tools().generic
    text = generic.pdf_name
    if first:  # no change, or nothing but the seals that are prepared
        return [_reference('/DocMDP', {text('/P'): generic.NumberObject(1 if last else 2)})]
    if last:
        return [_reference('/FieldMDP', {text('/Action'): text('/All')})]
    return []


def _reference(method: str, terms: Mapping[Parsed, Parsed]) -> Parsed:
    """Return a signature reference: what a seal permits, or locks. ISO 32000-2, 12.8.2."""
    generic = appending.tools().generic
    text = generic.pdf_name
    held = {text('/Type'): text('/TransformParams'), text('/V'): text('/1.2'), **terms}
    entries = {
        text('/Type'): text('/SigRef'),
        text('/TransformMethod'): text(method),
        text('/TransformParams'): generic.DictionaryObject(held),
    }
    return generic.DictionaryObject(entries)


def _room(key: SealKey, stamp: Stamp | None) -> int:
    """Return how many bytes to leave for the signature: as many as it will have, and some spare."""

    def longest(_: bytes) -> bytes:
        return bytes(key.longest)

    made = cms.build(bytes(32), key.certificate, key.chain, key.method, longest)
    length = len(made) + (ROOM if stamp else 0)
    return -(-length // SPARE) * SPARE


def _signed(pdf: bytes, gap: Gap, key: SealKey, stamp: Stamp | None) -> bytes:
    """Sign all but the gap, and write the signature into it."""

    def signature(digest: bytes) -> bytes:
        return cms.build(digest, key.certificate, key.chain, key.method, key.sign, stamp=stamp)

    sealed = appending.filled(pdf, gap, signature)
    verdict = verify.verify_pdf(sealed, frozenset({key.sha256}))
    own = verdict.others[-1] if verdict.others else verdict
    if own.answer not in (Answer.VALID, Answer.DRAFT):
        raise RuntimeError(f'a fresh seal does not verify: {verdict}')
    return sealed


def _sealed_already(name: str) -> Rejected:
    hint = 'a seal is never replaced: build the letter again with --unsealed'
    return refused('LP522', name, 'the PDF is sealed already', hint)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
