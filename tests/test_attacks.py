"""Files that were changed after they were sealed: thirteen families, each named in the answer, in the reader's language."""
from __future__ import annotations

import io
import json
import re
from functools import cache

import pytest
from fixtures import pdfs
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject
from test_packet import packet

from letterpress import cli
from letterpress.finishing import changes, cms, enclosed, keys, revisions, seal
from letterpress.finishing.verify import Answer, verify_pdf
from letterpress.pipeline import answers
from letterpress.press import engine

N = NameObject


@cache
def whole() -> bytes:
    """Return the sample's packet, sealed by the publisher."""
    return seal.seal(engine.render(packet(draft=False, subject='The publisher')).pdf, pdfs.publisher(), pdfs.SEALED_AT)


def revised(change) -> bytes:
    """Add a revision, as any tool does that saves incrementally."""
    writer = PdfWriter(PdfReader(io.BytesIO(whole())), incremental=True)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def replace_page(writer):
    stream = DecodedStreamObject()
    stream.set_data(b'q 1 0 0 rg 100 100 300 300 re f Q')
    writer.pages[0][N('/Contents')] = writer._add_object(stream)


def hide_by_font(writer):
    """Shadow, hide and replace: the page stays, its typeface is another."""
    fonts = writer.pages[1]['/Resources']['/Font'].get_object()
    name, other = list(fonts)[:2]
    fonts[N(name)] = fonts.raw_get(other)
    writer._add_object(fonts) if fonts.indirect_reference is None else None
    writer.pages[1]['/Resources'][N('/Font')] = fonts


def annotate(writer):
    box = ArrayObject(FloatObject(n) for n in (50, 50, 400, 400))
    note = DictionaryObject({N('/Type'): N('/Annot'), N('/Subtype'): N('/FreeText'), N('/Rect'): box, N('/Contents'): TextStringObject('We ask for nothing.')})
    writer.pages[0][N('/Annots')] = ArrayObject([writer._add_object(note)])


def sneak_field(writer):
    box = ArrayObject(FloatObject(n) for n in (50, 50, 400, 400))
    field = writer._add_object(DictionaryObject({N('/Type'): N('/Annot'), N('/Subtype'): N('/Widget'), N('/FT'): N('/Sig'),
                                                 N('/T'): TextStringObject('Other'), N('/Rect'): box}))
    form = writer.root_object['/AcroForm']
    form[N('/Fields')] = ArrayObject([*form['/Fields'], field])
    writer.pages[0][N('/Annots')] = ArrayObject([field])


def swap_roll(writer):
    tree = writer.root_object['/Names']['/EmbeddedFiles'].get_object()['/Names']
    stream = DecodedStreamObject()
    stream.set_data(b'id,name\r\nnobody,Nobody\r\n')
    tree[1].get_object()['/EF'][N('/F')] = writer._add_object(stream)


def describe(writer):
    writer.metadata = {'/Title': 'Another letter'}


def signed_again() -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    p12, _ = keys.new_key('A stranger', pdfs.SEALED_AT)
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(whole()))
    writer.root['/Perms'] = writer.root['/Perms']
    del writer.root['/Perms']       # else pyHanko refuses: the document is certified
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name='Stranger'), output=out,
                     signer=signers.SimpleSigner.load_pkcs12_data(p12, other_certs=[]))
    return out.getvalue()


def other_certificate() -> bytes:
    """Put a seal into the gap that names the publisher's certificate and was made with a stranger's key."""
    import hashlib
    data = bytearray(whole())
    found = revisions.locate(bytes(data))
    digest = hashlib.sha256(b''.join(found.signed(bytes(data)))).digest()
    publisher, stranger = pdfs.publisher(), keys.draft_key()
    forged = cms.build(digest, publisher.certificate, publisher.chain, publisher.method, stranger.sign)
    room = found.rest - found.gap - 2
    data[found.gap + 1:found.rest - 1] = forged.hex().upper().encode().ljust(room, b'0')
    return bytes(data)


def gap_of(fill: bytes) -> bytes:
    found = revisions.locate(whole())
    return whole()[:found.gap + 1] + fill * (found.rest - found.gap - 2) + whole()[found.rest - 1:]


ATTACKS = {
    'bytes': lambda: whole()[:5000] + bytes([whole()[5000] ^ 1]) + whole()[5001:],
    'cut': lambda: whole()[:-2000],
    'tail': lambda: whole() + b'%% something\n%%EOF\n',
    'range': lambda: whole().replace(b'/ByteRange [0 ', b'/ByteRange [7 ', 1),
    'gap': lambda: gap_of(b'0'),
    'certificate': other_certificate,
    'page': lambda: revised(replace_page),
    'shadow': lambda: revised(hide_by_font),
    'annotation': lambda: revised(annotate),
    'signature': lambda: revised(sneak_field),
    'embedded': lambda: revised(swap_roll),
    'metadata': lambda: revised(describe),
    'again': signed_again,
}


def test_every_family_has_its_attack():
    assert tuple(ATTACKS) == changes.FAMILIES


@pytest.mark.parametrize('family', ATTACKS)
def test_the_attack_is_seen_and_named(family):
    data = ATTACKS[family]()
    assert data != whole()
    verdict = verify_pdf(data, frozenset((pdfs.publisher().sha256,)))
    assert verdict.answer is (Answer.BROKEN if family == 'cut' else Answer.CHANGED)
    assert changes.family(data) == family


def test_the_whole_one_is_valid():
    assert verify_pdf(whole(), frozenset((pdfs.publisher().sha256,))).answer is Answer.VALID


@pytest.mark.parametrize('language', answers.LANGUAGES)
def test_each_has_its_own_plain_sentence(language):
    said = {family: answers.say('change', family, language) for family in changes.FAMILIES}
    assert len(set(said.values())) == len(changes.FAMILIES)
    assert all(text.endswith('.') and '{' not in text for text in said.values())


def test_the_command_names_it_in_the_readers_language(tmp_path, capsys, monkeypatch):
    file = tmp_path / 'packet.pdf'
    file.write_bytes(ATTACKS['annotation']())
    monkeypatch.setenv('LC_ALL', 'fr_FR.UTF-8')
    assert cli.run(['verify', str(file)]) == 4
    said = capsys.readouterr().out
    assert said.startswith('CHANGED: ') and 'une annotation' in said and 'Ne vous y fiez pas' in said
    assert cli.run(['verify', str(file), '--lang', 'de']) == 4
    assert 'Anmerkung' in capsys.readouterr().out
    cli.run(['verify', str(file), '--json'])
    assert json.loads(capsys.readouterr().out)['change'] == 'annotation'


def test_every_sentence_is_in_every_language():
    for group in answers._words().values():
        for key, texts in group.items():
            assert tuple(texts) == answers.LANGUAGES
            places = {tuple(sorted(re.findall(r'\{\w+\}', text))) for text in texts.values()}
            assert len(places) == 1, key


@pytest.mark.parametrize('environment, asked, expected', [
    ({'LANG': 'el_GR.UTF-8'}, '', 'el'), ({'LANG': 'el_GR', 'LC_ALL': 'C'}, '', 'en'), ({'LC_MESSAGES': 'bg'}, '', 'bg'),
    ({}, 'ar', 'ar'), ({'LANG': 'fr'}, 'xx', 'en'), ({}, '', 'en')])
def test_the_readers_language(environment, asked, expected):
    assert answers.language_of(environment, asked) == expected


# ---- what lies inside ----------------------------------------------------------------------------------------------

def test_the_roll_inside_is_the_printed_one():
    assert enclosed.matches(whole()) == (('signatories.csv', 'same'), ('signatories.json', 'same'))


def test_a_roll_that_is_not_the_printed_one_is_said(tmp_path, capsys):
    """Exchanged before it was sealed: the seal is good, and still the roll is not the one on the cover."""
    pdf = engine.render(packet(draft=False)).pdf
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    swap_roll(writer)
    out = io.BytesIO()
    writer.write(out)
    sealed = seal.seal(out.getvalue(), pdfs.publisher(), pdfs.SEALED_AT)
    assert dict(enclosed.matches(sealed)) == {'signatories.csv': 'other', 'signatories.json': 'same'}
    file, trusted = tmp_path / 'packet.pdf', tmp_path / 'publisher.pem'
    file.write_bytes(sealed)
    trusted.write_bytes(pdfs.PUBLISHER_PEM.read_bytes())
    assert cli.run(['verify', str(file), '--trust', str(trusted), '--lang', 'en']) == 4
    said = capsys.readouterr().out
    assert said.startswith('VALID') and 'signatories.csv is NOT the one' in said


def test_named_and_not_inside_or_inside_and_not_named():
    plain = PdfWriter(clone_from=PdfReader(io.BytesIO(pdfs.unsealed())))
    plain.add_attachment('signatories.csv', b'id')
    out = io.BytesIO()
    plain.write(out)
    assert enclosed.matches(out.getvalue()) == (('signatories.csv', 'unnamed'),)
    named = pdfs.page(f'signatories.json SHA-256 {" ".join(["ab" * 4] * 8)}')
    assert enclosed.matches(named) == (('signatories.json', 'missing'),)
    assert enclosed.matches(b'no PDF') == () and enclosed.matches(b'%PDF-1.7\n%%EOF') == ()


# ---- the report ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('language, direction', [('en', 'ltr'), ('ar', 'rtl')])
def test_the_report_is_one_page_that_needs_nothing(tmp_path, language, direction, monkeypatch):
    from html.parser import HTMLParser
    file = tmp_path / '<b>packet.pdf'
    file.write_bytes(whole())
    out = tmp_path / 'report.html'
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1796083200')
    assert cli.run(['verify', str(file), '--lang', language, '--report', str(out)]) == 4
    page = out.read_text()
    assert f'<html lang="{language}" dir="{direction}">' in page and '&lt;b&gt;packet.pdf' in page
    assert not re.search(r'(src|href)=|url\(|<script', page) and 'UNKNOWN SIGNER' in page and '2026-12-01' in page
    HTMLParser().feed(page)
