"""Several signers: each in the field that was prepared, in their order.

The first certifies, the last closes.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pypdf
import pytest

from fixtures import differences, pdfs
from fixtures.pdfs import continued
from letterpress.findings import Exit, Rejected
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.world import network

NOW = datetime.now(UTC)
FIELDS = ('Seal', 'second', 'third')


@pytest.fixture(scope='module')
def signers(pki):
    return (pki.key(), pki.key('second', 'second'), pdfs.publisher())


@pytest.fixture(scope='module')
def by(signers):
    """Give a function that returns the letter with the seals of the first so many signers, level
    B-B.
    """

    @cache
    def sealed(many: int) -> bytes:
        return (
            seal.seal(sealed(many - 1), signers[many - 1], pdfs.SEALED_AT, FIELDS[many - 1])
            if many
            else pdfs.for_three()
        )

    return sealed


def judged(data, signers, pki=None):
    return verify_pdf(
        data, frozenset(one.sha256 for one in signers), (pki.certificate('root'),) if pki else ()
    )


def test_the_fields_are_prepared_for_readers_aloud():
    reader = pypdf.PdfReader(io.BytesIO(pdfs.for_three()))
    fields = reader.get_fields()
    assert list(fields) == list(FIELDS)
    assert [fields[one]['/TU'] for one in FIELDS] == [
        'Seal of the publisher',
        'Seal of the second',
        'Seal of the third',
    ]
    assert ['/Lock' in widget for widget in reader.pages[0]['/Annots']] == [False, False, True]
    assert len({widget['/StructParent'] for widget in reader.pages[0]['/Annots']}) == 3


def test_one_after_the_other(by, signers):
    for many in (1, 2, 3):
        verdict = judged(by(many), signers)
        assert verdict.answer is Answer.VALID, verdict
        assert [verdict.subject, *(one.subject for one in verdict.others)] == [
            one.subject for one in signers[:many]
        ]
        assert all(one.answer is Answer.VALID and one.level == 'B-B' for one in verdict.others)
        assert by(many).startswith(by(many - 1))
    assert (
        history.read(by(2)).empty == ('third',)
        and 'not yet sealed: third' in judged(by(2), signers).details[-1]
    )
    assert history.read(by(3)).empty == ()


def test_what_each_permits(by):
    fields = pypdf.PdfReader(io.BytesIO(by(3))).get_fields()
    first, second, third = (fields[one]['/V'] for one in FIELDS)
    assert (
        first['/Reference'][0]['/TransformMethod'] == '/DocMDP'
        and first['/Reference'][0]['/TransformParams']['/P'] == 2
    )
    assert '/Reference' not in second
    assert (
        third['/Reference'][0]['/TransformMethod'] == '/FieldMDP'
        and third['/Reference'][0]['/TransformParams']['/Action'] == '/All'
    )
    alone = pypdf.PdfReader(io.BytesIO(pdfs.sealed())).get_fields()['Seal']['/V']
    assert alone['/Reference'][0]['/TransformParams']['/P'] == 1


def test_one_stranger_among_them_is_the_answer(by, signers):
    verdict = judged(by(3), signers[:1])
    assert (verdict.answer, verdict.subject) == (Answer.UNKNOWN_SIGNER, 'Test coalition')
    assert [one.answer for one in verdict.others] == [Answer.UNKNOWN_SIGNER, Answer.UNKNOWN_SIGNER]
    assert 'Second test coalition' in ' '.join(verdict.details)


def test_pyhanko_agrees(by, signers):
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    for found, key in zip(
        PdfFileReader(io.BytesIO(by(3))).embedded_regular_signatures, signers, strict=True
    ):
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(key.certificate)], moment=pdfs.SEALED_AT
        )
        status = asyncio.run(
            async_validate_pdf_signature(found, context, diff_policy=differences.policy())
        )
        assert status.bottom_line, status.pretty_print_details()


def test_the_order_holds(by, signers):
    def code(data, key, field):
        with pytest.raises(Rejected) as caught:
            seal.seal(data, key, pdfs.SEALED_AT, field)
        assert caught.value.exit_code is Exit.SEAL
        return caught.value.findings[0].code

    assert code(by(0), signers[1], 'second') == 'LP565'
    assert code(by(1), signers[2], 'third') == 'LP565'
    assert code(by(1), signers[0], 'Seal') == 'LP522'
    assert code(by(3), signers[2], 'third') == 'LP522'
    assert code(by(2), signers[2], 'fourth') == 'LP523'
    spoilt = bytearray(by(1))
    spoilt[600] ^= 1
    assert code(bytes(spoilt), signers[1], 'second') == 'LP522'


def test_for_decades_together(signers, pki):
    """Each seals with a time stamp.

    The last one archives for all, and what was archived is renewed.
    """
    outside, terms = network.outside(), Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),))
    data = pdfs.for_three()
    keys = (signers[0], signers[1], pki.key())
    for field, key, level in zip(FIELDS, keys, ('B-LTA', 'B-T', 'B-LTA'), strict=True):
        data = lasting.seal_to_last(
            data, key, outside.now(), Terms(level, terms.authorities, terms.roots), outside, field
        )
    for one in (data, lasting.renew(data, terms, outside)):
        verdict = verify_pdf(one, roots=terms.roots, now=NOW)
        assert verdict.answer is Answer.VALID, verdict
        assert [verdict.level, *(other.level for other in verdict.others)] == ['B-LTA'] * 3
        assert all(other.proven for other in (verdict, *verdict.others))
    assert history.read(
        data
    ).since  # the first signer sealed last, too: the evidence was there, and is there again


def test_a_field_that_nobody_prepared(by, signers):
    """A further signature in a new field, as other tools add it, is a change: nothing but the
    prepared fields was left open.
    """

    def attack(writer, generic, name):
        page = writer.root['/Pages']
        while '/Kids' in page:
            page = page['/Kids'].raw_get(0).get_object()
        field = writer.add_object(
            generic.DictionaryObject(
                {
                    name('/Type'): name('/Annot'),
                    name('/Subtype'): name('/Widget'),
                    name('/FT'): name('/Sig'),
                    name('/T'): generic.pdf_string('fourth'),
                    name('/F'): generic.NumberObject(132),
                    name('/Rect'): generic.ArrayObject([generic.NumberObject(0)] * 4),
                }
            )
        )
        writer.root['/AcroForm']['/Fields'].append(field)
        writer.update_container(writer.root['/AcroForm']['/Fields'])
        page['/Annots'].append(field)
        writer.update_container(page['/Annots'])

    for many in (1, 2, 3):
        verdict = judged(continued(by(many), attack), signers)
        assert verdict.answer is Answer.CHANGED, verdict


def test_the_second_cannot_change_the_letter(by, signers, monkeypatch):
    """Whoever seals second alters the page in the same revision: their true seal is over other
    words.
    """
    from letterpress.finishing.sealing import appending

    tools = appending.tools()

    class Altering(tools.Revision):
        def write(self, out):
            page = self.root['/Pages']
            while '/Kids' in page:
                page = page['/Kids'].raw_get(0).get_object()
            page['/Rotate'] = tools.generic.NumberObject(180)
            self.update_container(page)
            super().write(out)

    monkeypatch.setattr(tools, 'Revision', Altering)
    with pytest.raises(RuntimeError, match='does not verify'):
        seal.seal(by(1), signers[1], pdfs.SEALED_AT, 'second')


def test_a_layout_names_them():
    """layout.yaml to prepared fields: each has the name of its element, and words of the letter's
    language to be read aloud.
    """
    from fixtures.tiny import tiny
    from letterpress.layout import manifest
    from letterpress.layout.compose import compose
    from letterpress.layout.composition import FIELD, Options
    from test_findings import HERE, files_of, ruler

    case = HERE / 'LP409-co-signer'
    files = files_of(HERE / '_good', HERE / '_good') | files_of(case / 'in', case / 'in')
    files = {path: data for path, data in files.items() if path.startswith('layouts/')}
    files['layouts/card/page.html'] = files['layouts/card/page.html'].replace(
        b'</body>', b'<div id="third"><p>C</p></div></body>'
    )
    (layout,), findings = manifest.discover(files)
    assert not findings and (layout.seal, layout.co_signers) == ('seal', ('second', 'third'))
    edition = tiny('fr')
    edition = replace(
        edition,
        phrases={
            **edition.phrases,
            'seal.field': 'Cachet',
            'seal.co_signer': 'Cachet du cosignataire {number}',
        },
    )
    made = compose(edition, layout, layout.sizes[0], ruler(), Options(unsealed=True), files)
    assert made.seal.name == FIELD
    assert [(one.anchor, one.name, one.tooltip) for one in made.co_seals] == [
        ('second', 'second', 'Cachet du cosignataire 1'),
        ('third', 'third', 'Cachet du cosignataire 2'),
    ]
