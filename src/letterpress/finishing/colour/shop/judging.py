"""Judge a file by what a print shop asks: its boxes, its claims, and everything that it draws."""

from __future__ import annotations

from letterpress.base.lengths import POINT
from letterpress.findings import Finding, Rejected, ordered
from letterpress.finishing.colour.document import Document, Page
from letterpress.finishing.colour.shop import claims, rules
from letterpress.finishing.colour.shop.drawings import Judge
from letterpress.finishing.colour.shop.rules import Faults, Sheet
from letterpress.finishing.syntax.objects import NULL, Name, Stream
from letterpress.manuscript.print_shops import PrintShop

EXACT = 0.1  # mm


def check(pdf: bytes, shop: PrintShop, name: str = '') -> tuple[Finding, ...]:
    """Return what a shop would refuse a file for; () where nothing was found.

    Every kind of fault is told once a page. What cannot be judged of files that letterpress did
    not make is told too (LP769): nothing is passed over. Codes: LP618 to LP620, LP760 to LP769.
    """
    faults = Faults(name)
    try:
        document = Document(pdf, name)
    except Rejected as wrong:
        why = wrong.findings[0].message.rpartition(': ')[2]
        faults.add(rules.UNJUDGED, 0, f'nothing of this file can be judged: it has {why}')
        return ordered(faults.findings())
    _claims(document, shop, faults)
    if not document.pages:
        faults.add(rules.BOXES, 0, 'it has no page')
    for number, page in enumerate(document.pages, 1):
        try:
            sheet = _boxes(document, page, number, shop, faults)
            judge = Judge(document, page, sheet, shop, faults)
            judge.page()
            _marks(judge.outside, sheet, shop, faults)
        except Rejected as wrong:
            faults.add(rules.UNJUDGED, number, f'not judged: {wrong.findings[0].message}')
    return ordered(faults.findings())


def _claims(document: Document, shop: PrintShop, faults: Faults) -> None:
    """Judge what a file says of itself."""
    said = document.pdf[5:8].decode('latin-1')
    if said != shop.version:
        faults.add(rules.CLAIMS, 0, f'it is PDF {said}, where {shop.version} is asked for')
    if shop.format == 'grey':
        return
    root = document.state.root
    intents = document.get(root.get('OutputIntents', NULL))
    kinds = [document.dictionary(one) for one in (intents if isinstance(intents, list) else [])]
    press = [one for one in kinds if one.get('S') == Name('GTS_PDFX')]
    if not press:
        faults.add(rules.CLAIMS, 0, 'it does not say for which press it is made (output intent)')
    for one in press:
        held = claims.text(document.get(one.get('OutputConditionIdentifier', NULL)))
        if shop.condition and held != shop.condition:
            faults.add(
                rules.CLAIMS, 0, f'it is made for {held}, where {shop.condition} is asked for'
            )
    info = document.dictionary(document.state.trailer.get('Info', NULL))
    if document.get(info.get('Trapped', NULL)) not in (Name('False'), Name('True')):
        faults.add(rules.CLAIMS, 0, 'it does not say whether its colours are trapped')
    standard = claims.STANDARDS[shop.format, shop.version]
    if shop.format == 'x-4':
        data = document.get(root.get('Metadata', NULL))
        xmp = document.data(data) if isinstance(data, Stream) else b''
        named = b'>PDF/X-4<' in xmp or b'"PDF/X-4"' in xmp
    else:
        named = claims.text(document.get(info.get('GTS_PDFXVersion', NULL))) == standard
    if not named:
        faults.add(rules.CLAIMS, 0, f'it does not say that it is {standard}')


def _boxes(document: Document, page: Page, number: int, shop: PrintShop, faults: Faults) -> Sheet:
    """Judge the boxes of a page; return it as it is judged further."""
    media, trim = document.box(page, 'MediaBox'), document.box(page, 'TrimBox')
    bleed = document.box(page, 'BleedBox')
    if 'TrimBox' not in page.entries:
        faults.add(rules.BOXES, number, 'no box says where the sheet is cut (TrimBox)')
    if media[:2] != (0, 0):
        faults.add(rules.BOXES, number, 'its boxes do not begin in the corner of the page')
    if page.entries.get('Rotate', 0) not in (0, NULL):
        faults.add(rules.BOXES, number, 'the page is turned')
    if 'CropBox' in page.entries and document.box(page, 'CropBox') != media:
        faults.add(rules.BOXES, number, 'a box cuts off what readers show (CropBox)')
    short: dict[str, list[str]] = {}
    for side, word in enumerate(('left', 'lower', 'right', 'upper')):
        out = 1 if side > 1 else -1
        room = max(0.0, out * (bleed[side] - trim[side]) * POINT)
        if room < shop.bleed - EXACT:
            short.setdefault(f'{room:.1f}', []).append(word)
        if out * (media[side] - bleed[side]) * POINT < -EXACT:
            faults.add(rules.BOXES, number, f'the bleed reaches past the page at the {word} edge')
    for held, words in short.items():
        edges = f'at the {", ".join(words)} edge'
        what = f'the bleed {edges} is {held} mm, where {shop.bleed:g} are asked for'
        faults.add(rules.BOXES, number, what)
    sides = sorted(((trim[2] - trim[0]) * POINT, (trim[3] - trim[1]) * POINT))
    size = f'the sheet is {sides[0]:.0f} × {sides[1]:.0f} mm'
    if shop.largest and any(a > b + 1 for a, b in zip(sides, sorted(shop.largest), strict=True)):
        most = ' × '.join(f'{one:g}' for one in sorted(shop.largest))
        faults.add(rules.SIZE, number, f'{size}, and {most} mm is the largest that the shop takes')
    if shop.smallest and any(a < b - 1 for a, b in zip(sides, sorted(shop.smallest), strict=True)):
        least = ' × '.join(f'{one:g}' for one in sorted(shop.smallest))
        faults.add(rules.SIZE, number, f'{size}, and {least} mm is the smallest')
    return Sheet(number, trim, bleed)


def _marks(outside: bool, sheet: Sheet, shop: PrintShop, faults: Faults) -> None:
    if outside and shop.marks == 'forbidden':
        what = 'there are marks outside the bleed, which the shop refuses'
        faults.add(rules.MARKS, sheet.number, what)
    elif not outside and shop.marks == 'required':
        faults.add(rules.MARKS, sheet.number, 'the crop marks are missing that the shop asks for')
