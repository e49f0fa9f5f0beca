"""The file around a text: styles, numbering, notes, pages, what it says of itself, one form."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from importlib import resources
from string import Template
from typing import Any

import docx
from docx.document import Document as Office
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from letterpress.kit import archive
from letterpress.kit.formats.documents import Document
from letterpress.kit.formats.word.text import element
from letterpress.layout.brand.look import Look
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition

BOOK, WOOD = 'Times New Roman', 'Arial'  # offices have them, or others of the same widths:
_OTHERS = {BOOK: 'Liberation Serif', WOOD: 'Liberation Sans'}
_W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
_UNUSED = ('stylesWithEffects', 'theme', 'customXml', 'webSettings', 'fontTable')
_BULLETS, _POINT, _BRACKET = 0, 1, 2  # what stands before entries: a dash, "1.", "1)"
SIDE, EDGE = 25, 20  # mm beside the text, and above and below it


def begin(edition: Edition, seen: Look) -> Office:
    """Return an empty file in the language and the look of an edition."""
    office = docx.Document()
    part, rtl = office.part, edition.direction == 'rtl'
    for name, link in list(part.rels.items()):
        if link.reltype.rpartition('/')[2] in _UNUSED:
            part.drop_rel(name)
    whole = part.package
    for name, link in list(whole.rels.items()):
        if link.reltype.endswith('/thumbnail'):
            whole.rels.pop(name)
    _instead(office.styles.element, _styles(edition, seen))
    _instead(office.settings.element, _settings(edition))
    _instead(part.numbering_part.element, _numbering())
    fonts = PackURI('/word/fontTable.xml')
    _add(office, Part(fonts, CONTENT_TYPE.WML_FONT_TABLE, _fonts(), whole))
    section = office.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin = section.bottom_margin = Mm(EDGE)
    if rtl:
        body: Any = office.element.body
        body.sectPr.append(element('bidi'))
    return office


def _instead(root: Any, new: Any) -> None:
    """Put the children of another element in the place of those that are there."""
    root[:] = new[:]


def _add(office: Office, made: Part) -> None:
    """Put a new part beside the body, which refers to it."""
    name = made.partname.filename.removesuffix('.xml')
    office.part.relate_to(made, f'{RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]}/{name}')


def _styles(edition: Edition, seen: Look) -> Any:
    rtl, tag = edition.direction == 'rtl', locales.with_country(edition.language)
    accent = seen.colours.accent_text.removeprefix('#')
    side = 'right' if rtl else 'left'
    # an office makes capitals letter by letter; Greek ones lose their accents
    plain = not rtl and locales.capitals('ά', edition.language) == 'Ά'
    text = resources.files(__package__).joinpath('styles.xml').read_text(encoding='utf-8')
    filled = Template(text).substitute(
        book=BOOK,
        wood=WOOD,
        type=seen.colours.type.removeprefix('#'),
        accent=accent,
        lang=tag,
        bidi=tag if rtl else 'ar-SA',
        paragraph='<w:bidi/>' if rtl else '',
        run='<w:rtl/>' if rtl else '',
        bar=f'<w:{side} w:val="single" w:sz="36" w:space="10" w:color="{accent}"/>',
        caps='<w:caps/>' if plain else '',
        track='10' if plain else '0',
        lead='290' if rtl else '264',
    )
    return parse_xml(filled)


def _settings(edition: Edition) -> Any:
    tag = locales.with_country(edition.language)
    return parse_xml(
        f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}" w:bidi="{tag}"/></w:settings>'
    )


def _fonts() -> bytes:
    fonts = ''.join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in _OTHERS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'.encode()


def _numbering() -> Any:
    """Return the three kinds of lists, and of each the one that its style begins."""
    abstract = ''.join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + ''.join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{label.format(level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{425 * (level + 1)}" w:hanging="425"/></w:pPr></w:lvl>'
            for level in range(2)
        )
        + '</w:abstractNum>'
        for kind, form, label in (
            (_BULLETS, 'bullet', '–'),
            (_POINT, 'decimal', '%{}.'),
            (_BRACKET, 'decimal', '%{})'),
        )
    )
    lists = ''.join(
        f'<w:num w:numId="{kind + 1}"><w:abstractNumId w:val="{kind}"/></w:num>'
        for kind in (_BULLETS, _POINT, _BRACKET)
    )
    return parse_xml(f'<w:numbering xmlns:w="{_W}">{abstract}{lists}</w:numbering>')


def numbered(office: Office, point: str, start: int) -> str:
    """Return the id of a new list of numbers that begins with `start`; point: '.' or ')'."""
    root = office.part.numbering_part.element
    number = str(1 + sum(1 for child in root if child.tag == f'{{{_W}}}num'))
    made = element('num', numId=number)
    made.append(element('abstractNumId', val=str(_BRACKET if point == ')' else _POINT)))
    for level in range(2):
        override = element('lvlOverride', ilvl=str(level))
        override.append(element('startOverride', val=str(start if not level else 1)))
        made.append(override)
    root.append(made)
    return number


# ---- notes ---------------------------------------------------------------------------------------


class Notes(Part):
    """The part of the notes: `root` is filled while the body is written."""

    def __init__(self, office: Office):
        """Put it beside the body of a file."""
        package = office.part.package
        super().__init__(PackURI('/word/footnotes.xml'), CONTENT_TYPE.WML_FOOTNOTES, b'', package)
        self.root: Any = parse_xml(
            f'<w:footnotes xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships">'
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            '<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>'
        )
        _add(office, self)

    @property
    def blob(self) -> bytes:
        """Return the part as it is written into the file."""
        return serialize_part_xml(self.root)


# ---- what it says of itself, and its bytes -------------------------------------------------------


def close(office: Office, document: Document, edition: Edition) -> bytes:
    """Return the file: what it is about and in which language, and its bytes in one form."""
    facts, core = edition.facts, office.core_properties
    moment = datetime.combine(facts.date, time(), UTC).replace(tzinfo=None)
    core.title, core.subject = document.title, document.label
    core.author = core.last_modified_by = facts.publisher.name.to(edition.language)
    core.language = edition.language
    core.created = core.modified = moment
    core.revision, core.comments, core.keywords, core.category = 1, '', '', document.label
    data = io.BytesIO()
    office.save(data)
    with zipfile.ZipFile(data) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    head = '[Content_Types].xml'  # readers look for it first
    return archive.packed(
        [(name, files[name]) for name in sorted(files, key=lambda n: (n != head, n))]
    )
