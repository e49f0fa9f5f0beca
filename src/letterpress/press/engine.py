"""The engine: one warm WeasyPrint, in its jail, makes a proof; what it only logs counts as said.

FONTCONFIG_FILE must name our own configuration before this module is imported: Pango asks
fontconfig once for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from letterpress.base.reaches import guard
from letterpress.findings import Finding, Place, Rejected, errors, ordered
from letterpress.press import records, references
from letterpress.press.jail import Jail
from letterpress.press.leaves import folios
from letterpress.press.leaves.writing import Writer
from letterpress.press.proof import MM, Anchor, Proof
from letterpress.press.reaches import positioned, stylesheets
from letterpress.press.reaches.lines import chosen_lines, line_ends, patterns, remembered_lines
from letterpress.press.records import Sources
from letterpress.press.sight import reader
from letterpress.press.sight.seen import Seen
from letterpress.press.tags import blanks, claims, tagging

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition, Enclosure

guard.check(*guard.ENGINE)  # before a patch is laid on
blanks.install()
line_ends.install()
remembered_lines.install()
patterns.install()
positioned.install()
chosen_lines.install()  # after what it goes on from
positioned.watch_lines()
stylesheets.install()

HOUSE = 'LP '  # the house's own families begin so

# A word in every style that layouts use: after it Pango has opened each font file and HarfBuzz has
# cut each once.
_STYLES = (
    ('LP Book', 400, 'normal'),
    ('LP Book', 400, 'italic'),
    ('LP Book', 600, 'normal'),
    ('LP Book', 700, 'normal'),
    ('LP Wood', 900, 'normal'),
    ('LP Wood', 700, 'normal'),
)
_ARABIC = (
    ('LP Naskh', 400),
    ('LP Naskh', 600),
    ('LP Naskh', 700),
    ('LP Kufi', 900),
    ('LP Kufi', 700),
)


@cache
def font_configuration() -> FontConfiguration:
    """Return the one font configuration that all documents share: it holds Pango's open faces."""
    return FontConfiguration()


def warm() -> None:
    """Set a few words in every style, so that processes forked afterwards start with open fonts."""
    words = [
        f'<p style="font:{style} {weight} 10pt \'{family}\'">'
        'Letter Γράμμα Писмо, extraordinarily</p>'
        for family, weight, style in _STYLES
    ]
    words += [
        f'<p lang="ar" dir="rtl" style="font:{weight} 10pt \'{family}\'">رسالة</p>'
        for family, weight in _ARABIC
    ]
    page = (
        '<!doctype html><html lang="en"><title>.</title><style>p{hyphens:auto;width:1cm}</style>'
        f'{"".join(words)}</html>'
    )
    # A project may have taken a style away: the documents themselves will say so.
    with records.listening():
        HTML(string=page, url_fetcher=Jail()).render(
            font_config=font_configuration(), presentational_hints=False
        ).write_pdf(pdf_tags=True)


def warm_for(language: str) -> None:
    """Read what breaks the words of a language."""
    patterns.open_for(language)


def warm_with(stylesheet: str) -> None:
    """Parse a stylesheet of documents, or of what is measured for them, if it is parsed once."""
    stylesheets.known(stylesheet)


def render(
    composition: Composition,
    files: Mapping[str, bytes] | None = None,
    families: Collection[str] = (),
) -> Proof:
    """Return the proof of a composition (layout.composition.Composition).

    `files` are those of layouts/, to say where in them a fault stands; `families` are typefaces of
    the project's own that may be used beside the house's. Raises Rejected with every finding when
    one of them is an error.
    """
    proof, found = make(composition, files, families)
    if proof is None or errors(found):
        raise Rejected(found)
    return proof


def make(
    composition: Composition,
    files: Mapping[str, bytes] | None = None,
    families: Collection[str] = (),
    guest: tagging.Guest | None = None,
) -> tuple[Proof | None, tuple[Finding, ...]]:
    """Return the proof, whatever is wrong with it, and all findings.

    `render` judges them; a guest adds to the pages.
    """
    jail, sources = Jail(composition.assets), Sources(composition.layout, files)
    html, seen = HTML(string=composition.html, url_fetcher=jail), Seen()
    options, found = _options(composition), list[Finding]()
    proof, document = None, None
    with records.listening() as heard:
        try:
            with folios.counted(composition.leaves):
                document, unsettled = references.settled(
                    html,
                    lambda: html.render(font_config=font_configuration(), **options),
                    sources,
                )
            found += unsettled
            if composition.leaves:
                guest = Writer(composition.leaves, document, html.etree_element, sources, jail)
            if composition.ua:
                found += claims.findings(document, sources)
            with seen.watching():
                pdf = tagging.write(document, composition, options, guest)
            proof = _proof(document, pdf, composition.leaves.more)
        except LookupError as error:
            found += _not_found(error, document, composition, sources)
        except FatalURLFetchingError as error:  # a BaseException: `except Exception` lets it pass
            found.append(
                Finding(
                    sources.page(),
                    'LP403',
                    f'a part of the layout cannot be used: {error}',
                    'take out what was added to the layout last',
                )
            )
    found += records.findings(heard, jail, sources, html, composition.ua)
    if document is not None:
        found += reader.findings(document, html, seen, composition, sources)
    if composition.ua:
        found += _unnamed(composition, sources)
    if proof is None:
        return None, ordered(found)
    found += _strangers(proof.fonts, families, composition)
    return replace(proof, findings=ordered(found)), ordered(found)


def _options(composition: Composition) -> dict[str, Any]:
    """Return what the engine is told to make of a composition (weasyprint.DEFAULT_OPTIONS)."""
    options: dict[str, Any] = {
        'pdf_variant': composition.variant or ('pdf/ua-1' if composition.ua else None),
        'pdf_tags': True,
        'pdf_identifier': True,
        'presentational_hints': False,
    }
    if composition.enclosures:
        options['attachments'] = [_attached(enclosure) for enclosure in composition.enclosures]
    return options


def _not_found(
    error: LookupError, document: Any, composition: Composition, sources: Sources
) -> Iterator[Finding]:
    """Yield what a failed look-up says of the composition. Raises it again if it says nothing."""
    missing = error.args[0] if error.args else None
    if document is not None and reader.is_text(missing):
        return  # the engine tags a text that it did not draw: the reader finds that
    fields = (composition.seal, *composition.co_seals)
    if missing not in {field.anchor for field in fields if field is not None}:
        raise error
    yield Finding(
        sources.page(),
        'LP409',
        f'no element has the id “{missing}”: the seal has no place',
        'give this id to the element that frames the seal, '
        'or name another in layout.yaml (seal: anchor)',
    )


def _unnamed(composition: Composition, sources: Sources) -> Iterator[Finding]:
    """Yield what PDF/UA wants to have a name and has none."""
    if not composition.title.strip():
        yield Finding(
            sources.page('<title'),
            'LP406',
            'the document has no title',
            'write <title>…</title> in its head',
        )
    if composition.seal is not None and not composition.seal.tooltip.strip():
        yield Finding(
            sources.page(),
            'LP406',
            'the field of the seal has no name to be read aloud',
            'give the phrase seal.field a text',
        )


def _attached(enclosure: Enclosure) -> Attachment:
    """Return an enclosure as the engine takes it. Without dates it would bear the time of day."""
    day = datetime.fromisoformat(enclosure.day).replace(tzinfo=UTC)
    return Attachment(
        string=enclosure.data,
        name=enclosure.name,
        description=enclosure.description,
        created=day,
        modified=day,
        relationship='Data',
        url_fetcher=Jail(),
    )


def _strangers(
    fonts: Collection[str], families: Collection[str], composition: Composition
) -> list[Finding]:
    place = Place(f'layouts/{composition.layout}/style.css')
    return [
        Finding(
            place,
            'LP404',
            f'the typeface “{family}” is not from fonts/',
            'add its folder to fonts/, or name a typeface that is there; if nothing names it, the '
            'environment variable FONTCONFIG_FILE does not point to '
            "letterpress's own configuration",
        )
        for family in fonts
        if not family.startswith(HOUSE) and family not in families
    ]


def _proof(document: Any, pdf: bytes, more: int) -> Proof:
    """Return the PDF of a document (weasyprint.Document) with what was measured on its pages.

    `more`: pages that are not the engine's.
    """
    anchors = [
        Anchor(name, number, *(round(v * MM, 4) for v in (x0, y0, x1 - x0, y1 - y0)))
        for number, page in enumerate(document.pages, 1)
        for name, (x0, y0, x1, y1) in page.anchors.items()
    ]
    fonts = tuple(sorted({font.family for font in document.fonts.values()}))
    return Proof(pdf, len(document.pages) + more, fonts, tuple(anchors), ())
