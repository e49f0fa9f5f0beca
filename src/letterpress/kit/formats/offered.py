"""Every format of a text that the kit offers beside PDF, in one table.

A new one is a module of this folder that writes it, and a line of OFFERED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import html, plain, twin
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.manuscript.model import Edition
from letterpress.values import dataclass

Write = Callable[[Edition, Mapping[str, bytes], bool, Look], bytes]


@dataclass(frozen=True)
class Format:
    """A text in a format: what writes it, what its file is called, where the kit shows it.

    `write` takes the edition, the files of layouts/, whether it is a draft and how it looks.
    `title` and `what` are the keys of phrases that name and describe it ('' for no description),
    `heading` and `rank` say where it stands (layout.manifest.Shelf).
    """

    kind: str
    stem: str
    ending: str
    media_type: str
    write: Write
    heading: str
    rank: int
    title: str
    what: str = ''

    @property
    def folder(self) -> str:
        """Where it lies in the language's folder: the letter beside its PDF."""
        return places.TOP if self.stem == LETTER else places.TEXTS

    def artifact(
        self, edition: Edition, layouts: Mapping[str, bytes], draft: bool, seen: Look
    ) -> Artifact:
        """Return the text of an edition as a file of the kit."""
        language = edition.language
        source = edition.release if self.stem == 'press-release' else edition.letter
        return Artifact(
            places.path(language, self.folder, f'{self.stem}.{language}.{self.ending}'),
            self.kind,
            language,
            source.title,
            None,
            '',
            self.media_type,
            self.write(edition, layouts, draft, seen),
        )


LETTER, RELEASE = 'letter', 'press-release'
PLAIN, HTML = ('txt', 'text/plain'), ('html', 'text/html')

OFFERED = (
    Format(
        'letter-text',
        LETTER,
        *PLAIN,
        lambda edition, *_: plain.letter_text(edition),
        'texts',
        1,
        'kit.letter_text',
    ),
    Format(
        'letter-html',
        LETTER,
        *HTML,
        lambda edition, layouts, draft, seen: twin.twin(edition, layouts, draft, seen=seen),
        'documents',
        2,
        'kit.letter_html',
        'twin.kit_what',
    ),
    Format(
        'release-text',
        RELEASE,
        *PLAIN,
        lambda edition, *_: plain.release_text(edition),
        'texts',
        2,
        'kit.release_text',
    ),
    Format(
        'release-html',
        RELEASE,
        *HTML,
        lambda edition, layouts, draft, seen: html.release_html(edition, draft),
        'texts',
        3,
        'kit.release_html',
    ),
)


def of(
    edition: Edition, layouts: Mapping[str, bytes], draft: bool, seen: Look = look.HOUSE
) -> Iterator[Artifact]:
    """Give an edition's texts in every format. Raises Rejected as `twin.twin`."""
    for one in OFFERED:
        yield one.artifact(edition, layouts, draft, seen)
