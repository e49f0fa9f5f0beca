"""Seal a finished PDF, or any bytes, with a key: PAdES and CAdES baseline B, the same bytes for the same input.

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
from collections.abc import Callable
from datetime import UTC, datetime

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging import verify
from letterpress.finishing.keys.fitness import check_time
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.sealing import appending
from letterpress.finishing.sealing.appending import Gap
from letterpress.finishing.sealing.authorities import ROOM
from letterpress.finishing.syntax import places

Stamp = Callable[[bytes], bytes]  # from a signature to the time stamp on it
SPARE = 512  # the gap is rounded up to a multiple of so many bytes, so that a longer signature still fits


def warm() -> None:
    """Import what sealing needs, a third of a second: worth doing before workers are forked."""
    appending.tools()
    from cryptography.hazmat.primitives.asymmetric import ec, padding  # noqa: F401
    from cryptography.hazmat.primitives.serialization import load_der_private_key  # noqa: F401


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
            raise _rejected(
                'LP521',
                name,
                'the PDF is encrypted',
                'Seal the file that letterpress built, as it is.',
            )
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
        raise _rejected(
            'LP520',
            name,
            f'the PDF cannot be read: {_first_line(error)}',
            'Seal a PDF made with "letterpress build --unsealed".',
        ) from None
    return _signed(out.getvalue(), gap, key, stamp)


def seal_detached(data: bytes, key: SealKey, when: datetime) -> bytes:
    """Return a detached signature over the bytes (CMS in DER, CAdES baseline B), for a file beside them.

    `openssl cms -verify -binary -inform DER -content DATA -in SEAL` accepts it. Raises Rejected
    like `seal`.
    """
    check_time(key, when)
    return cms.build(
        hashlib.sha256(data).digest(), key.certificate, key.chain, key.method, key.sign, when
    )


def _check_whole(pdf: bytes, name: str) -> None:
    """Refuse what is no whole PDF, or sealed and changed since, by the same judgement as `verify`."""
    try:
        places.locate(pdf)
    except places.NoSeal:
        return
    except (places.NotPdf, places.CutOff) as wrong:
        raise _rejected(
            'LP520',
            name,
            f'the PDF cannot be read: {wrong}',
            'Seal a PDF made with "letterpress build --unsealed".',
        ) from None
    except (places.Altered, places.Foreign):
        pass
    if verify.verify_pdf(pdf).answer in (verify.Answer.CHANGED, verify.Answer.BROKEN):
        raise _sealed_already(name)


def _fill(writer, field: str, key: SealKey, when: datetime, name: str, stamp: Stamp | None) -> Gap:
    """Put the signature dictionary into the field, and the certification into the catalogue."""
    tools = appending.tools()
    generic, text = tools.generic, tools.generic.pdf_name
    form = writer.root.get('/AcroForm', {})
    found = [one for one in form.get('/Fields', ()) if one.get_object().get('/T') == field]
    if (
        len(found) != 1
        or found[0].get_object().get('/FT') != '/Sig'
        or '/Kids' in found[0].get_object()
    ):
        raise _rejected(
            'LP523',
            name,
            f'the PDF has no prepared signature field “{field}”',
            'Seal a PDF made with "letterpress build --unsealed"; its layout names the place of the seal.',
        )
    widget = found[0].get_object()
    fields = [one.get_object() for one in form['/Fields'] if one.get_object().get('/FT') == '/Sig']
    signers = [
        one for one in fields if '/V' not in one or one['/V'].get('/Type') != '/DocTimeStamp'
    ]
    first = not any('/V' in one for one in signers)
    if '/V' in widget or (first and '/DocMDP' in writer.root.get('/Perms', {})):
        raise _sealed_already(name)
    place = [one['/T'] for one in signers].index(field)
    if waiting := [str(one['/T']) for one in signers[:place] if '/V' not in one]:
        raise _rejected(
            'LP565',
            name,
            f'the field “{waiting[0]}” is to be sealed before “{field}”',
            f'Seal it first: letterpress seal FILE --field {waiting[0]}',
        )
    gap = Gap(_room(key, stamp))
    last = place == len(signers) - 1
    terms: list = []
    if first:  # certifies: no change, or nothing but the seals that are prepared
        terms = [_reference('/DocMDP', {text('/P'): generic.NumberObject(1 if last else 2)})]
    elif last:  # closes what the first left open
        terms = [_reference('/FieldMDP', {text('/Action'): text('/All')})]
    entries = {
        text('/Type'): text('/Sig'),
        text('/Filter'): text('/Adobe.PPKLite'),
        text('/SubFilter'): text('/ETSI.CAdES.detached'),
        text('/M'): generic.pdf_date(when.astimezone(UTC)),
    }
    if terms:
        entries[text('/Reference')] = generic.ArrayObject(terms)
    reference = writer.add_object(
        generic.DictionaryObject(
            {  # written in this order: cut in the gap, it still shows
                **entries,
                text('/ByteRange'): tools.Numbers(gap),
                text('/Contents'): tools.Contents(gap),
            }
        )
    )
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


def _reference(method: str, terms: dict):
    """Return a signature reference: what a seal permits, or locks. ISO 32000-2, 12.8.2."""
    generic = appending.tools().generic
    text = generic.pdf_name
    held = generic.DictionaryObject(
        {text('/Type'): text('/TransformParams'), text('/V'): text('/1.2'), **terms}
    )
    return generic.DictionaryObject(
        {
            text('/Type'): text('/SigRef'),
            text('/TransformMethod'): text(method),
            text('/TransformParams'): held,
        }
    )


def _room(key: SealKey, stamp: Stamp | None) -> int:
    """Return how many bytes to leave for the signature: its own length, known before it is made, and some spare."""
    length = len(
        cms.build(bytes(32), key.certificate, key.chain, key.method, lambda _: bytes(key.longest))
    )
    length += ROOM if stamp else 0
    return -(-length // SPARE) * SPARE


def _signed(pdf: bytes, gap: Gap, key: SealKey, stamp: Stamp | None) -> bytes:
    """Sign all but the gap, and write the signature into it."""
    sealed = appending.filled(
        pdf,
        gap,
        lambda digest: cms.build(
            digest, key.certificate, key.chain, key.method, key.sign, stamp=stamp
        ),
    )
    verdict = verify.verify_pdf(sealed, frozenset({key.sha256}))
    own = verdict.others[-1] if verdict.others else verdict
    if own.answer not in (verify.Answer.VALID, verify.Answer.DRAFT):
        raise RuntimeError(f'a fresh seal does not verify: {verdict}')
    return sealed


def _sealed_already(name: str) -> Rejected:
    return _rejected(
        'LP522',
        name,
        'the PDF is sealed already',
        'A seal is never replaced: build the letter again with --unsealed.',
    )


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]


def _rejected(code: str, name: str, message: str, hint: str) -> Rejected:
    return Rejected(Finding(Place(name), code, message, hint), Exit.SEAL)
