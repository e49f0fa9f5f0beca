"""Preflight: the facts of a finished PDF, and each fault that they show."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from fixtures import pdfs
from letterpress.cli import main as cli
from letterpress.findings import entry
from letterpress.finishing import facts as sheets
from letterpress.finishing.facts import facts
from letterpress.finishing.preflight import check


def codes(found):
    return [one.code for one in check(found, 'letter.pdf')]


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


def test_a_letter_without_fault():
    assert codes(facts(pdfs.unsealed())) == []


@pytest.mark.parametrize(
    'wrong, code',
    [
        ({'encrypted': True}, 'LP541'),
        ({'loose': ('Courier',)}, 'LP540'),
        ({'tagged': False}, 'LP544'),
        ({'tagged': False, 'pdfua': ''}, 'LP544'),
        ({'tagged': False, 'pdfa': ''}, 'LP544'),
        ({'language': ''}, 'LP545'),
        ({'title': ' '}, 'LP545'),
        ({'title': ' ', 'pdfua': '', 'pdfa': '3b'}, 'LP545'),
    ],
    ids=str,
)
def test_each_fault(wrong, code):
    found = check(replace(facts(pdfs.unsealed()), **wrong), 'letter.pdf')
    assert [one.code for one in found] == [code] and entry(code).severity == 'error'
    assert str(found[0].place) == 'letter.pdf' and found[0].hint


def test_a_pdf_of_another_tool():
    """It claims nothing, and so owes neither tags nor a title; a password is always too much."""
    found = facts(pdfs.without_letterpress())
    assert codes(found) == [] and not found.tagged and (found.pdfa, found.pdfua) == ('', '')
    assert found.sizes == ((70.56, 70.56),)
    assert codes(facts(pdfs.without_letterpress(encrypted=True))) == ['LP541']


def test_a_font_that_is_only_named():
    pdf = pdfs.without_letterpress().replace(
        b'/MediaBox[0 0 200 200]/Annots[4 0 R]',
        b'/MediaBox[0 0 9 9]/Resources<</XObject<</a<</Subtype/Form/Resources'
        b'<</Font<</f<</Subtype/Type1/BaseFont/Courier>>>>>>>>>>>>',
    )
    found = facts(pdf)
    assert found.fonts == found.loose == ('Courier',)


@pytest.mark.parametrize(
    'data', [b'', b'hello', bytes(200), b'%PDF-1.7\n%%EOF', b'%PDF-1.7\nstartxref\n5\n%%EOF\n']
)
def test_no_pdf(data):
    with pytest.raises(sheets.Unreadable) as caught:
        facts(data)
    assert '\n' not in str(caught.value)


def test_any_damage_is_unreadable_or_read():
    whole = pdfs.unsealed()
    for place in range(0, len(whole), 211):
        with contextlib.suppress(sheets.Unreadable):
            facts(whole[:place] + b'\xff\xff' + whole[place + 2 :])


# ---- the command


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


def test_the_command_judges_by_a_print_shop(tmp_path, capsys, monkeypatch):
    from fixtures import prints, shops
    from letterpress.finishing.colour.shop.file import shop_files

    monkeypatch.chdir(tmp_path)
    [good] = shop_files(prints.poster(), shops.shop())
    assert run(tmp_path, good.data, '--print-shop', 'printcarrier') == 0
    assert 'printcarrier.com: nothing speaks against it' in capsys.readouterr().out
    assert run(tmp_path, good.data, '--print-shop', 'pulsioprint') == 1  # 5 mm of bleed
    said = capsys.readouterr()
    assert 'not as it is' in said.out and 'LP761' in said.err
    assert run(tmp_path, good.data, '--print-shop', 'pulsioprin') == 2
    assert 'did you mean pulsioprint?' in capsys.readouterr().err
    assert run(tmp_path, good.data, '--print-shop', 'printcarrier', '--json') == 0
    assert '"print_shop": "printcarrier"' in capsys.readouterr().out
    own = tmp_path / 'content/print-shops/mine.yaml'
    own.parent.mkdir(parents=True)
    own.write_text(
        'name: Mine\nformat: x-4\nsources: [{title: A page, read: 2026-11-27}]\ntac: 150\n'
    )
    assert run(tmp_path, good.data, '--print-shop', 'mine') == 1
    assert 'LP764' in capsys.readouterr().err
