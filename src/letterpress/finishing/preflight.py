"""Preflight: hold the facts of a finished PDF against what was ordered, before anybody prints or files it."""

from __future__ import annotations

from dataclasses import dataclass

from letterpress.findings import Finding, Place, ordered
from letterpress.finishing import facts as sheets
from letterpress.finishing.facts import Facts

NEAR = 0.5  # mm by which a page may miss its size: half of what a print shop's cutter does


@dataclass(frozen=True)
class Ordered:
    """What the layout asked for; an empty value asks for nothing."""

    pages: int | None = None  # at most
    size: tuple[float, float] | None = None  # trim of each page, mm, width first
    language: str = ''
    pdfa: str = ''  # '3a'
    pdfua: str = ''  # '1'
    field: str = ''  # the prepared signature field


def facts(pdf: bytes) -> Facts:
    """Return the facts of a PDF. Raises sheets.Unreadable."""
    return sheets.facts(pdf)


def check(found: Facts, wanted: Ordered, name: str = '') -> tuple[Finding, ...]:
    """Return what is wrong with a PDF (LP540 to LP547); `name` is the file's."""
    if found.encrypted:
        return (
            _finding(
                name,
                'LP541',
                'the PDF is encrypted',
                'Take the password off: archives and print shops refuse it.',
            ),
        )
    findings = []
    for font in found.loose:
        findings.append(
            _finding(
                name,
                'LP540',
                f'the font “{font}” is not embedded',
                'Elsewhere another one is printed in its place. Use the typefaces in fonts/.',
            )
        )
    if wanted.pages is not None and found.pages > wanted.pages:
        findings.append(
            _finding(
                name,
                'LP542',
                f'it has {found.pages} pages; the layout allows {wanted.pages}',
                'Shorten the text, or let the layout have more.',
            )
        )
    wrong = [
        number
        for number, size in enumerate(found.sizes, 1)
        if wanted.size and not _fits(size, wanted.size)
    ]
    if wrong and wanted.size:
        width, height = found.sizes[wrong[0] - 1]
        findings.append(
            _finding(
                name,
                'LP543',
                f'page {wrong[0]} is {width:g} × {height:g} mm instead of '
                f'{wanted.size[0]:g} × {wanted.size[1]:g} mm',
                'Look at the sizes in layout.yaml and at @page in style.css.',
            )
        )
    if (wanted.pdfua or wanted.pdfa.endswith('a')) and not found.tagged:
        findings.append(
            _finding(
                name, 'LP544', 'it has no tags: screen readers cannot read it', 'Build it again.'
            )
        )
    if wanted.language and found.language.lower() != wanted.language.lower():
        said = found.language or 'not said'
        findings.append(
            _finding(
                name,
                'LP545',
                f'its language is {said}, not {wanted.language}',
                'The template says it: <html lang="…">.',
            )
        )
    if (wanted.pdfua or wanted.pdfa) and not found.title.strip():
        findings.append(
            _finding(name, 'LP545', 'it has no title', 'The template says it: <title>…</title>.')
        )
    for norm, said, asked in (
        ('PDF/A', found.pdfa, wanted.pdfa),
        ('PDF/UA', found.pdfua, wanted.pdfua),
    ):
        if asked and said != asked:
            other = f' but {norm}-{said}' if said else ''
            findings.append(
                _finding(
                    name,
                    'LP546',
                    f'it does not claim {norm}-{asked}{other}',
                    'layout.yaml names the variant. Another tool may have saved the file since.',
                )
            )
    if wanted.field and wanted.field not in found.fields:
        findings.append(
            _finding(
                name,
                'LP547',
                f'the signature field “{wanted.field}” is missing',
                'layout.yaml names the element of the seal (seal: anchor), page.html must have it.',
            )
        )
    return ordered(findings)


def _fits(size: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return all(abs(one - other) <= NEAR for one, other in zip(size, wanted, strict=True))


def _finding(name: str, code: str, message: str, hint: str) -> Finding:
    return Finding(Place(name), code, message, hint)
