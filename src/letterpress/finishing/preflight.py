"""Preflight: what speaks against printing or filing a finished PDF, by its own facts."""

from __future__ import annotations

from letterpress.findings import Finding, Place, ordered
from letterpress.finishing.facts import Facts


def check(found: Facts, name: str = '') -> tuple[Finding, ...]:
    """Return what is wrong with a PDF (LP540, LP541, LP544, LP545); `name` is the file's.

    Tags, a title and a language are asked of one that claims PDF/UA or PDF/A, and has to have them.
    """
    place = Place(name)
    if found.encrypted:
        hint = 'take the password off: archives and print shops refuse it'
        return (Finding(place, 'LP541', 'the PDF is encrypted', hint),)
    findings = [
        Finding(
            place,
            'LP540',
            f'the font “{font}” is not embedded',
            'elsewhere another one is printed in its place; use the typefaces in fonts/',
        )
        for font in found.loose
    ]
    is_accessible = bool(found.pdfua) or found.pdfa.endswith('a')
    if is_accessible and not found.tagged:
        untagged = 'it has no tags: screen readers cannot read it'
        findings.append(Finding(place, 'LP544', untagged, 'build it again'))
    if is_accessible and not found.language:
        hint = 'the template says it: <html lang="…">'
        findings.append(Finding(place, 'LP545', 'it does not say its language', hint))
    if (found.pdfua or found.pdfa) and not found.title.strip():
        hint = 'the template says it: <title>…</title>'
        findings.append(Finding(place, 'LP545', 'it has no title', hint))
    return ordered(findings)
