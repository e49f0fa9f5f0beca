"""Preflight: the facts of a finished PDF, and each way to miss what was ordered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fixtures import pdfs
from letterpress import cli
from letterpress.findings import entry
from letterpress.finishing import facts as sheets
from letterpress.finishing import preflight
from letterpress.finishing.preflight import Ordered, check, facts

LETTER = Ordered(1, (148, 210), 'en', '3a', '1', 'Seal')


def codes(found, wanted=LETTER):
    return [one.code for one in check(found, wanted, 'letter.pdf')]


def test_the_facts_of_a_letter():
    found = facts(pdfs.sealed())
    assert found.sizes == ((148.0, 210.0),)
    assert found == replace(facts(pdfs.unsealed()))  # the seal changes none of them
    assert (found.pages, found.language, found.title, found.pdfa, found.pdfua) == (
        1,
        'en',
        'A letter',
        '3a',
        '1',
    )
    assert found.tagged and not found.encrypted and found.fields == ('Seal',)
    assert found.loose == () and any('LP' in font for font in found.fonts)


def test_a_letter_as_ordered():
    assert codes(facts(pdfs.unsealed())) == []
    assert codes(facts(pdfs.without_letterpress()), Ordered()) == []


@pytest.mark.parametrize(
    'wrong, code',
    [
        ({'encrypted': True}, 'LP541'),
        ({'loose': ('Courier',)}, 'LP540'),
        ({'pages': 2}, 'LP542'),
        ({'sizes': ((148, 210.6),)}, 'LP543'),
        ({'sizes': ((148, 210), (210, 148))}, 'LP543'),
        ({'tagged': False}, 'LP544'),
        ({'language': 'fr'}, 'LP545'),
        ({'language': ''}, 'LP545'),
        ({'title': ' '}, 'LP545'),
        ({'pdfa': '3b'}, 'LP546'),
        ({'pdfua': ''}, 'LP546'),
        ({'fields': ()}, 'LP547'),
    ],
    ids=str,
)
def test_each_way_to_miss(wrong, code):
    found = check(replace(facts(pdfs.unsealed()), **wrong), LETTER, 'letter.pdf')
    assert [one.code for one in found] == [code] and entry(code).severity == 'error'
    assert str(found[0].place) == 'letter.pdf' and found[0].hint


def test_a_hair_is_no_fault():
    assert codes(replace(facts(pdfs.unsealed()), sizes=((148.3, 209.8),), language='EN')) == []


def test_a_pdf_of_another_tool():
    found = facts(pdfs.without_letterpress())
    assert codes(found) == ['LP543', 'LP544', 'LP545', 'LP545', 'LP546', 'LP546']
    assert found.sizes == ((70.56, 70.56),)
    assert codes(facts(pdfs.without_letterpress(encrypted=True))) == ['LP541']


def test_a_font_that_is_only_named():
    pdf = pdfs.without_letterpress().replace(
        b'/MediaBox[0 0 200 200]/Annots[4 0 R]',
        b'/MediaBox[0 0 9 9]/Resources<</XObject<</a<</Subtype/Form/Resources<</Font<</f<</Subtype/Type1/BaseFont/Courier>>>>>>>>>>>>',
    )
    found = facts(pdf)
    assert found.fonts == found.loose == ('Courier',)


@pytest.mark.parametrize(
    'data', [b'', b'hello', bytes(200), b'%PDF-1.7\n%%EOF', b'%PDF-1.7\nstartxref\n5\n%%EOF\n']
)
def test_no_pdf(data):
    with pytest.raises(sheets.Unreadable) as caught:
        preflight.facts(data)
    assert '\n' not in str(caught.value)


def test_any_damage_is_unreadable_or_read():
    whole = pdfs.unsealed()
    for place in range(0, len(whole), 211):
        try:
            facts(whole[:place] + b'\xff\xff' + whole[place + 2 :])
        except sheets.Unreadable:
            pass


# ---- the command ---------------------------------------------------------------------------------------------------


def run(tmp_path, pdf, *arguments):
    file = tmp_path / 'letter.pdf'
    file.write_bytes(pdf)
    return cli.run(['preflight', str(file), *arguments])


def test_the_command_tells_facts(tmp_path, capsys):
    assert run(tmp_path, pdfs.unsealed()) == 0
    said = capsys.readouterr().out
    assert '148 × 210 mm' in said and 'PDF/A-3a, PDF/UA-1' in said and 'fields     Seal' in said


def test_the_command_reads_aloud(tmp_path, capsys):
    assert run(tmp_path, pdfs.unsealed(), '--read') == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines and all(line[:3].strip().isdigit() or not line[:13].strip() for line in lines)
    assert any(' H1 ' in line and ' en ' in line for line in lines)


def test_what_is_no_pdf(tmp_path, capsys):
    assert run(tmp_path, b'a letter') == 1 and 'LP548' in capsys.readouterr().err
    assert cli.run(['preflight', str(tmp_path / 'none.pdf')]) == 2


def test_text_outside_of_the_tree_is_found(tmp_path, capsys):
    """A line drawn after the last mark: nothing reads it."""
    pdf = pdfs.with_loose_text(pdfs.unsealed())
    assert run(tmp_path, pdf) == 1
    assert 'LP549' in capsys.readouterr().err
