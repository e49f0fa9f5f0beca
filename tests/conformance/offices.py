"""LibreOffice opens and prints each press text that is a DOCX: a judge who did not write it.

What it prints has every letter and figure of the text, as many pages as an editor expects, the
language of the text and its title.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

from lanes import Row
from pypdf import PdfReader

from letterpress.manuscript import locales

PAGES = {'press-release': 2, 'fact-sheet': 2, 'questions': 3, 'quotes': 1, 'about': 1}  # at most
_HIDDEN = re.compile('[\u200b-\u200f\u2060-\u2069\u00ad\u0640]')


class Missing(Exception):
    """A tool is missing; the text says what is needed."""


def require() -> None:
    """Raise Missing unless LibreOffice's Writer is there."""
    if not shutil.which('soffice'):
        raise Missing('LibreOffice is missing (libreoffice-writer-nogui)')


def judge(kits: list[Path], scratch: Path, row: Row) -> None:
    """Judge every DOCX of the kits, all of them in one run of LibreOffice."""
    texts = sorted(path for kit in kits for path in kit.rglob('*.docx'))
    if not texts:
        row('office', ' '.join(map(str, kits)), 'there is no DOCX to judge')
        return
    printed = scratch / 'printed'
    done = subprocess.run(
        [
            'soffice',
            f'-env:UserInstallation={(scratch / "profile").as_uri()}',
            '--headless',
            '--convert-to',
            'pdf',
            '--outdir',
            str(printed),
            *map(str, texts),
        ],
        capture_output=True,
        text=True,
        timeout=900,
    )
    for path in texts:
        made = printed / f'{path.stem}.pdf'
        row(
            'office',
            path.name,
            fault(path, made) if made.exists() else f'is not printed: {done.stderr[-200:]}',
        )


def fault(path: Path, printed: Path) -> str:
    """Return what is wrong with what was printed of a text; '' for nothing."""
    import docx
    from docx.oxml.ns import qn

    office, reader = docx.Document(str(path)), PdfReader(printed)
    kind, language = path.stem.split('.')
    notes = next(
        part for part in office.part.package.iter_parts() if part.partname.endswith('footnotes.xml')
    )
    due = ''.join(node.text or '' for node in office.element.body.iter(qn('w:t')))
    due += re.sub('<[^>]*>', '', notes.blob.decode())
    said = subprocess.run(
        ['pdftotext', '-enc', 'UTF-8', str(printed), '-'],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    lost = letters(due) - letters(said)
    found = [
        f'letters are lost: {"".join(sorted(lost.elements()))[:60]}' if lost else '',
        f'{len(reader.pages)} pages' if len(reader.pages) > PAGES[kind] else '',
    ]
    lang = reader.trailer['/Root'].get('/Lang')
    if lang != locales.with_country(language):
        found.append(f'its language is {lang}')
    if reader.metadata is None or reader.metadata.title != office.core_properties.title:
        found.append('its title is another')
    return '; '.join(filter(None, found))


def letters(text: str) -> Counter[str]:
    """Return the letters and figures of a text, each as often as it is there.

    Readers put those of Arabic into an order of their own, and take its marks apart.
    """
    plain = unicodedata.normalize('NFKD', _HIDDEN.sub('', text)).casefold()
    return Counter(sign for sign in plain if unicodedata.category(sign)[0] in 'LN')
