"""The file for a print shop, made of a finished print."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

from letterpress.base.lengths import POINT
from letterpress.findings import Finding, Rejected
from letterpress.finishing.colour import matrices
from letterpress.finishing.colour.document import Document, Page, serialised
from letterpress.finishing.colour.drawn import State
from letterpress.finishing.colour.matrices import Box
from letterpress.finishing.colour.paints import Paint
from letterpress.finishing.colour.recolour import colours
from letterpress.finishing.colour.shop import claims, inks, marks
from letterpress.finishing.colour.shop.writing import OFF, OVER, PressSheet, PressWriter
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Word
from letterpress.manuscript.brand import Brand
from letterpress.manuscript.print_shops import PrintShop
from letterpress.values import dataclass

KEPT = (  # of forms and patterns
    *('Type', 'Subtype', 'FormType', 'BBox', 'Matrix'),
    *('PatternType', 'PaintType', 'TilingType', 'XStep', 'YStep'),
)
KEPT_OF_PICTURES = ('Type', 'Subtype', 'Width', 'Height')
TRUE, FALSE = Word('true'), Word('false')


@dataclass(frozen=True)
class ShopFile:
    """A file for a print shop; `ink` is the name of the ink of a grey one, '' of all others.

    `width` and `height` are of the trim, in mm.
    """

    data: bytes
    width: float
    height: float
    ink: str = ''


def shop_files(
    pdf: bytes,
    shop: PrintShop,
    brand: Brand | None = None,
    slug: str = '',
    face: bytes = b'',
    name: str = '',
) -> tuple[ShopFile, ...]:
    """Return the files that a shop asks for, of a finished print in the campaign's colours.

    One, or of grey files one for each ink. `slug` is printed beside the sheet where there are
    marks, in a `face` (an OpenType file); `name` is the print's, for findings. Raises Rejected:
    LP548, LP614, LP615 (the shop's profile).
    """
    if shop.format != 'grey':
        _check(shop)
    document = Document(pdf, name)
    found = colours(document)
    if shop.format == 'grey':
        plates = inks.plates(found, brand, shop)
        return tuple(_File(document, shop, plates[ink], slug, face).made(ink) for ink in plates)
    given = inks.paints(found, brand, shop)
    return (_File(document, shop, given, slug, face).made(),)


def _check(shop: PrintShop) -> None:
    """Raise Rejected LP615 where the profile of the press is missing, or is none of four inks."""
    wrong = ''
    if not shop.icc:
        wrong = f'the ICC profile {shop.profile or "of the press"} is not there'
    elif shop.icc[12:20] != b'prtrCMYK' or shop.icc[36:40] != b'acsp':
        wrong = f'{shop.profile} is no ICC profile of a press with four inks'
    if wrong:
        hint = f'put it beside {shop.place.path or "the profile of the shop"}; shops offer theirs'
        raise Rejected(Finding(shop.place, 'LP615', wrong, hint))


class _File:
    """One file while it is made: its objects, in the order in which they are written."""

    def __init__(
        self,
        document: Document,
        shop: PrintShop,
        given: Mapping[str, Paint],
        slug: str,
        face: bytes,
    ):
        self._document, self._shop, self._given = document, shop, dict(given)
        self._slug, self._face = slug, face
        self._objects: list[bytes] = []
        self._copied: dict[int, Ref] = {}
        self._made: dict[int, bytes] = {}
        self._boxes: dict[int, Box] = {}
        self._stencils: dict[int, bytes] = {}
        self.ink = ''
        self._shift = (0.0, 0.0)
        self._grey = shop.format == 'grey'
        self._outlined = shop.outlines or shop.format != 'x-4'

    def made(self, ink: str = '') -> ShopFile:
        """Return the file; of a grey one, that of an ink."""
        self.ink = ink
        catalogue, tree = self._room(), self._room()
        pages = [self._page(page, n, tree) for n, page in enumerate(self._document.pages, 1)]
        self._fill(tree, {'Type': Name('Pages'), 'Kids': pages, 'Count': len(pages)})
        shop, kind = self._shop, (self._shop.format, self._shop.version)
        info = self._document.dictionary(self._document.state.trailer.get('Info', NULL))
        info = {key: self._document.get(value) for key, value in info.items()}
        if not claims.date(info):
            raise self._document.unreadable('it does not say when it was made')
        root: dict[str, Any] = {'Type': Name('Catalog'), 'Pages': tree}
        digest = hashlib.sha256(b'\0'.join(self._objects)).hexdigest()
        if not self._grey:
            profile = self._stream({'N': 4, 'Alternate': Name('DeviceCMYK')}, shop.icc)
            kinds = ['GTS_PDFX', 'GTS_PDFA1'] if shop.format == 'x-4' else ['GTS_PDFX']
            condition = shop.condition or shop.profile
            root['OutputIntents'] = [
                self._add(claims.intent(condition, profile, one)) for one in kinds
            ]
        if shop.format == 'x-4':
            entries = {'Type': Name('Metadata'), 'Subtype': Name('XML')}
            root['Metadata'] = self._stream(entries, claims.xmp(info, digest), plain=True)
        self._fill(catalogue, root)
        about = self._add(claims.information(info, kind))
        first = self._document.pages[0]
        left, bottom, right, top = self._document.box(first, 'TrimBox')
        return ShopFile(self._written(catalogue, about), _mm(right - left), _mm(top - bottom), ink)

    def _page(self, page: Page, number: int, tree: Ref) -> Ref:
        document, shop = self._document, self._shop
        bleed = shop.bleed / POINT
        opaque = shop.format != 'x-4'
        wishes = (bleed, self._outlined, opaque, self.ink if self._grey else None, shop.tac)
        sheet = PressSheet(document, page, number, self._given, self._made, *wishes)
        left, bottom, right, top = sheet.trim
        with_marks = shop.marks == 'required'
        around = bleed + (marks.ROOM if with_marks else 0)
        self._shift = around - left, around - bottom
        writer = PressWriter(sheet, sheet.resources, State(matrices.NONE, sheet.reach), 0)
        data = writer.written(document.content(page))
        sheet.whole()
        self._boxes |= sheet.boxes
        self._stencils |= sheet.stencils
        trim = (around, around, around + right - left, around + top - bottom)
        edge = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
        clip = (edge[0], edge[1], edge[2] - edge[0], edge[3] - edge[1])
        begin = b'q %.3f %.3f %.3f %.3f re W n 1 0 0 1 %.4f %.4f cm\n' % (*clip, *self._shift)
        body = begin + data + b'\nQ\n'
        resources = self._resources(sheet.resources)
        if with_marks:
            body += marks.drawn(trim, bleed, self._slug, self._face, self._grey)
        if with_marks and not self._grey:
            tint = {'FunctionType': 2, 'Domain': [0, 1], 'N': 1}
            every = {**tint, 'C0': [0, 0, 0, 0], 'C1': [1, 1, 1, 1]}
            space = [Name('Separation'), Name('All'), Name('DeviceCMYK'), every]
            resources['ColorSpace'] = {'All': space}
        return self._add(
            {
                'Type': Name('Page'),
                'Parent': tree,
                'MediaBox': [0, 0, *map(_fine, (trim[2] + around, trim[3] + around))],
                'BleedBox': list(map(_fine, edge)),
                'TrimBox': list(map(_fine, trim)),
                'Resources': resources,
                'Contents': self._stream({}, body),
            }
        )

    def _resources(self, held: dict[str, Any]) -> dict[str, Any]:
        """Return the resources of what was written anew."""
        document = self._document
        made: dict[str, Any] = {}
        states: dict[str, Any] = {}
        if not self._grey:
            states = {
                OVER: {'Type': Name('ExtGState'), 'OP': TRUE, 'op': TRUE, 'OPM': 1},
                OFF: {'Type': Name('ExtGState'), 'OP': FALSE, 'op': FALSE, 'OPM': 0},
            }
        if self._shop.format == 'x-4':
            own = document.dictionary(held.get('ExtGState', NULL))
            states |= {name: self._copy(value) for name, value in own.items()}
        if states:
            made['ExtGState'] = states
        kinds = ('XObject', 'Pattern') if self._outlined else ('XObject', 'Pattern', 'Font')
        for kind in kinds:
            for name, value in document.dictionary(held.get(kind, NULL)).items():
                is_drawn = isinstance(value, Ref) and value.number in self._made
                if kind == 'Font' or is_drawn:
                    made.setdefault(kind, {})[name] = self._copy(value)
        return made

    def _copy(self, value: Any) -> Any:
        """Return a value of the print as this file has it, all that it refers to copied too."""
        if isinstance(value, Ref):
            if value.number not in self._copied:
                self._copied[value.number] = room = self._room()
                held = self._document.get(value)
                if value.number in self._made and isinstance(held, Stream):
                    self._drawing(room, held, value.number)
                elif isinstance(held, Stream):
                    self._put(room, _stream(self._copy(held.entries), held.raw))
                else:
                    self._fill(room, self._copy(held))
            return self._copied[value.number]
        if isinstance(value, dict):
            return {key: _named(key, self._copy(one)) for key, one in value.items()}
        if isinstance(value, list):
            return [self._copy(one) for one in value]
        return value

    def _drawing(self, room: Ref, held: Stream, number: int) -> None:
        """Write a form, a pattern or a picture that was written anew."""
        if held.entries.get('Subtype') == Name('Image'):
            self._picture(room, held, number)
            return
        entries = {key: self._copy(held.entries[key]) for key in KEPT if key in held.entries}
        if number in self._boxes:
            entries['BBox'] = list(map(_fine, self._boxes[number]))
        if 'PatternType' in entries:
            # a pattern is laid from the corner of the page, which has moved
            a, b, c, d, e, f = map(float, entries.get('Matrix', [1, 0, 0, 1, 0, 0]))
            x, y = self._shift
            entries['Matrix'] = [a, b, c, d, e + x, f + y]
        group = held.entries.get('Group')
        if group is not None and self._shop.format == 'x-4':
            group = dict(self._document.dictionary(group))
            entries['Group'] = {**group, 'CS': Name('DeviceCMYK')}
        own = self._document.dictionary(held.entries.get('Resources', NULL))
        entries['Resources'] = self._resources(own)
        self._put(room, _compressed(entries, self._made[number]))

    def _picture(self, room: Ref, held: Stream, number: int) -> None:
        """Write a picture in its inks; what it hides is a mask, a hard one in old formats."""
        kept = [key for key in KEPT_OF_PICTURES if key in held.entries]
        entries = {key: self._copy(held.entries[key]) for key in kept}
        entries['ColorSpace'] = Name('DeviceGray' if self._grey else 'DeviceCMYK')
        entries['BitsPerComponent'] = 8
        mask = self._document.get(held.entries.get('SMask', NULL))
        if isinstance(mask, Stream):
            own = {key: mask.entries[key] for key in KEPT_OF_PICTURES if key in mask.entries}
            if number in self._stencils:
                own |= {'ImageMask': TRUE, 'BitsPerComponent': 1}
                entries['Mask'] = self._stream(own, self._stencils[number])
            else:
                soft = {key: value for key, value in mask.entries.items() if key != 'Interpolate'}
                ref = self._room()
                self._put(ref, _stream(self._copy(soft), mask.raw))
                entries['SMask'] = ref
        self._put(room, _compressed(entries, self._made[number]))

    # objects

    def _room(self) -> Ref:
        self._objects.append(b'')
        return Ref(len(self._objects), 0)

    def _put(self, room: Ref, data: bytes) -> None:
        self._objects[room.number - 1] = data

    def _fill(self, room: Ref, value: Any) -> None:
        self._put(room, serialised(value))

    def _add(self, value: Any) -> Ref:
        room = self._room()
        self._fill(room, value)
        return room

    def _stream(self, entries: dict[str, Any], data: bytes, plain: bool = False) -> Ref:
        room = self._room()
        self._put(room, _stream(entries, data) if plain else _compressed(entries, data))
        return room

    def _written(self, catalogue: Ref, info: Ref) -> bytes:
        """Return the file, with the plain cross-reference that PDF 1.3 has."""
        out = bytearray(b'%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n' % self._shop.version.encode())
        table = bytearray(b'0000000000 65535 f \n')
        for number, held in enumerate(self._objects, 1):
            table += b'%010d 00000 n \n' % len(out)
            out += b'%d 0 obj\n%s\nendobj\n' % (number, held)
        mark = hashlib.sha256(out).digest()[:16]
        trailer = {
            'Size': len(self._objects) + 1,
            'Root': catalogue,
            'Info': info,
            'ID': [mark, mark],
        }
        start = len(out)
        out += b'xref\n0 %d\n%s' % (len(self._objects) + 1, table)
        out += b'trailer\n%s\nstartxref\n%d\n%%%%EOF\n' % (serialised(trailer), start)
        return bytes(out)


def _stream(entries: dict[str, Any], raw: bytes) -> bytes:
    head = serialised({**entries, 'Length': len(raw)})
    return head + b'\nstream\n' + raw + b'\nendstream'


def _compressed(entries: dict[str, Any], data: bytes) -> bytes:
    return _stream({**entries, 'Filter': Name('FlateDecode')}, zlib.compress(data, 9))


def _named(key: str, value: Any) -> Any:
    """Return the name of a face without what names of PostScript cannot hold."""
    if key in ('BaseFont', 'FontName') and isinstance(value, Name):
        return Name(value.replace(',', '').replace(' ', ''))
    return value


def _mm(points: float) -> float:
    return round(points * POINT, 2)


def _fine(side: float) -> float:
    return round(side, 3)
