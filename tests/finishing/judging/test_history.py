"""What may follow a seal and what may not: each attack appends a revision, with a true time stamp
over it or without.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import cache

import pytest

from fixtures import differences, pdfs
from letterpress.finishing.judging.chain import Evidence
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import lasting
from letterpress.finishing.sealing.services import Terms
from letterpress.finishing.syntax import places
from letterpress.world import network


@pytest.fixture(scope='module')
def terms(pki):
    return Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),))


@pytest.fixture(scope='module')
def letter(pki, terms):
    outside = network.outside()
    return cache(
        lambda level: lasting.seal_to_last(
            pdfs.unsealed(),
            pki.key(),
            outside.now(),
            Terms(level, terms.authorities, terms.roots),
            outside,
        )
    )


def judged(data, pki):
    return verify_pdf(
        data,
        frozenset({pki.key().sha256}),
        (pki.certificate('root'),),
        None,
        datetime.now(UTC),
    )


def _page(writer):
    page = writer.root['/Pages']
    while '/Kids' in page:
        page = page['/Kids'].raw_get(0).get_object()
    return page


def other_words(writer, generic, name):
    """Shadow, replace: the page gets another content."""
    page = _page(writer)
    page[name('/Contents')] = writer.add_object(generic.StreamObject(stream_data=b'BT ET'))
    writer.update_container(page)


def same_object(writer, generic, name):
    """Incremental saving: the content stream is written again under its own number."""
    reference = _page(writer).raw_get('/Contents')
    stream = reference.get_object()
    stream = stream[0] if isinstance(stream, list) else stream
    stream._data = stream._encoded_data = None
    stream._data = b'BT ET'
    stream.pop('/Filter', None)
    writer.mark_update(
        reference
        if not isinstance(reference.get_object(), list)
        else reference.get_object().raw_get(0)
    )


def other_pages(writer, generic, name):
    """Another page tree."""
    writer.root[name('/Pages')] = writer.add_object(
        generic.DictionaryObject(
            {
                name('/Type'): name('/Pages'),
                name('/Kids'): writer.root['/Pages'].raw_get('/Kids'),
                name('/Count'): writer.root['/Pages']['/Count'],
                name('/Rotate'): generic.NumberObject(180),
            }
        )
    )
    writer.update_root()


def action(writer, generic, name):
    """Something that happens on opening."""
    writer.root[name('/OpenAction')] = generic.DictionaryObject(
        {name('/S'): name('/Named'), name('/N'): name('/Print')}
    )
    writer.update_root()


def annotation(writer, generic, name):
    """Evil annotation (EAA): a text laid over the page."""
    page = _page(writer)
    page['/Annots'].append(
        writer.add_object(
            generic.DictionaryObject(
                {
                    name('/Type'): name('/Annot'),
                    name('/Subtype'): name('/FreeText'),
                    name('/Contents'): generic.pdf_string('NOT'),
                    name('/DA'): generic.pdf_string('/Helv 20 Tf'),
                    name('/Rect'): generic.ArrayObject(
                        [generic.NumberObject(n) for n in (9, 9, 99, 99)]
                    ),
                }
            )
        )
    )
    writer.update_container(page['/Annots'])


def sneaky_signature(writer, generic, name):
    """Sneaky signature (SSA): a visible new field."""
    page = _page(writer)
    field = writer.add_object(
        generic.DictionaryObject(
            {
                name('/Type'): name('/Annot'),
                name('/Subtype'): name('/Widget'),
                name('/FT'): name('/Sig'),
                name('/T'): generic.pdf_string('Evil'),
                name('/F'): generic.NumberObject(132),
                name('/Rect'): generic.ArrayObject(
                    [generic.NumberObject(n) for n in (9, 9, 99, 99)]
                ),
            }
        )
    )
    page['/Annots'].append(field)
    writer.update_container(page['/Annots'])
    writer.root['/AcroForm']['/Fields'].append(field)
    writer.update_container(writer.root['/AcroForm']['/Fields'])


def hidden_field(writer, generic, name):
    """A field without a place, which nobody stamps."""
    field = writer.add_object(
        generic.DictionaryObject(
            {name('/FT'): name('/Sig'), name('/T'): generic.pdf_string('Evil')}
        )
    )
    writer.root['/AcroForm']['/Fields'].append(field)
    writer.update_container(writer.root['/AcroForm']['/Fields'])


def appearance(writer, generic, name):
    """The seal itself gets another face."""
    widget = writer.root['/AcroForm']['/Fields'][0]
    widget[name('/AP')] = generic.DictionaryObject(
        {name('/N'): writer.add_object(generic.StreamObject(stream_data=b'0 0 9 9 re f'))}
    )
    writer.update_container(widget)


def other_seal(writer, generic, name):
    """The dictionary of the seal is put elsewhere (signature wrapping)."""
    widget = writer.root['/AcroForm']['/Fields'][0]
    widget[name('/V')] = writer.add_object(
        generic.DictionaryObject({key: widget['/V'].raw_get(key) for key in widget['/V']})
    )
    writer.update_container(widget)


def form(writer, generic, name):
    """Readers shall draw the fields anew."""
    writer.root['/AcroForm'][name('/NeedAppearances')] = generic.BooleanObject(True)
    writer.update_container(writer.root['/AcroForm'])


def permissions(writer, generic, name):
    """The certification is taken away."""
    del writer.root['/Perms']
    writer.update_root()


def stowaway(writer, generic, name):
    """An object that nothing leads to, for a later attack to show."""
    writer.add_object(generic.StreamObject(stream_data=b'BT (NOT) Tj ET'))
    writer.update_root()


def metadata(writer, generic, name):
    """The title changes."""
    writer.root[name('/Metadata')] = writer.add_object(generic.StreamObject(stream_data=b'<x/>'))
    writer.update_root()


def back_door(writer, generic, name):
    """The evidence names the page as its own, and the page is changed."""
    page = _page(writer)
    store = writer.root['/DSS'] if '/DSS' in writer.root else generic.DictionaryObject()
    store[name('/VRI')] = generic.DictionaryObject(
        {
            name('/X'): page.container_ref
            and generic.IndirectObject(
                page.container_ref.idnum, page.container_ref.generation, writer
            )
        }
    )
    writer.root[name('/DSS')] = writer.add_object(store)
    page[name('/Rotate')] = generic.NumberObject(180)
    writer.update_container(page)
    writer.update_root()


ATTACKS = [
    other_words,
    same_object,
    other_pages,
    action,
    annotation,
    sneaky_signature,
    hidden_field,
    appearance,
    other_seal,
    form,
    permissions,
    stowaway,
    metadata,
    back_door,
]


@pytest.mark.parametrize('level', ['B-B', 'B-LT', 'B-LTA'])
@pytest.mark.parametrize('attack', ATTACKS, ids=lambda one: one.__name__)
def test_an_attack_is_called_changed(attack, level, letter, pki):
    data = pdfs.continued(letter(level), attack)
    verdict = judged(data, pki)
    assert verdict.answer is Answer.CHANGED, verdict
    assert verdict.details[0].startswith('Changed after it was sealed') and verdict.level == ''


@pytest.mark.parametrize('attack', ATTACKS, ids=lambda one: one.__name__)
def test_a_true_time_stamp_over_it_makes_it_no_better(attack, letter, pki, terms):
    stamped, _, _ = lasting._stamped(
        pdfs.continued(letter('B-LTA'), attack), terms, network.outside()
    )
    verdict = judged(stamped, pki)
    assert verdict.answer is Answer.CHANGED, verdict


@pytest.mark.parametrize('level', ['B-B', 'B-LT', 'B-LTA'])
def test_pyhanko_agrees_on_the_good_ones(level, letter):
    """A second judge, by other rules.

    On the attacks it does not: a stowaway, a form that is drawn anew pass it.
    """
    assert differences.agrees(letter(level))
    assert not differences.agrees(pdfs.continued(letter(level), other_words))


def test_the_good_ones_have_a_history(letter):
    assert [(one.stamp, one.field) for one in history.read(letter('B-LT')).marks] == [
        (False, 'Seal')
    ]
    past = history.read(letter('B-LTA'))
    assert [(one.stamp, one.field) for one in past.marks] == [(False, 'Seal'), (True, 'Timestamp1')]
    assert past.covered == past.evidence and past.evidence.certificates and past.empty == ()


def more_in_the_store(writer, generic, name):
    store = {name('/Type'): name('/DSS'), name('/Words'): generic.pdf_string('Signed twice')}
    writer.root[name('/DSS')] = writer.add_object(generic.DictionaryObject(store))
    writer.update_root()


def more_about_one_seal(writer, generic, name):
    entry = generic.DictionaryObject({name('/Words'): generic.pdf_string('Signed twice')})
    each = generic.DictionaryObject({name('/' + 40 * 'A'): entry})
    store = {name('/Type'): name('/DSS'), name('/VRI'): each}
    writer.root[name('/DSS')] = writer.add_object(generic.DictionaryObject(store))
    writer.update_root()


@pytest.mark.parametrize('attack', [more_in_the_store, more_about_one_seal])
def test_nothing_but_evidence_is_kept_among_the_evidence(attack):
    trusted = frozenset({pdfs.publisher().sha256})
    verdict = verify_pdf(pdfs.continued(pdfs.sealed(), attack), trusted)
    assert verdict.answer is Answer.CHANGED
    assert 'something else among the evidence' in ' '.join(verdict.details)


def test_evidence_is_not_taken_away():
    def without(writer, generic, name):
        del writer.root['/DSS']
        writer.update_root()

    trusted = frozenset({pdfs.publisher().sha256})
    kept = lasting.with_evidence(pdfs.sealed(), Evidence((pdfs.publisher().certificate,)))
    assert verify_pdf(kept, trusted).answer is Answer.VALID
    verdict = verify_pdf(pdfs.continued(kept, without), trusted)
    assert verdict.answer is Answer.CHANGED and 'removes the evidence' in ' '.join(verdict.details)


def test_a_flipped_byte_never_makes_anything_better(letter, pki):
    """Under a time stamp all bytes count.

    Behind the last one only evidence may lie, and a damaged piece proves less.
    """
    drawn = random.Random(4)
    for level, answers in (
        ('B-LTA', {Answer.CHANGED, Answer.BROKEN}),
        ('B-LT', {Answer.CHANGED, Answer.BROKEN, Answer.VALID}),
    ):
        whole = letter(level)
        for _ in range(40):
            data = bytearray(whole)
            data[drawn.randrange(len(whole))] ^= drawn.randrange(1, 256)
            assert judged(bytes(data), pki).answer in answers
    signed = places.locate_all(letter('B-LT'))[0].end
    for _ in range(40):
        data = bytearray(letter('B-LT'))
        data[drawn.randrange(signed)] ^= drawn.randrange(1, 256)
        assert judged(bytes(data), pki).answer in (Answer.CHANGED, Answer.BROKEN)


def test_cut_files(letter, pki):
    whole = letter('B-LTA')
    for end in range(0, len(whole), 1499):
        assert judged(whole[:end], pki).answer in (Answer.CHANGED, Answer.BROKEN, Answer.UNSEALED)
    assert judged(whole + b'\n% more\n', pki).answer is Answer.CHANGED
    assert judged(whole + whole[-200:], pki).answer is Answer.CHANGED
