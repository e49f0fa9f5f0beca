"""A print job: documents one behind the other, each on a front side, nothing written twice."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from letterpress.finishing import print_job
from letterpress.finishing.print_job import Bound


def written(pages, text='x', width=200):
    """Return a PDF of so many pages, each with a stream of its own, as pypdf writes it."""
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(width, 300)
        stream = DecodedStreamObject()
        stream.set_data(f'% {text} {number}\n1 0 0 rg 0 0 50 50 re f'.encode())
        page[NameObject('/Contents')] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(job):
    return PdfReader(io.BytesIO(job))


def test_each_document_begins_on_a_front_side():
    documents = [Bound('a', written(3)), Bound('b', written(2)), Bound('c', written(1, width=400))]
    pdf = read(print_job.bind(documents, 'fr', 'Lettres'))
    assert len(pdf.pages) == 4 + 2 + 2
    assert [pdf.get_destination_page_number(one) for one in pdf.outline] == [0, 4, 6]
    assert [one.title for one in pdf.outline] == ['a', 'b', 'c']
    assert [float(page.mediabox.width) for page in pdf.pages] == [200] * 6 + [400] * 2
    empty = [n for n, page in enumerate(pdf.pages) if '/Contents' not in page]
    assert empty == [3, 7]
    assert pdf.metadata.title == 'Lettres' and pdf.trailer['/Root']['/Lang'] == 'fr'


def test_what_two_documents_draw_alike_is_written_once():
    alone = print_job.bind([Bound('a', written(2))], 'fr', 'x')
    twice = print_job.bind([Bound('a', written(2)), Bound('b', written(2))], 'fr', 'x')
    other = print_job.bind([Bound('a', written(2)), Bound('b', written(2, 'y'))], 'fr', 'x')
    assert twice.count(b'FlateDecode') == alone.count(b'FlateDecode')
    assert other.count(b'FlateDecode') == alone.count(b'FlateDecode') + 2
    contents = [page.get_contents().get_data() for page in read(other).pages]
    assert [data[:5] for data in contents] == [b'% x 0', b'% x 1', b'% y 0', b'% y 1']


def test_a_sealed_document_is_refused():
    with pytest.raises(ValueError, match='b is sealed'):
        print_job.bind([Bound('a', written(2)), Bound('b', b'%PDF /ByteRange [0 1 2 3]')], 'fr', '')
