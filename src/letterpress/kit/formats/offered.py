"""Every text that the kit offers beside PDF, and in which formats: one table.

The letter is one of its own (LETTERS); the press texts are documents (kit/formats/documents), each
in every format of FORMATS. A new format is a module of this folder that writes it, and a line
there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import documents, html, plain, twin
from letterpress.kit.formats.documents import Document
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.manuscript.model import Edition
from letterpress.values import dataclass

Write = Callable[[Edition, Mapping[str, bytes], bool, Look, Mapping[str, bytes]], bytes]
WriteDocument = Callable[[Document, Edition, Mapping[str, bytes], bool, Look], bytes]


@dataclass(frozen=True)
class Letter:
    """The letter in a format: what writes it, what its file is called, where the kit shows it.

    `write` takes the edition, the files of layouts/, whether it is a draft, how it looks and the
    files of fonts/.
    `title` and `what` are the keys of phrases that name and describe it ('' for no description),
    `heading` and `rank` say where it stands (layout.manifest.Shelf).
    """

    kind: str
    ending: str
    write: Write
    heading: str
    rank: int
    title: str
    what: str = ''


@dataclass(frozen=True)
class Shown:
    """Where the kit shows a press text in all its formats, in which words; as of `Letter`."""

    rank: int
    title: str
    what: str


HEADING = 'texts'  # the shelf of the press texts

LETTERS = (
    Letter(
        'letter-text',
        'txt',
        lambda edition, *_: plain.letter_text(edition),
        HEADING,
        1,
        'kit.letter_text',
    ),
    Letter(
        'letter-html',
        'html',
        lambda edition, layouts, draft, seen, fonts: twin.twin(
            edition, layouts, draft, seen=seen, fonts=fonts
        ),
        'documents',
        2,
        'kit.letter_html',
        'twin.kit_what',
    ),
)

DOCUMENTS = {  # press texts by kind
    documents.RELEASE: Shown(2, 'kit.release', 'kit.release_what'),
    documents.FACTS: Shown(3, 'press.fact_sheet', 'press.fact_sheet_what'),
    documents.QUESTIONS: Shown(4, 'press.questions', 'press.questions_what'),
    documents.QUOTES: Shown(5, 'press.quotes', 'press.quotes_what'),
    documents.ABOUT: Shown(6, 'press.about', 'press.about_what'),
}


def _word(document: Document, edition: Edition, seen: Look) -> bytes:
    from letterpress.kit.formats.word import document as word  # late: python-docx takes its time

    return word.write(document, edition, seen)


FORMATS: Mapping[str, WriteDocument] = {  # by the ending of the file
    'html': html.page,
    'txt': lambda document, edition, *_: plain.text(document, edition),
    'docx': lambda document, edition, _layouts, _draft, seen: _word(document, edition, seen),
}

MEDIA = {
    'txt': 'text/plain',
    'html': 'text/html',
    'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}


def of(
    edition: Edition,
    layouts: Mapping[str, bytes],
    draft: bool,
    seen: Look = look.HOUSE,
    fonts: Mapping[str, bytes] = MappingProxyType({}),
) -> Iterator[Artifact]:
    """Give an edition's texts in every format; `fonts` as of `twin.twin`, Rejected as it raises."""
    for one in LETTERS:
        data = one.write(edition, layouts, draft, seen, fonts)
        yield _artifact(edition, one.kind, 'letter', one.ending, edition.letter.title, data)
    for document in documents.every(edition):
        for ending, write in FORMATS.items():
            data = write(document, edition, layouts, draft, seen)
            yield _artifact(edition, document.kind, document.kind, ending, document.title, data)


def _artifact(
    edition: Edition, kind: str, stem: str, ending: str, title: str, data: bytes
) -> Artifact:
    """Return a text as a file of the kit: the letter beside its PDF, the others with the texts."""
    language = edition.language
    folder = places.TOP if stem == 'letter' else places.TEXTS
    path = places.path(language, folder, f'{stem}.{language}.{ending}')
    return Artifact(path, kind, language, title, None, '', MEDIA[ending], data)
