"""How much ink a page of a finished PDF takes, as a printer at home would lay it down."""

from __future__ import annotations

_WIDE = 240  # pixels across: the mean of areas, not of edges


def per_cent(pdf: bytes) -> float:
    """Return the sum of the means of the four plates over the first page, in per cent of its area.

    The page is drawn small and separated plainly: what is grey in all of red, green and blue is
    black ink alone. A driver mixes otherwise, so it compares sheets, and foretells no cartridge.
    Takes PDF in RGB; 100 is one ink all over the sheet.
    """
    import pypdfium2
    from PIL import ImageChops, ImageStat

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        drawn = page.render(scale=_WIDE / page.get_width()).to_pil().convert('RGB')
        page.close()
    finally:
        document.close()
    inks = ImageChops.invert(drawn)
    cyan, magenta, yellow = inks.split()
    black = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    # each of the three less what black does for it, and the black
    found: float = sum(ImageStat.Stat(inks).mean) - 2 * ImageStat.Stat(black).mean[0]
    return 100 * found / 255
