"""Every byte behind a seal is accounted for, or the answer is CHANGED and names the bytes:
forgeries made on the fly.
"""

from __future__ import annotations

import io
import random
import re
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import pem

import effort
from fixtures import attacks, forgeries, pdfs
from letterpress.commands.verdicts import answers
from letterpress.findings import Rejected
from letterpress.finishing.cms import der
from letterpress.finishing.judging import reasons
from letterpress.finishing.judging.chain import Evidence
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.finishing.syntax import grammar, objects, places, states
from letterpress.world import network

TRUSTED = frozenset((pdfs.publisher().sha256,))
BASES = ('letter', 'packet', 'table', 'archived')
DSS = Path(__file__).parents[2] / 'fixtures' / 'dss-lta.pdf'
NAMING = ('changed-object', 'changed-unaccounted')


@pytest.fixture(scope='module')
def plans(pki):
    """Give a function that returns an honest revision of a file of a kind."""
    outside, terms = (
        network.outside(),
        Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0),
    )
    made = {
        'letter': pdfs.sealed,
        'packet': attacks.whole,
        'table': lambda: seal.seal(pdfs.without_letterpress(), pdfs.publisher(), pdfs.SEALED_AT),
        'archived': lambda: lasting.seal_to_last(
            pdfs.unsealed(), pdfs.publisher(), outside.now(), replace(terms, level='B-T'), outside
        ),
    }

    @cache
    def plan(base: str) -> forgeries.Plan:
        data = made[base]()
        if base == 'archived':
            data = lasting._stamped(
                lasting.with_evidence(data, Evidence((pki.certificate('tsa'),))), terms, outside
            )[0]
        return forgeries.honest(data, pki.certificate('root'))

    return plan


def named(verdict) -> list[tuple[int, int]]:
    """Return the bytes that an answer names, counted from 1."""
    return [
        (dict(one.values)['first'], dict(one.values)['last'])
        for one in verdict.reasons
        if one.code in NAMING
    ]


@pytest.mark.parametrize('table', [False, True], ids=['stream', 'table'])
@pytest.mark.parametrize('base', BASES)
def test_the_honest_revision_is_valid(base, table, plans):
    """With either form of cross-reference: else the forgeries would be found by what they are made
    of.
    """
    verdict = verify_pdf(plans(base).but(table=table).made(), TRUSTED)
    assert verdict.answer is Answer.VALID, verdict.details


@pytest.mark.parametrize('base', BASES)
@pytest.mark.parametrize('form', forgeries.FORMS)
def test_a_forgery_is_changed_and_its_bytes_are_named(form, base, plans):
    plan = plans(base)
    data = forgeries.FORMS[form](plan)
    assert (
        data.startswith(plan.data)
        and data != plan.but(table=False).made()
        and data != plan.but(table=True).made()
    )
    with effort.within(2):
        verdict = verify_pdf(data, TRUSTED)
    assert verdict.answer is Answer.CHANGED, verdict
    codes = [one.code for one in verdict.reasons]
    if b'startxref' not in data[places.locate_all(plan.data)[0].end :]:
        assert codes == ['changed-added', 'earlier']  # all that follows is named by how much it is
        return
    ((first, last),) = named(verdict)
    assert len(plan.data) < first <= last <= len(data)
    assert codes[-1] == 'earlier'


def test_there_are_many_forms():
    assert len(forgeries.FORMS) >= 60


def test_an_unlisted_object_is_named_by_number_and_bytes(plans):
    plan = plans('letter')
    data = forgeries.FORMS['hidden_between'](plan)
    verdict = verify_pdf(data, TRUSTED)
    at = next(one for one in verdict.reasons if one.code == 'changed-object')
    start = data.rindex(b'%d 0 obj' % forgeries.WORD)
    assert dict(at.values) == {
        'number': str(forgeries.WORD),
        'first': start + 1,
        'last': data.index(b'endobj', start) + 6,
    }


@pytest.mark.parametrize('language', answers.LANGUAGES)
def test_the_bytes_are_named_in_every_language(language, plans):
    for form in ('hidden_between', 'size_too_large'):
        verdict = verify_pdf(forgeries.FORMS[form](plans('letter')), TRUSTED)
        said = ' '.join(reasons.sentence(one, language) for one in verdict.reasons)
        for place in named(verdict)[0]:
            assert reasons.written(place, language) in said


@pytest.mark.parametrize('base', BASES)
def test_a_changed_bit_behind_the_seal_never_shows_anything(base, plans):
    """Whatever one bit makes of an honest revision: the file is refused, or all that was sealed is
    read as it was.
    """
    plan = plans(base)
    whole, drawn = plan.made(), random.Random(base)
    sealed = history.read(whole)
    for _ in range(150):
        data = bytearray(whole)
        data[drawn.randrange(len(plan.data), len(whole))] ^= 1 << drawn.randrange(8)
        verdict = verify_pdf(bytes(data), TRUSTED)
        if verdict.answer is not Answer.CHANGED:
            assert verdict.answer is Answer.VALID
            assert history.read(bytes(data)).marks == sealed.marks


@pytest.mark.parametrize('base', BASES)
def test_noise_behind_the_seal_raises_nothing(base, plans):
    """Cut, doubled, exchanged pieces of the revisions: an answer, quickly, and no good one for
    other bytes in a time stamp.
    """
    plan = plans(base)
    whole, drawn = plan.made(), random.Random(base)
    end = places.locate_all(whole)[0].end
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(drawn.randrange(1, 4)):
            start, source = drawn.randrange(end, len(data)), drawn.randrange(end, len(data))
            data[start : start + drawn.randrange(40)] = data[source : source + drawn.randrange(60)]
        if data != whole:
            verify_pdf(bytes(data), TRUSTED)


def test_stock_pyhanko_rewrites_the_description_and_is_told_so(pki):
    """Evidence as pyHanko adds it out of the box: with another date in Info and XMP."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdfs.sealed())), io.BytesIO()
    store = DocumentSecurityStore(writer)
    store.register_vri('/' + '0' * 40, certs=[x509.Certificate.load(pki.certificate('root'))])
    writer.root['/DSS'] = writer.add_object(store.as_pdf_object())
    writer.update_root()
    writer.write(out)
    verdict = verify_pdf(out.getvalue(), TRUSTED)
    assert verdict.answer is Answer.CHANGED
    assert 'changed-information' in [one.code for one in verdict.reasons] and named(verdict)


# ---- what was prepared before the seal


def prepared(change, data: bytes | None = None) -> bytes:
    """Return the page with a change of its bytes before it is sealed, in a revision of its own."""
    tools = lasting.appending.tools()
    writer, out = tools.Revision(io.BytesIO(data or pdfs.unsealed())), io.BytesIO()
    page = writer.root['/Pages']
    while '/Kids' in page:
        page = page['/Kids'].raw_get(0).get_object()
    change(writer, page, tools.generic)
    writer.update_container(page)
    writer.write(out)
    return seal.seal(out.getvalue(), pdfs.publisher(), pdfs.SEALED_AT)


@pytest.mark.parametrize('packed', [False, True])
def test_what_was_left_open_is_not_filled_in_with_evidence(packed, pki):
    """The sealed page names contents that nobody wrote; a later certificate takes their number.

    Its text would be drawn.
    """

    def change(writer, page, generic):
        # the seal takes one number, its cross-reference and the store's parts follow
        for more in range(1, 9):
            reference = generic.IndirectObject(writer._lastobj_id + more, 0, writer)
            page[generic.pdf_name(f'/Open{more}')] = reference
        if packed:
            container = writer.prepare_object_stream()
            writer.add_object(
                generic.ArrayObject([page.raw_get(f'/Open{more}') for more in range(1, 9)]),
                obj_stream=container,
            )

    data = prepared(change)
    assert verify_pdf(data, TRUSTED).answer is Answer.VALID
    made = lasting.with_evidence(data, Evidence((pki.certificate('root'),)))
    verdict = verify_pdf(made, TRUSTED)
    assert verdict.answer is Answer.CHANGED and 'left open' in ' '.join(verdict.details)
    assert named(verdict)


def test_a_list_that_is_pages_too_does_not_grow(pki):
    """The notes of the page are the kids of the page tree as well: a field more would be a page
    more.
    """

    def change(writer, page, generic):
        page[generic.pdf_name('/Annots')] = writer.root['/Pages'].raw_get('/Kids')
        if not isinstance(page.raw_get('/Annots'), generic.IndirectObject):
            shared = writer.add_object(
                generic.ArrayObject(list.__iter__(writer.root['/Pages']['/Kids']))
            )
            writer.root['/Pages'][generic.pdf_name('/Kids')] = page[generic.pdf_name('/Annots')] = (
                shared
            )
            writer.update_container(writer.root['/Pages'])

    data = prepared(change)
    outside, terms = (
        network.outside(),
        Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0),
    )
    assert verify_pdf(data, TRUSTED).answer is Answer.VALID
    verdict = verify_pdf(lasting._stamped(data, terms, outside)[0], TRUSTED)
    assert verdict.answer is Answer.CHANGED, verdict.details


def test_no_further_seal_where_the_first_one_permits_none():
    """/P 1: the second field was prepared, and still the first signer closed the letter."""
    data = pdfs.for_three().replace(b'/Lock', b'/Look')
    made = seal.seal(data, pdfs.publisher(), pdfs.SEALED_AT)
    assert b'/P 2' in made
    closed = made.replace(b'/P 2', b'/P 1')
    assert (
        verify_pdf(closed, TRUSTED).answer is Answer.CHANGED
    )  # a byte was changed: sealed anew, it is as closed
    tools = lasting.appending.tools()

    def terms(method, entries):
        entries = {
            key: tools.generic.NumberObject(1) if key == '/P' else value
            for key, value in entries.items()
        }
        return was(method, entries)

    was = seal._reference
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal, '_reference', terms)
        one = seal.seal(pdfs.for_three(), pdfs.publisher(), pdfs.SEALED_AT)
    assert verify_pdf(one, TRUSTED).answer is Answer.VALID
    with pytest.raises(RuntimeError, match='does not verify'):
        seal.seal(one, pdfs.publisher(), pdfs.SEALED_AT, 'second')


@pytest.mark.parametrize('way', ['hybrid', 'encrypted', 'not from its first byte'])
def test_what_could_not_be_judged_later_is_not_sealed_to_last(way, pki):
    """A hybrid file, an encrypted one, one with something before its header: told before any
    authority is asked.
    """
    data = pdfs.without_letterpress(encrypted=way == 'encrypted')
    data = (
        data.replace(b'trailer\n<<', b'trailer\n<</XRefStm 9 ')
        if way == 'hybrid'
        else b'\n' + data
        if way == 'not from its first byte'
        else data
    )
    terms = Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0)
    pki.asked.clear()
    with pytest.raises(Rejected) as caught:
        lasting.seal_to_last(
            data, pki.key(), network.outside().now(), terms, network.outside(), name='a.pdf'
        )
    (finding,) = caught.value.findings
    assert finding.code == 'LP570' and finding.place.path == 'a.pdf' and pki.asked == []


# ---- the parts


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        (b'12', 12),
        (b'-.5 ', -0.5),
        (b'+7', 7),
        (b'/A#20b', 'A b'),
        (b'/', ''),
        (b'(a(b)\\)c)', b'a(b))c'),
        (b'(\\055\\n\\\r\nx\r\ny)', b'-\nx\ny'),
        (b'<4 1\n5>', b'AP'),
        (b'[1 2 0 R/X(a)<41>null]', [1, objects.Ref(2, 0), 'X', b'a', b'A', objects.NULL]),
        (b'<</A<</B[]>>/C true>>', {'A': {'B': []}, 'C': objects.Word('true')}),
        (b'[1 R]', None),
        (b'[1 0 RR]', None),
        (b'<</A 1/A 2>>', None),
        (b'<</A>>', None),
        (b'<<1 2>>', None),
        (b'[1', None),
        (b'(a', None),
        (b'/A#0', None),
        (b'% x\n1', None),
        (b'--1', None),
        (b'tru', None),
        (b'', None),
    ],
)
def test_one_value(text, expected):
    if expected is None:
        with pytest.raises(objects.Unreadable):
            objects.value(text, 0)
    else:
        assert objects.value(text, 0)[0] == expected


def test_names_words_and_strings_are_never_equal():
    held = objects.value(b'[/true true (true) /1 1 /null null]', 0)[0]
    assert len({repr(one) for one in held}) == 7 and all(
        one != other for n, one in enumerate(held) for other in held[:n]
    )


@pytest.mark.parametrize(
    'text',
    [
        b'1 ' * 60000,
        b'%1 ' * 60000,
        b'(' * 60000,
        b'<<' * 60000,
        b'[' * 60000,
        b'\\(' * 60000,
        b'1 %1\r' * 30000,
        b'obj ' * 60000,
        b'/#' * 60000,
        b'<' * 60000,
    ],
)
def test_reading_takes_no_longer_than_the_bytes_are_long(text, plans):
    plan = plans('letter')
    added = forgeries._evidence(
        plan, lambda one: forgeries.piece(int(one.split()[0]), forgeries.stream(text))
    ).made()
    with effort.within(2):
        for data in (plan.data + text + b'startxref\n0\n%%EOF\n', added):
            assert verify_pdf(data, TRUSTED).answer is Answer.CHANGED


@pytest.mark.parametrize('what', ['cross-reference', 'evidence', 'many pieces', 'object stream'])
def test_what_swells_is_left(what, plans):
    """Streams of a few kilobytes that inflate to hundreds of megabytes, in every place where one is
    inflated.
    """
    plan = plans('letter')
    bomb = forgeries.stream(zlib.compress(bytes(200 << 20), 9), b'/Filter/FlateDecode')
    if what == 'cross-reference':
        made = plan.made()
        start = int(re.findall(rb'startxref\s+(\d+)', made)[-1])
        head = made[start : made.index(b'/Length', start)] + b'/Filter/FlateDecode'
        data = (
            made[:start]
            + head
            + bomb[bomb.index(b'/Length') :]
            + b'\nendobj\nstartxref\n%d\n%%%%EOF\n' % start
        )
    elif what == 'object stream':
        data = plan.but(
            pieces=(
                *plan.pieces,
                forgeries.piece(9010, bomb.replace(b'<<', b'<</Type/ObjStm/N 1/First 4', 1)),
            )
        ).made()
    else:
        many = 1 if what == 'evidence' else 20
        found = re.compile(rb'/Certs\s*\[')
        names = b' '.join(b'%d 0 R' % (9100 + n) for n in range(many))
        pieces = tuple(found.sub(b'/Certs [%s ' % names, one) for one in plan.pieces)
        whole = der.value(der.SEQUENCE, bytes(9 << 20))
        one = (
            bomb if many == 1 else forgeries.stream(zlib.compress(whole, 9), b'/Filter/FlateDecode')
        )
        data = plan.but(
            pieces=(*pieces, *(forgeries.piece(9100 + n, one) for n in range(many)))
        ).made()
    with effort.within(2):
        assert verify_pdf(data, TRUSTED).answer is Answer.CHANGED


def test_a_length_that_leads_to_itself_is_no_circle():
    data = (
        b'%%PDF-1.7\n1 0 obj\n<</Length 1 0 R>>\nstream\n\nendstream\nendobj\nxref\n0 2\n'
        b'0000000000 65535 f \n0000000009 00000 n \n'
        b'trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n'
    )
    data %= data.index(b'xref') - 1
    with pytest.raises(objects.Unreadable):
        states.Sealed(data, len(data), objects.Inflated(99))


def test_the_pieces_of_the_grammar_tell_where(plans):
    plan = plans('letter')
    made = plan.made()
    inflated = objects.Inflated(1 << 20)
    sealed = history.Sealed(made, len(plan.data), inflated)
    before = grammar.Before(sealed.startxref, sealed.state.trailer, sealed.highest)
    (one,) = grammar.read(made, len(plan.data), before, inflated)
    assert (one.start, one.eof, one.end) == (len(plan.data), len(made) - 1, len(made))
    assert re.match(rb'\d+ 0 obj', made[one.section.start :])


# ---- EU DSS


def test_what_eu_dss_lifted_is_whole():
    """Our B-LT, lifted to B-LTA by EU DSS 6.4: numbers given away twice, objects in no order, the
    seal's field written again.
    """
    data, root = DSS.read_bytes(), pem.unarmor(DSS.with_suffix('.root.pem').read_bytes())[2]
    verdict = verify_pdf(data, roots=(root,))
    assert (verdict.answer, verdict.level) == (Answer.VALID, 'B-LTA'), verdict.details
    assert [(one.field, one.stamp) for one in history.read(data).marks] == [
        ('Seal', False),
        ('Signature1', True),
    ]
    for place in range(places.locate_all(data)[0].end, len(data), 331):
        assert (
            verify_pdf(
                data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], roots=(root,)
            ).answer
            is Answer.CHANGED
        )


def test_what_eu_dss_lifted_is_renewed(pki):
    """By whoever trusts its root and the new authority's."""
    data, root = DSS.read_bytes(), pem.unarmor(DSS.with_suffix('.root.pem').read_bytes())[2]
    terms = Terms('B-LTA', (pki.tsa(),), (root, pki.certificate('root')), 5.0)
    made = lasting._stamped(data, terms, network.outside())[0]
    assert made.startswith(data) and verify_pdf(made, roots=terms.roots).answer is Answer.VALID
    assert len(history.read(made).stamps) == 2
