"""Say what is different between two kits: who signed, what reads and what looks otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.base.visible import visible
from letterpress.commands import verify
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.values import dataclass
from letterpress.world import child
from letterpress.world.files import given, whole

if TYPE_CHECKING:
    from letterpress.commands.verdicts.answers import Checked
    from letterpress.kit.compare.kits import Changes, Document
    from letterpress.manuscript.stated import Stated

Told = Callable[[int], None]
_WHOLE = ('VALID', 'DRAFT', 'UNKNOWN SIGNER')


@dataclass(frozen=True)
class Compared:
    """Two kits, as they were judged, and what is different."""

    before: Checked
    after: Checked
    changes: Changes
    findings: tuple[Finding, ...] = ()


def diff(
    before: Path, after: Path, trust: Sequence[Path] = (), told: Told = lambda count: None
) -> Compared:
    """Compare two kits, each a folder or a press-kit ZIP; only reads.

    Raises Rejected: LP641 (exit 4) for what is no kit or cannot be read, LP707 (exit 2) for a path
    that is not there. LP642 is a warning for a kit that is not whole: what lies there is compared.
    `told` is called with the number of documents to draw, before that begins.
    """
    judged = [verify.verify(path, trust) for path in (before, after)]
    files = []
    for path, one in zip((before, after), judged, strict=True):
        if not one.kit or one.answer in ('BROKEN', 'UNSEALED'):
            raise Rejected(
                Finding(
                    Place(str(path)),
                    'LP641',
                    f'there is no kit to compare: {one.answer}',
                    'name a folder build/kit, or a press-kit ZIP; letterpress verify says more',
                ),
                Exit.SEAL,
            )
        files.append(_files(path))
    findings = [
        Finding(
            Place(str(path)),
            'LP642',
            f'this kit is not whole ({one.answer}): what lies there now is compared',
            'letterpress verify names the files that are not those that were sealed',
        )
        for path, one in zip((before, after), judged, strict=True)
        if one.answer not in _WHOLE
    ]
    return Compared(judged[0], judged[1], _changes(files[0], files[1], told), tuple(findings))


def _changes(before: dict[str, bytes], after: dict[str, bytes], told: Told) -> Changes:
    from letterpress.kit.compare import kits

    def size(path: str) -> int:
        return len(before[path]) + len(after[path])

    try:
        changes = child.only(lambda: kits.words(before, after), child.DEEP)
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(), 'LP641', f'the texts of the kits cannot be compared: {stopped.words}', ''
            ),
            Exit.SEAL,
        ) from None
    paths = kits.to_draw(before, after)
    told(len(paths))

    def documents() -> Iterator[Document]:
        drawn = child.each(
            lambda path: kits.drawn(before[path], after[path], path),
            paths,
            lambda path: child.patience(size(path)),
        )
        for path, one in zip(paths, drawn, strict=True):
            if isinstance(one, child.Stopped):
                yield kits.Document(path, unread=one.words)
            else:
                yield one

    return kits.complete(changes, documents())


def _files(path: Path) -> dict[str, bytes]:
    from letterpress.kit import archive

    try:
        if path.is_dir():
            return whole.read(path, verify.LARGEST)
        return archive.read(given.read(path, archive.LARGEST))
    except (whole.Unfit, given.Unfit, OSError, ValueError) as error:
        raise Rejected(
            Finding(
                Place(str(path)),
                'LP641',
                f'there is no kit to compare: {error}',
                'letterpress verify says more',
            ),
            Exit.SEAL,
        ) from None


def in_words(compared: Compared) -> Iterator[str]:
    """Give the lines that tell of it on a terminal."""
    from letterpress.kit.compare.passages import shortened

    changes = compared.changes
    yield f'before: {_said(compared.before)}'
    yield f'after:  {_said(compared.after)}'
    if changes.none:
        yield 'Nothing is different.'
        return
    roll = changes.roll
    if roll and roll.changed:
        yield ''
        yield f'Signatories: {roll.before} before, {roll.after} after'
        yield from _listed('+', roll.joined)
        yield from _listed('-', roll.gone)
        yield from (f'  ~ {visible(old)} → {visible(new)}' for old, new in roll.renamed)
        yield from _listed('~', roll.otherwise)
    for text in changes.texts:
        yield ''
        yield visible(text.path)
        if not text.passages:
            yield '  (blank lines or line ends alone)'
        for passage in text.passages:
            old, new = shortened(passage)
            yield from (f'  - {visible(old)}',) if passage.before else ()
            yield from (f'  + {visible(new)}',) if passage.after else ()
    seen = [one for one in changes.documents if one.seen]
    if seen:
        yield ''
        yield f'Look different ({len(seen)}):'
        yield from (f'  {visible(one.path)}  {_pages(one)}' for one in seen)
    unseen = len(changes.documents) - len(seen)
    if unseen:
        yield ''
        yield f'{unseen} PDF{"s" if unseen > 1 else ""} look as before, with other bytes.'
    for heading, sign, paths in (
        ('New files', '+', changes.added),
        ('Gone files', '-', changes.removed),
        ('Other files that changed', '~', changes.others),
    ):
        if paths:
            yield ''
            yield f'{heading} ({len(paths)}):'
            yield from _listed(sign, paths)


def _listed(sign: str, names: Sequence[str]) -> Iterator[str]:
    return (f'  {sign} {visible(name)}' for name in names)


def _pages(document: Document) -> str:
    if document.unread:
        return f'not drawn: {document.unread}'
    numbers = ', '.join(str(one.number) for one in document.pages)
    return f'page {numbers}' if len(document.pages) == 1 else f'pages {numbers}'


def _said(checked: Checked) -> str:
    stated = checked.verdict.stated
    return f'{visible(checked.name)}: {_edition(stated)}{checked.answer}'


def _edition(stated: Stated | None) -> str:
    if stated is None:
        return ''
    return f'edition {stated.edition} of {stated.day.isoformat()}, '


def as_json(compared: Compared) -> dict[str, Any]:
    """Return all of it as machines read it, pictures apart."""
    changes, roll = compared.changes, compared.changes.roll
    return {
        'before': verify.as_json(compared.before),
        'after': verify.as_json(compared.after),
        'same': changes.none,
        'signatories': None
        if roll is None
        else {
            'before': roll.before,
            'after': roll.after,
            'joined': list(roll.joined),
            'gone': list(roll.gone),
            'renamed': [{'before': old, 'after': new} for old, new in roll.renamed],
            'otherwise': list(roll.otherwise),
        },
        'texts': [
            {
                'path': text.path,
                'passages': [{'before': one.before, 'after': one.after} for one in text.passages],
            }
            for text in changes.texts
        ],
        'documents': [
            {
                'path': one.path,
                'looks_different': one.seen,
                'pages': [
                    {'number': page.number, 'share': round(page.share, 4)} for page in one.pages
                ],
                'unread': one.unread or None,
            }
            for one in changes.documents
        ],
        'added': list(changes.added),
        'removed': list(changes.removed),
        'others': list(changes.others),
    }


def report(compared: Compared) -> bytes:
    """Return a page of HTML that shows it, with pictures of what looks different."""
    from letterpress.commands.editions import differences

    return differences.page(compared.changes, _said(compared.before), _said(compared.after))
