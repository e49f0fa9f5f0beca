"""Look at a finished PDF: its facts, what is wrong with it, and how it is read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding, Place, Rejected
from letterpress.world import child
from letterpress.world.files import given

if TYPE_CHECKING:
    from letterpress.finishing.facts import Facts
    from letterpress.finishing.structure import Reading
    from letterpress.manuscript.print_shops import PrintShop

SHOPS = 'content/print-shops'


def examine(path: Path) -> tuple[Facts, tuple[Finding, ...], Reading | None]:
    """Return a PDF's facts, findings, and its reading (None without tags).

    A file is held to what it claims: one that says PDF/A-3a must be tagged and have a title. It is
    read where a file that is made to hang can be stopped: LP577 stands for what was not read then.
    Raises Rejected: no such file (exit 2), no PDF (LP548).
    """
    data = given.document(path, 'Check the path.')
    seconds, memory = child.patience(len(data)), child.room(len(data))
    looked, stopped = child.last(lambda: _steps(data, str(path)), seconds, memory)
    if looked is None:
        raise Rejected(_unread(path, stopped, 'it could not be read'))
    facts, found, reading = looked
    return (
        facts,
        (*found, _unread(path, stopped, 'its tags were not read')) if stopped else found,
        reading,
    )


def _steps(
    data: bytes, name: str
) -> Iterator[tuple[tuple[Facts, tuple[Finding, ...], Reading | None], float]]:
    """Look at the facts, then at the reading order. Runs where it may be stopped."""
    from letterpress.finishing import facts as sheets
    from letterpress.finishing import preflight, structure

    try:
        facts = sheets.facts(data)
        found = preflight.check(facts, name)
        yield (facts, found, None), child.patience(len(data))
        if facts.tagged and not facts.encrypted:
            reading = structure.read(data)
            lost = (
                Finding(
                    Place(name),
                    'LP549',
                    f'“{text.strip()[:60]}” is on the page and is not read aloud',
                    'the text has no tag and is no artifact; build the file again',
                )
                for text in reading.lost
            )
            yield (facts, (*found, *lost), reading), child.VERDICT
    except sheets.Unreadable as wrong:
        raise Rejected(
            Finding(
                Place(name),
                'LP548',
                f'it cannot be read as a PDF: {wrong}',
                'build or fetch it again',
            )
        ) from None


def for_shop(path: Path, name: str, folder: Path) -> tuple[PrintShop, tuple[Finding, ...]]:
    """Return a print shop by its name, and what it would refuse a PDF for.

    The shop is one of the project in `folder`, else of the house. Raises Rejected: no such file, no
    such shop (LP617, exit 2), a project's own shops that cannot be read.
    """
    from letterpress.finishing.colour.shop import judging
    from letterpress.manuscript import print_shops
    from letterpress.world import resources
    from letterpress.world.files import inside

    own = inside.read_tree(folder, SHOPS)
    shops, wrong = print_shops.known(own, inside.read_tree(resources.root(), SHOPS, own=False))
    try:
        shop = print_shops.named(name, shops)
    except Rejected as unknown:
        raise Rejected((*wrong, *unknown.findings), unknown.exit_code) from None
    data = given.document(path, 'Check the path.')
    seconds, memory = child.patience(len(data)), child.room(len(data))
    found, stopped = child.last(
        lambda: iter([(judging.check(data, shop, str(path)), seconds)]), seconds, memory
    )
    if found is None:
        raise Rejected(_unread(path, stopped, 'it could not be judged'))
    return shop, (*wrong, *found)


def _unread(path: Path, stopped: child.Stopped | None, what: str) -> Finding:
    why = stopped.words if stopped else child.WORDS['failed']
    return Finding(
        Place(str(path)),
        'LP577',
        f'{what}: {why}',
        'fetch it again from whoever published it, or build it anew',
    )


def in_words(facts: Facts) -> list[tuple[str, str]]:
    """Return the facts as a person reads them."""
    sizes = dict.fromkeys(f'{width:g} × {height:g} mm' for width, height in facts.sizes)
    claims = [
        f'PDF/A-{facts.pdfa}' if facts.pdfa else '',
        f'PDF/UA-{facts.pdfua}' if facts.pdfua else '',
    ]
    return [
        ('title', facts.title),
        ('language', facts.language),
        ('pages', str(facts.pages)),
        ('size', ', '.join(sizes)),
        ('claims', ', '.join(filter(None, claims)) or 'none'),
        ('tagged', 'yes' if facts.tagged else 'no'),
        ('fonts', ', '.join(facts.fonts)),
        ('fields', ', '.join(facts.fields) or 'none'),
    ]


def dump(reading: Reading) -> list[str]:
    """Return the reading order, a run a line: page, tag, language, words."""
    lines = []
    for passage in reading.passages:
        for index, run in enumerate(passage.runs):
            head = f'{passage.page:>3}  {passage.tag:<8}' if index == 0 else ' ' * 13
            lines.append(f'{head}  {run.language:<3}  {run.text.strip()}')
    return lines


def as_json(facts: Facts, reading: Reading | None) -> dict[str, Any]:
    """Return it as machines read it."""
    from dataclasses import asdict

    return {'facts': asdict(facts), 'reading': asdict(reading) if reading else None}
