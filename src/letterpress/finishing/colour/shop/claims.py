"""What a file for the press says of itself: its standard, the press it is made for, its metadata.

ISO 15930-7 (PDF/X-4), -3 and -1 (X-3, X-1a), ISO 19005-2 (PDF/A-2b): X-4 and A-2b are one file.
"""

from __future__ import annotations

import re
import uuid
from typing import Any
from xml.sax.saxutils import escape

from letterpress.finishing.syntax.objects import Name

REGISTRY = b'http://www.color.org'
STANDARDS = {
    ('x-4', '1.6'): 'PDF/X-4',
    ('x-3', '1.3'): 'PDF/X-3:2002',
    ('x-3', '1.4'): 'PDF/X-3:2003',
    ('x-1a', '1.3'): 'PDF/X-1:2001',
    ('x-1a', '1.4'): 'PDF/X-1a:2003',
}
CONFORMANCE = {('x-1a', '1.3'): 'PDF/X-1a:2001', ('x-1a', '1.4'): 'PDF/X-1a:2003'}
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)'?)?")

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>{creator}
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/X ID Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>ID of PDF/X standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def text(held: Any) -> str:
    """Return a text string of PDF; '' for anything else."""
    if not isinstance(held, bytes):
        return ''
    if held.startswith(b'\xfe\xff'):
        return held[2:].decode('utf-16-be', 'replace')
    if held.startswith(b'\xef\xbb\xbf'):
        return held[3:].decode('utf-8', 'replace')
    return held.decode('latin-1')


def string(words: str) -> bytes:
    """Return words as a text string of PDF."""
    return words.encode('ascii') if words.isascii() else b'\xfe\xff' + words.encode('utf-16-be')


def date(info: dict[str, Any]) -> str:
    """Return when a document was made, as XMP writes it; '' where it does not say so."""
    found = _DATE.match(text(info.get('CreationDate')))
    if not found:
        return ''
    year, month, day, hour, minute, second, zone, rest = found.groups()
    offset = f'{zone}:{rest}' if zone else '+00:00'
    return f'{year}-{month}-{day}T{hour}:{minute}:{second}{offset}'


def xmp(info: dict[str, Any], digest: str) -> bytes:
    """Return the metadata of a PDF/X-4 and PDF/A-2b; `digest` tells it from every other file."""
    title, author = text(info.get('Title')), text(info.get('Author'))
    creator = text(info.get('Creator'))
    by = f'<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>'
    return _XMP.format(
        title=escape(title),
        author=f'\n{by}' if author else '',
        creator=f'\n<xmp:CreatorTool>{escape(creator)}</xmp:CreatorTool>' if creator else '',
        date=date(info),
        document=uuid.uuid5(uuid.NAMESPACE_URL, digest),
        producer=escape(text(info.get('Producer'))),
        standard='PDF/X-4',
    ).encode()


def information(info: dict[str, Any], kind: tuple[str, str]) -> dict[str, Any]:
    """Return the Info of a file of a format and a version, of that of the print."""
    kept = {
        key: info[key]
        for key in ('Title', 'Author', 'Creator', 'Producer', 'CreationDate', 'ModDate')
        if isinstance(info.get(key), bytes)
    }
    if kind[0] == 'grey':
        return kept
    kept.setdefault('Creator', b'letterpress')
    kept.setdefault('ModDate', kept.get('CreationDate', b''))
    kept['Trapped'] = Name('False')
    if kind[0] != 'x-4':
        kept['GTS_PDFXVersion'] = string(STANDARDS[kind])
        if kind in CONFORMANCE:
            kept['GTS_PDFXConformance'] = string(CONFORMANCE[kind])
    return kept


def intent(condition: str, profile: Any, kind: str) -> dict[str, Any]:
    """Return an output intent; `profile` refers to the profile, `kind` is GTS_PDFX or GTS_PDFA1."""
    return {
        'Type': Name('OutputIntent'),
        'S': Name(kind),
        'OutputConditionIdentifier': string(condition),
        'OutputCondition': string(f'{condition}, ISO 12647-2'),
        'RegistryName': REGISTRY,
        'Info': string(condition),
        'DestOutputProfile': profile,
    }
