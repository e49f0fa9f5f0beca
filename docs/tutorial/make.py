"""Write the files that the walk in docs/tutorial.md begins with: a list, two letters and a logo.

usage: python docs/tutorial/make.py      (the same bytes every time)

They are what offices have: a table from a spreadsheet with 240 names, a letter in German and its
translation from a word processor. The initiatives are invented, the towns are those of CLDR.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
COUNT = 240
SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

GERMAN = (
    ('Title', 'Lasst den Auwald stehen'),
    (
        '',
        'Wir, 240 Initiativen aus aller Welt, bitten den Stadtrat, den Auwald am Fluss unter '
        'Schutz zu stellen und die geplante Umgehungsstraße nicht durch ihn zu führen.',
    ),
    (
        '',
        'Der Auwald hält bei Hochwasser das Wasser zurück, er kühlt im Sommer die Stadt, und für '
        'viele Menschen ist er der nächste Weg ins Grüne. Was in zweihundert Jahren gewachsen ist, '
        'pflanzt niemand in zwanzig nach.',
    ),
    ('', 'Deshalb fordern wir:'),
    ('list', 'Der Auwald wird Schutzgebiet.'),
    ('list', 'Die Straße wird auf der vorhandenen Trasse ausgebaut.'),
    ('list', 'Alle Gutachten zum Vorhaben werden veröffentlicht.'),
    ('', 'Lassen Sie den Auwald stehen.'),
)
ENGLISH = (
    ('Title', 'Let the riverside forest stand'),
    (
        '',
        'We, 240 initiatives from all over the world, ask the city council to protect the forest '
        'by the river, and not to lead the planned bypass through it.',
    ),
    (
        '',
        'In times of flood the forest holds back the water, in summer it cools the city, and for '
        'many people it is the shortest way to a green place. What has grown for two hundred years '
        'is not planted again in twenty.',
    ),
    ('', 'We therefore ask that'),
    ('list', 'the forest becomes a nature reserve,'),
    ('list', 'the existing road is widened instead,'),
    ('list', 'all expert reports on the project are published.'),
    ('', 'Let the riverside forest stand.'),
)
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">
  <path fill="#00573f"
    d="M30 6 52 44H8zM62 2l24 42H38zM92 12l18 32H74z
      M4 50c18-6 36 6 56 0s36-6 56 0v6c-20-6-36 6-56 0s-38-6-56 0z"/>
</svg>
"""


def towns() -> list[tuple[str, str]]:
    """Return towns with the code of their country, from CLDR's names of time zones in German."""
    from babel import Locale
    from babel.core import get_global

    territories = get_global('zone_territories')
    german = Locale.parse('de').time_zones
    found = {}
    for zone, country in sorted(territories.items()):
        if country not in ('001', 'AQ', 'ZZ') and zone.count('/') == 1:
            spelt = zone.partition('/')[2].replace('_', ' ')
            found[german.get(zone, {}).get('city', spelt)] = country
    ordered = sorted(found.items())  # from all of the alphabet, evenly
    return [ordered[n * len(ordered) // COUNT] for n in range(COUNT)]


def pack(path: Path, parts: dict[str, str]) -> None:
    """Write an office file: a ZIP of XML, with a date of its own instead of today's."""
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 28, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, HEAD + text)


def relations(*targets: tuple[str, str]) -> str:
    """Return the part that says which parts belong to another."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + ''.join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        + '</Relationships>'
    )


def types(**parts: str) -> str:
    """Return the part that says what each of the others is."""
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + ''.join(
            f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="application/'
            f'vnd.openxmlformats-officedocument.{kind}+xml"/>'
            for name, kind in parts.items()
        )
        + '</Types>'
    )


def table(path: Path) -> None:
    """Write the list as a spreadsheet: a name, a country and a web address in each row."""
    rows = [('Name der Organisation', 'Land', 'Webseite')] + [
        (f'{town} für den Auwald', country, f'https://auwald-{n}.example/')
        for n, (town, country) in enumerate(towns(), 1)
    ]
    cells = ''.join(
        f'<row r="{n}">'
        + ''.join(
            f'<c r="{column}{n}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in zip('ABC', row, strict=True)
        )
        + '</row>'
        for n, row in enumerate(rows, 1)
    )
    pack(
        path,
        {
            '[Content_Types].xml': types(
                xl__workbook='spreadsheetml.sheet.main', xl__sheet='spreadsheetml.worksheet'
            ),
            '_rels/.rels': relations(('officeDocument', 'xl/workbook.xml')),
            'xl/workbook.xml': f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Unterschriften" sheetId="1" r:id="r1"/></sheets></workbook>',
            'xl/_rels/workbook.xml.rels': relations(('worksheet', 'sheet.xml')),
            'xl/sheet.xml': f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData>'
            '</worksheet>',
        },
    )


def letter(path: Path, paragraphs: tuple[tuple[str, str], ...]) -> None:
    """Write a letter as a word processor does: a title, paragraphs, a numbered list."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = ''.join(
        '<w:p>'
        + (
            f'<w:pPr>{numbered}</w:pPr>'
            if style == 'list'
            else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            if style
            else ''
        )
        + f'<w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    pack(
        path,
        {
            '[Content_Types].xml': types(
                word__document='wordprocessingml.document.main',
                word__styles='wordprocessingml.styles',
                word__numbering='wordprocessingml.numbering',
            ),
            '_rels/.rels': relations(('officeDocument', 'word/document.xml')),
            'word/document.xml': f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
            '</w:document>',
            'word/_rels/document.xml.rels': relations(
                ('styles', 'styles.xml'), ('numbering', 'numbering.xml')
            ),
            'word/styles.xml': f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" '
            'w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
            'word/numbering.xml': f'<w:numbering xmlns:w="{WORD}"><w:abstractNum '
            'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
            '<w:abstractNumId w:val="0"/></w:num></w:numbering>',
        },
    )


if __name__ == '__main__':
    table(HERE / 'unterschriften.xlsx')
    letter(HERE / 'brief.docx', GERMAN)
    letter(HERE / 'letter.docx', ENGLISH)
    (HERE / 'logo.svg').write_text(LOGO, encoding='utf-8')
