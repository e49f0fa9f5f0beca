"""The press texts as documents: what stands in each, whatever the format.

An edition comes in; out comes a `Document` for each text that the campaign has: the release, and
where they are written fact sheet, questions and answers, quotations, and both boilerplates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from letterpress.kit.formats import lines
from letterpress.layout.type import languages
from letterpress.manuscript.model import Block, Edition, Run
from letterpress.manuscript.text.phrases import say
from letterpress.manuscript.text.press import house
from letterpress.values import dataclass

RELEASE, FACTS, QUESTIONS, QUOTES, ABOUT = KINDS = (
    'press-release',
    'fact-sheet',
    'questions',
    'quotes',
    'about',
)


@dataclass(frozen=True)
class Section:
    """A part behind the text, under a heading of its own."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A press text, in order: embargo, what it is, title, text, end, further parts, notes, contact.

    `embargo` is '' where a text that is no release may be used at once. In `blocks` the headings
    are below the title. `notes_heading` stands above the notes that the text refers to; '' where
    it refers to none.
    """

    kind: str
    label: str  # what it is: Press release
    embargo: str
    title: str
    standfirst: str
    status: str  # what a translation is worth
    blocks: tuple[Block, ...]
    end: str
    sections: tuple[Section, ...]
    notes_heading: str
    contact_heading: str
    contact: tuple[str, str, str]  # name, e-mail address, telephone

    @property
    def notes(self) -> tuple[Block, ...]:
        """The notes that the text refers to, in order."""
        return tuple(note for block in self.blocks for note in block.notes)


def of(edition: Edition, kind: str) -> Document | None:
    """Return the document of a kind, None where the campaign has no text for it."""
    return _MADE[kind](edition)


def every(edition: Edition) -> Iterator[Document]:
    """Give all documents that the campaign has texts for, in the order of KINDS."""
    for kind in KINDS:
        if (made := of(edition, kind)) is not None:
            yield made


def _document(
    edition: Edition,
    kind: str,
    label: str,
    title: str,
    blocks: Iterable[Block],
    standfirst: str = '',
    sections: tuple[Section, ...] = (),
    notes_heading: str = 'letter.notes',
) -> Document:
    contact, told = edition.facts.contact, tuple(blocks)
    return Document(
        kind,
        label,
        lines.embargo(edition) if kind == RELEASE else lines.held(edition),
        title,
        standfirst,
        lines.status(edition),
        told,
        say(edition, 'release.end'),
        sections,
        say(edition, notes_heading) if any(block.notes for block in told) else '',
        say(edition, 'release.contact'),
        (contact.name.to(edition.language), contact.email, contact.phone),
    )


def _release(edition: Edition) -> Document:
    release = edition.release
    notes = (replace(block, number=n, point='.') for n, block in enumerate(release.notes, 1))
    return _document(
        edition,
        RELEASE,
        say(edition, 'release.kind'),
        release.title,
        _opened(edition, release.blocks),
        release.standfirst,
        (
            Section(say(edition, 'release.about'), release.about),
            Section(say(edition, 'release.notes'), tuple(notes)),
        ),
    )


def _opened(edition: Edition, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks, before the words of the first paragraph place and date."""
    first = next((block for block in blocks if block.kind == 'paragraph'), None)
    opening = (
        Run(lines.dateline(edition), strong=True),
        Run(languages.rules(edition.language).dash),
    )
    for block in blocks:
        yield replace(block, runs=(*opening, *block.runs)) if block is first else block


def _own(edition: Edition, kind: str, name: str, label: str, notes: str) -> Document | None:
    text = edition.press.get(name)
    if text is None:
        return None
    said = say(edition, label)
    return _document(edition, kind, said, text.title or said, text.blocks, notes_heading=notes)


def _facts(edition: Edition) -> Document | None:
    return _own(edition, FACTS, house.FACTS, 'press.fact_sheet', 'press.sources')


def _questions(edition: Edition) -> Document | None:
    return _own(edition, QUESTIONS, house.QUESTIONS, 'press.questions', 'letter.notes')


def _quotes(edition: Edition) -> Document | None:
    if not edition.quotes:
        return None
    label = say(edition, 'press.quotes')
    blocks = (Block('quote', (Run(one.said),), quote=one.id, by=one.by) for one in edition.quotes)
    return _document(edition, QUOTES, label, label, blocks)


def _about(edition: Edition) -> Document | None:
    text = edition.press.get(house.ABOUT)
    if text is None:
        return None
    label = say(edition, 'press.about')
    blocks = (
        _heading(say(edition, 'press.about_short')),
        *edition.release.about,
        _heading(say(edition, 'press.about_long')),
        *text.blocks,
    )
    return _document(edition, ABOUT, label, text.title or label, blocks)


def _heading(text: str) -> Block:
    return Block('heading', (Run(text),), level=2)


_MADE: dict[str, Callable[[Edition], Document | None]] = {
    RELEASE: _release,
    FACTS: _facts,
    QUESTIONS: _questions,
    QUOTES: _quotes,
    ABOUT: _about,
}
