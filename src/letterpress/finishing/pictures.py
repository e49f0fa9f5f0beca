"""A page of a finished PDF as a picture for screens."""

from __future__ import annotations

from io import BytesIO


def png(pdf: bytes, pixels: int) -> bytes:
    """Return the first page as a PNG, `pixels` wide: the same bytes for the same page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        drawn = page.render(scale=2 * pixels / width).to_pil().convert('RGB')
        page.close()
    finally:
        document.close()
    # twice as large, then halved: where two letters join, one edge over the other shows a notch
    high = round(pixels * height / width)  # pdfium rounds up
    drawn = drawn.crop((0, 0, 2 * pixels, 2 * high)).reduce(2)
    found = BytesIO()
    drawn.save(found, 'PNG', optimize=True)
    return found.getvalue()
