"""Seals that outlive their certificate: PAdES baseline T, LT and LTA, and their renewal.

ETSI EN 319 142-1. B-T: a time stamp on the signature proves when it was made. B-LT: the chain and
today's word on revocation lie in the file. B-LTA: a time stamp over all of that, which the next one
takes over before its own certificate ends. The letter is never written again; each step appends a
revision.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import datetime

from letterpress.findings import Rejected
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.cms import stamp
from letterpress.finishing.judging import chain, verify
from letterpress.finishing.judging.chain import Evidence, Untrusted
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.revisions.history import History
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.keys.refusal import refused
from letterpress.finishing.sealing import appending, authorities, evidence, seal
from letterpress.finishing.sealing.appending import Gap, Parsed
from letterpress.finishing.sealing.services import Outside, Terms
from letterpress.finishing.syntax import objects, places, states
from letterpress.values import dataclass

STAMPING = 'time_stamping'  # the usage of an authority's certificate
ROUNDS = 3  # in which an authority may turn out to be another than the evidence was gathered for
# where an invisible field lies: inside the page PDF/UA would want it tagged (ISO 14289-1, 7.18.4)
AWAY = -9999
NOTHING = Evidence()


@dataclass(frozen=True)
class _Party:
    """A certificate that the file relies on and when it was used: a signer's, an authority's."""

    certificate: bytes
    carried: tuple[bytes, ...]
    when: datetime
    usage: str = ''
    fresh: bool = False  # used a moment ago: the evidence must be of now, too


def seal_to_last(
    pdf: bytes,
    key: SealKey,
    when: datetime,
    terms: Terms,
    outside: Outside,
    field: str = 'Seal',
    name: str = '',
) -> bytes:
    """Return the PDF sealed at the level of the terms; B-B is `seal.seal`, to the byte.

    Raises Rejected (exit code 4) like `seal.seal`, and LP550 to LP557 for what the world outside
    answers.
    """
    if terms.level == 'B-B':
        return seal.seal(pdf, key, when, field, name)
    if terms.level != 'B-T':
        # before anybody is asked for a time: a revoked signer shall not even try
        _check_form(pdf, name)
        evidence.gather(key.certificate, key.chain, terms, outside)
    answered = ''

    def stamped(signature: bytes) -> bytes:
        nonlocal answered
        token, answered = authorities.stamped(hashlib.sha256(signature).digest(), terms, outside)
        return token

    sealed = seal.seal(pdf, key, when, field, name, stamped)
    if terms.level == 'B-T':
        return sealed
    terms = replace(terms, authorities=authorities.preferring(answered, terms))
    return _last(sealed, terms, outside, name)


def _check_form(pdf: bytes, name: str) -> None:
    """Refuse a PDF of which nobody could see later that only evidence was added to it.

    Raises Rejected (LP570).
    """
    try:
        states.Sealed(pdf, len(pdf), objects.Inflated(history.LARGEST))
    except objects.Unreadable as wrong:
        stands = f'at byte {wrong.place + 1:,} stands {wrong}'
        raise refused(
            'LP570',
            name,
            f'nothing can be added behind a seal of this PDF: {stands}',
            'write it anew before it is sealed (qpdf IN OUT), or seal it at level B-T',
        ) from None


def renew(pdf: bytes, terms: Terms, outside: Outside, name: str = '') -> bytes:
    """Return a sealed PDF brought to the level of the terms.

    Where it is there already, it gets the next archive time stamp.
    Raises Rejected (exit code 4): LP563 for what cannot be renewed, LP550 to LP557 like sealing.
    """
    verdict = verify.verify_pdf(pdf, roots=terms.roots, now=outside.now())
    if verdict.answer is Answer.UNSEALED:
        raise _cannot(name, 'nobody sealed it', 'seal it first: letterpress seal FILE')
    if verdict.answer in (Answer.CHANGED, Answer.BROKEN):
        hint = 'a time stamp would vouch for what was changed: take the file as it was sealed'
        raise _cannot(name, _sentence(verdict.details[0]), hint)
    if terms.level in ('B-B', 'B-T'):
        nothing = f'level {terms.level} adds nothing to a file'
        raise _cannot(name, nothing, 'name level = "B-LTA" in the profile')
    return _last(pdf, terms, outside, name)


def _last(pdf: bytes, terms: Terms, outside: Outside, name: str = '') -> bytes:
    """Append the evidence that is missing and, for B-LTA, the archive time stamp."""
    try:
        past = history.read(pdf)
    except places.Altered as wrong:  # whole, but in a form that leaves room for doubt
        nothing = f'nothing can be added behind the seal of this PDF: {wrong}'
        hint = 'it stays as it is sealed, at level B-B or B-T'
        raise refused('LP570', name, nothing, hint) from None
    parties = _parties(past, outside)
    extra: list[_Party] = []
    for _ in range(ROUNDS):
        found = past.evidence
        for party in (*parties, *extra):
            if not party.fresh and _holds(party, found, terms):
                continue
            more = evidence.gather(party.certificate, party.carried, terms, outside, party.usage)
            found = found.and_also(more)
        made = with_evidence(pdf, found, past.evidence, again=not past.since)
        if terms.level == 'B-LT':
            return made
        stamped, token, address = _stamped(made, terms, outside)
        mark = stamp.read(token)
        party = _Party(mark.certificate, mark.carried, mark.when, STAMPING)
        if _holds(party, found, terms):
            return stamped
        extra.append(replace(party, fresh=True))
        terms = replace(terms, authorities=authorities.preferring(address, terms))
    raise refused(
        'LP552',
        address,
        'the time-stamping authority gives a time stamp that cannot be used: '
        'it answers with another certificate each time',
        'do not use this authority; name another in seal.toml',
    )


def _parties(past: History, outside: Outside) -> list[_Party]:
    """Return whom the file relies on.

    The newest stamp's authority must be good still, or it is too late to take over.
    """
    parties = []
    last_seal = past.seals[-1]
    for mark in past.marks:
        if mark.stamp:
            newest = mark == past.marks[-1]
            parties.append(_authority(stamp.read(mark.seal.cms), newest))
            continue
        # judges want evidence that is younger than the seal
        fresh = mark == last_seal and not past.since
        signed = cms.read(mark.seal.cms)
        own = stamp.read(signed.token) if signed.token else None
        when = own.when if own else mark.seal.when or outside.now()
        parties.append(_Party(signed.certificate, cms.certificates(mark.seal.cms), when, '', fresh))
        if own:
            parties.append(_authority(own, fresh))
    return parties


def _authority(found: stamp.Stamp, fresh: bool) -> _Party:
    return _Party(found.certificate, found.carried, found.when, STAMPING, fresh)


def _holds(party: _Party, found: Evidence, terms: Terms) -> bool:
    """Tell whether the evidence alone shows that a certificate was good when it was used.

    Without what signatures carry.
    """
    try:
        chain.prove(party.certificate, terms.roots, found, party.when, party.usage)
        return party.certificate in found.certificates
    except Untrusted:
        return False


def with_evidence(
    pdf: bytes, found: Evidence, known: Evidence = NOTHING, again: bool = False
) -> bytes:
    """Return the PDF with evidence (beyond what is `known` to be in it) in its DSS.

    ISO 32000-2, 12.8.4.3.

    `again`: write the store also when it has all of that: it has to come after the last seal.
    """
    tools = appending.tools()
    generic, text = tools.generic, tools.generic.pdf_name
    new = {
        name: [one for one in have if one not in old]
        for name, have, old in (
            ('/Certs', found.certificates, known.certificates),
            ('/OCSPs', found.ocsps, known.ocsps),
            ('/CRLs', found.crls, known.crls),
        )
    }
    if not again and not any(new.values()):
        return pdf
    # EU DSS gives numbers away twice; `history` has read it strictly
    writer = tools.Revision(io.BytesIO(pdf), strict=False)
    store = generic.DictionaryObject({text('/Type'): text('/DSS')})
    if '/DSS' in writer.root:
        store = writer.root['/DSS']
    for name, values in new.items():
        held = generic.ArrayObject(list.__iter__(store[name]) if name in store else ())
        for one in values:
            stream = generic.StreamObject(stream_data=one)
            stream.compress()
            held.append(writer.add_object(stream))
        if held:
            store[text(name)] = held
    if store.container_ref is None:
        writer.root[text('/DSS')] = writer.add_object(store)
        writer.update_root()
    else:
        writer.update_container(store)
    return _written(writer)


def _stamped(pdf: bytes, terms: Terms, outside: Outside) -> tuple[bytes, bytes, str]:
    """Return the PDF with a document time stamp over all of it; the token, and who gave it."""
    tools = appending.tools()
    generic, text = tools.generic, tools.generic.pdf_name
    writer = tools.Revision(io.BytesIO(pdf), strict=False)
    form, page = writer.root['/AcroForm'], writer.root['/Pages']
    while '/Kids' in page:
        reference = page['/Kids'].raw_get(0)
        page = reference.get_object()
    fields = [field.get_object() for field in form['/Fields']]
    names = {str(one['/T']) for one in fields if '/T' in one}
    number = next(n for n in range(1, len(names) + 2) if f'Timestamp{n}' not in names)
    gap = Gap(authorities.ROOM)
    value = writer.add_object(
        generic.DictionaryObject(
            {
                text('/Type'): text('/DocTimeStamp'),
                text('/Filter'): text('/Adobe.PPKLite'),
                text('/SubFilter'): text('/ETSI.RFC3161'),
                text('/ByteRange'): tools.Numbers(gap),
                text('/Contents'): tools.Contents(gap),
            }
        )
    )
    box = generic.ArrayObject([generic.NumberObject(AWAY)] * 4)
    widget = writer.add_object(
        generic.DictionaryObject(
            {
                text('/Type'): text('/Annot'),
                text('/Subtype'): text('/Widget'),
                text('/FT'): text('/Sig'),
                text('/T'): generic.pdf_string(f'Timestamp{number}'),
                text('/TU'): generic.pdf_string('Archive time stamp'),
                text('/F'): generic.NumberObject(4 + 128),
                text('/Rect'): box,
                text('/P'): reference,
                text('/V'): value,
            }
        )
    )
    form['/Fields'].append(widget)
    writer.update_container(form['/Fields'])
    form[text('/SigFlags')] = generic.NumberObject(3)
    writer.update_container(form)
    if '/Annots' in page:
        page['/Annots'].append(widget)
        writer.update_container(page['/Annots'])
    else:
        page[text('/Annots')] = generic.ArrayObject([widget])
        writer.update_container(page)
    answered: list[tuple[bytes, str]] = []

    def ask(digest: bytes) -> bytes:
        answered.append(authorities.stamped(digest, terms, outside))
        return answered[0][0]

    return appending.filled(_written(writer), gap, ask), *answered[0]


def _written(writer: Parsed) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _sentence(text: str) -> str:
    return text[0].lower() + text[1:].rstrip('.')


def _cannot(name: str, why: str, hint: str) -> Rejected:
    return refused('LP563', name, f'the file cannot be renewed: {why}', hint)
