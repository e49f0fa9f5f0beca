"""The letter of a project as a file: take over one that somebody wrote in a word processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Exit, Finding, Place, Rejected, errors
from letterpress.manuscript import facts
from letterpress.manuscript.intake import draft, files, formulas, written
from letterpress.manuscript.intake.draft import LEFT_OUT, Draft
from letterpress.manuscript.intake.package import MOST
from letterpress.manuscript.text import prose, unwritten
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass
from letterpress.world import child
from letterpress.world.files import apart, given, inside, writing

SECONDS, MEMORY = 20.0, 1 << 30  # what reading a document may take: see world/child


@dataclass(frozen=True)
class Asked:
    """How a letter shall be taken over. '' where nothing was said."""

    language: str = ''
    title: str = ''
    translator: str = ''
    encoding: str = ''
    replace: bool = False


@dataclass(frozen=True)
class Review:
    """A letter as it would be written: for a person to look at.

    `outline` says of each block how it begins; `doubts` are what a person must know, those that
    `asks` counts what a person must decide.
    """

    path: str
    data: bytes
    title: str
    outline: tuple[str, ...]
    doubts: tuple[Finding, ...]

    @property
    def asks(self) -> int:
        """How many of the doubts are for a person to decide."""
        return sum(one.code == LEFT_OUT for one in self.doubts)


def review(base: Path, source: Path, asked: Asked) -> Review:
    """Return what a file would become as the letter of one language. Nothing is written.

    Raises Rejected with every finding that is in its way.
    """
    held = inside.read_tree(base, 'content')
    language, is_source = _language(held, asked)
    path = f'content/letter/{language}.md'
    _free(held.get(path), path, asked)
    name = source.name
    found, body = _understood(source, asked.encoding)
    title = asked.title or found.title
    if not title:
        raise Rejected(_untitled(name, found))
    if not body:
        found = _without_title(found, title)
        body = written.body(found)
    made = written.file(_head(held, title, is_source, asked), body)
    doubts = (
        *found.doubts,
        *formulas.findings(found),
        *_as_read(found, made, title, name),
    )
    if wrong := errors(doubts):
        raise Rejected(wrong)
    return Review(path, made.encode(), title, tuple(_outline(body)), doubts)


def take(base: Path, source: Path, seen: Review) -> None:
    """Write what was reviewed."""
    apart.refuse(base / seen.path, (source,))
    writing.write(base / seen.path, seen.data)


# ---- what is asked for ---------------------------------------------------------------------------


def _language(held: dict[str, bytes], asked: Asked) -> tuple[str, bool]:
    """Return the language of the letter, and whether it is that of the source."""
    data = held.get(facts.PATH)
    report = Report()
    known = (
        None
        if data is None
        else facts.read(tree.parse(decoding.decode(data, facts.PATH), facts.PATH), report)
    )
    if known is None:
        wrong = errors(report.findings)
        raise Rejected(
            wrong
            or Finding(
                Place(facts.PATH),
                'LP120',
                'the file is missing',
                'start a new project with letterpress init',
            )
        )
    language = asked.language or known.source_language
    if language not in known.languages:
        raise Rejected(
            Finding(
                Place(facts.PATH),
                'LP738',
                f'the campaign has no language “{language}”',
                f'{did_you_mean(language, known.languages)}; a new one is added under languages',
            ),
            Exit.USAGE,
        )
    return language, language == known.source_language


def _free(data: bytes | None, path: str, asked: Asked) -> None:
    """Raise Rejected (LP736) where somebody has written the letter already."""
    if data is None or asked.replace:
        return
    try:
        _, body, line = tree.front_matter(decoding.decode(data, path), path)
    except Rejected:
        body, line = 'unread', 1
    blocks, _ = prose.blocks(body, path, line)
    if body.strip() and not all(unwritten.is_placeholder(block.text) for block in blocks):
        raise Rejected(
            Finding(
                Place(path),
                'LP736',
                'there is a letter already',
                'with --replace this one takes its place; keep a copy of the old one first',
            )
        )


# ---- reading -------------------------------------------------------------------------------------


def _bytes(source: Path) -> bytes:
    try:
        return given.read(source, MOST)
    except given.Unfit as unfit:
        why = f'the document {unfit}' if str(unfit) else 'the document is too large'
        raise Rejected(
            Finding(Place(str(source)), 'LP730', why, 'name the file of the letter'), Exit.USAGE
        ) from None
    except OSError:
        raise Rejected(
            Finding(Place(str(source)), 'LP707', 'there is no such file', 'check the path'),
            Exit.USAGE,
        ) from None


def _understood(source: Path, encoding: str) -> tuple[Draft, str]:
    """Return what a file was understood as, and its text, of Markdown, as it is."""
    name, data = source.name, _bytes(source)
    if files.packed(data):
        return _read_aside(data, name), ''
    files.refuse_others(data, name)
    text = _text(data, name, encoding)
    if source.suffix.lower() in ('.md', '.markdown'):
        found, body = _markdown(text.text, name)
    else:
        found, body = files.text(text.text, name), ''
    return replace(found, doubts=(*text.findings, *found.doubts)), body


def _read_aside(data: bytes, name: str) -> Draft:
    """Return the draft of a document that a stranger sent: in a child that may be stopped."""
    try:
        return child.only(lambda: files.read(data, name), SECONDS, MEMORY)
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(name),
                'LP730',
                f'the document cannot be read: {stopped.words}',
                'open it in your word processor and save it again as .docx or .odt',
            )
        ) from None


def _text(data: bytes, name: str, encoding: str) -> decoding.Given:
    """Return the words of a text in any encoding, as the files of content/ have them."""
    found = decoding.given(data, name, encoding)
    return replace(found, text=decoding.decode(found.text.encode('utf-8', 'surrogatepass'), name))


def _markdown(text: str, name: str) -> tuple[Draft, str]:
    """Return a Markdown text as it is, and what there is to know of it."""
    node, body, _ = tree.front_matter(text, name)
    title = ''
    if isinstance(node, tree.Mapping) and isinstance(own := node.get('title'), tree.Scalar):
        title = own.value
    lines = body.lstrip('\n').split('\n')
    if not title and lines and lines[0].startswith('# '):
        title, lines = lines[0][2:].strip().rstrip('#').strip(), lines[1:]
    return Draft(name, title), '\n'.join(lines).strip('\n') + '\n'


# ---- judging -------------------------------------------------------------------------------------


def _untitled(name: str, found: Draft) -> Finding:
    first = next((one for one in found.blocks if isinstance(one, draft.Text)), None)
    begins = f': it begins “{draft.begins(draft.plain(first.words), 60)}”' if first else ''
    return Finding(
        Place(name),
        'LP732',
        f'the letter has no title{begins}',
        'give it one (--title "…"), or set its first line in the style Title',
    )


def _without_title(found: Draft, title: str) -> Draft:
    """Return a draft that does not say its title again in its first line."""
    first = found.blocks[0] if found.blocks else None
    same = isinstance(first, draft.Text) and ' '.join(draft.plain(first.words).split()) == title
    return replace(found, blocks=found.blocks[1:]) if same else found


def _head(held: dict[str, bytes], title: str, is_source: bool, asked: Asked) -> dict[str, str]:
    """Return the front matter. A translation remembers the words that it translates."""
    if is_source:
        return {'title': title, 'status': 'source'}
    head = {
        'title': title,
        'status': 'unofficial',
        'translator': asked.translator or '[who translated it]',
    }
    source = _source_of(held)
    return head | ({'source_hash': source} if source else {})


def _source_of(held: dict[str, bytes]) -> str:
    """Return the hash of the source's words, '' where they cannot be read."""
    try:
        node = tree.parse(decoding.decode(held[facts.PATH], facts.PATH), facts.PATH)
        known = facts.read(node, Report())
        if known is None:
            return ''
        path = f'content/letter/{known.source_language}.md'
        _, body, line = tree.front_matter(decoding.decode(held[path], path), path)
    except (Rejected, KeyError):
        return ''
    blocks, _ = prose.blocks(body, path, line)
    return prose.letter_hash(blocks)


def _as_read(found: Draft, made: str, title: str, name: str) -> Iterator[Finding]:
    """Yield what the house finds in a letter's words, and the words that it would read otherwise.

    Whether a translation fits its source is no matter of taking it over: `check` says that.
    """
    _, body, line = tree.front_matter(decoding.decode(made.encode(), name), name)
    blocks, findings = prose.blocks(body, name, line)
    lines = made.split('\n')
    for one in (*findings, *prose.check_line(title, Place(name))):
        typed = lines[one.place.line - 1] if one.place.line else ''
        quoted = f' (in “{draft.begins(typed, 60)}”)' if typed.strip() else ''
        yield Finding(Place(name), one.code, f'{one.message}{quoted}', one.hint)
    for words in draft.lost(found, [block.text for block in blocks]):
        yield Finding(
            Place(name),
            LEFT_OUT,
            f'this would be read otherwise than it is written: “{draft.begins(words, 60)}”',
            'write it in other words, or look at the letter after it was taken over',
        )


def _outline(body: str) -> Iterator[str]:
    """Yield how each paragraph begins."""
    return (draft.begins(part, 72) for part in body.split('\n\n') if part.strip())
