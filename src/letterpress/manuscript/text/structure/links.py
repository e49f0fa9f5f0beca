"""Links on paper: their addresses are printed, each once, in brackets behind the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from letterpress.manuscript.model import Block, Run


def addressed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a text with the address of each link behind its words, once.

    'the report (a.org/report)'. Where the words are the address, or it was printed before, nothing
    is added; a block without such a link is returned as it is.
    """
    printed: set[str] = set()
    return tuple(_addressed(block, printed) for block in blocks)


def _addressed(block: Block, printed: set[str]) -> Block:
    if not any(run.href or run.note for run in block.runs):
        return block
    return replace(block, runs=tuple(_runs(block.runs, printed)))


def _runs(runs: Iterable[Run], printed: set[str]) -> Iterator[Run]:
    for href, group in groupby(runs, key=lambda run: run.href):
        linked = list(group)
        if not href:
            for run in linked:
                note = run.note
                yield run if note is None else replace(run, note=_addressed(note, printed))
            continue
        yield from linked
        address = bare(href)
        if address not in printed and not says(linked, href):
            yield from (Run(' ('), Run(address, href=href), Run(')'))
        printed.add(address)


def says(runs: Iterable[Run], href: str) -> bool:
    """Say whether the words of a link are, or hold, its address."""
    return bare(href).rstrip('/') in bare(''.join(run.text for run in runs))


def bare(address: str) -> str:
    """Return an address as it is printed: without its scheme, and the last stroke of a site's."""
    bare = re.sub('^(mailto:|https?://)', '', address, flags=re.IGNORECASE)
    return bare.rstrip('/') if bare.count('/') == 1 else bare
