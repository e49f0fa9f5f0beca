"""The search for a name in what is sent: messages with their files, print jobs of many letters."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from letterpress.finishing import print_job
from letterpress.finishing.print_job import Bound
from letterpress.finishing.search import DAMAGED, Search
from letterpress.kit.sending import message
from letterpress.kit.sending.message import Attached, Mailbox, Message

NAME = 'Łucja Żółć'
DAY = datetime(2026, 12, 1, tzinfo=UTC)


def sent(**words):
    told = {'stem': 'a', 'sender': Mailbox('We', 'we@example.org'), 'to': None, 'subject': 'S'}
    told |= {'moment': DAY, 'language': 'pl', 'text': 'x', 'html': '<p>x</p>'}
    return message.write(Message(**{**told, **words}))


@pytest.mark.parametrize(
    'words',
    [
        {'text': f'ąęś {NAME}, i inni. ' * 40},
        {'html': f'<p>Łucja <b>Żółć</b></p> {"ł" * 400}'},
        {'subject': f'List: {NAME}'},
        {'to': Mailbox(NAME, 'l@example.net')},
        {'attached': (Attached('a.csv', 'text/csv', f'x,{NAME}'.encode()),)},
    ],
)
def test_a_name_in_a_message_is_found(words):
    found = Search(NAME).look(sent(**words), 'a.eml')
    assert found.found and not Search('Jan Kos').look(sent(**words), 'a.eml').found


def test_a_message_that_carries_it_not_is_left_alone():
    found = Search(NAME).look(sent(), 'a.eml')
    assert not found.found and not found.unread


def test_a_message_whose_file_cannot_be_read_is_told():
    broken = (Attached('a.pdf', 'application/pdf', b'%PDF-1.7 broken'),)
    found = Search(NAME).look(sent(attached=broken), 'a.eml')
    assert not found.found and found.unread == (f'“a.pdf” in it: {DAMAGED}',)


def letter(words):
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject('/Type'): NameObject('/Font'),
            NameObject('/Subtype'): NameObject('/Type1'),
            NameObject('/BaseFont'): NameObject('/Helvetica'),
        }
    )
    for said in words:
        page = writer.add_blank_page(200, 300)
        stream = DecodedStreamObject()
        stream.set_data(f'BT /F 12 Tf 20 100 Td ({said}) Tj ET'.encode())
        page[NameObject('/Contents')] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject('/F'): writer._add_object(font)})
        page[NameObject('/Resources')] = DictionaryObject({NameObject('/Font'): fonts})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_print_job_is_read_and_its_equal_pages_once(monkeypatch):
    from pypdf import PageObject

    read, extract = [], PageObject.extract_text
    monkeypatch.setattr(PageObject, 'extract_text', lambda page: read.append(page) or extract(page))
    letters = [Bound(f'{n}', letter([f'To number {n:02}', 'Signed Ana Sol'])) for n in range(9)]
    job = print_job.bind(letters, 'en', 'Letters')
    assert Search('Ana Sol').look(job, 'a.pdf').found
    assert Search('number 08').look(job, 'a.pdf').found
    read.clear()
    assert not Search('Jan Kos').look(job, 'a.pdf').found and len(read) == 9 + 1
