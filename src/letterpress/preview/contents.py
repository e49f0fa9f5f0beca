"""What can be looked at: each document of a campaign as a piece, and what an index tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letterpress.build import plan
from letterpress.build.order import Finish, Order
from letterpress.layout.declared.versions import PRINT_SHOP
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.project import Project
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, Edition, Recipient

ROOM = 'room/'  # begins the path of what a press room shows
LAST = 99  # of what has no rank on a shelf of the kit
OTHERS = 'others'  # the heading of what is in no kit


@dataclass(frozen=True)
class Piece:
    """One file to look at: its path below build/, and the order that makes nothing but it."""

    path: str
    job: Order
    finish: Finish

    @property
    def language(self) -> str:
        """The language it is in."""
        return self.job.edition.language


def pieces(project: Project, languages: Iterable[str]) -> dict[str, Piece]:
    """Return every file that builds make of these languages, by path, in the order of the plan.

    Of what is made for each addressee there is the first one of each language.
    """
    assert project.campaign is not None
    targets = plan.targets(project.layouts)
    wishes = plan.Wishes(targets, tuple(languages))
    orders = plan.orders(
        project.editions.values(), project.layouts, wishes, _first(project.campaign)
    )
    found = {}
    for order in orders:
        for finish in order.finishes:
            path = order.finished(finish)
            found[path] = Piece(path, replace(order, finishes=(finish,)), finish)
    return found


def _first(campaign: Campaign) -> tuple[Recipient, ...]:
    """Return the first addressee of each language."""
    found: dict[str, Recipient] = {}
    for one in campaign.recipients:
        found.setdefault(one.language, one)
    return tuple(found.values())


def told(project: Project, known: Mapping[str, Piece]) -> dict[str, Any]:
    """Return what an index tells: the campaign, its languages, and what is made in each."""
    assert project.campaign is not None
    facts = project.campaign.facts
    spoken = dict.fromkeys(piece.language for piece in known.values())
    listed = [one for one in facts.languages if one in spoken]
    return {
        'title': facts.title.to(facts.source_language),
        'source': facts.source_language if facts.source_language in spoken else listed[0],
        'languages': [_language(project.editions[code], project, known) for code in listed],
    }


def _language(edition: Edition, project: Project, known: Mapping[str, Piece]) -> dict[str, Any]:
    code = edition.language
    name = locales.language_name(code, code)
    return {
        'code': code,
        'name': name[:1].upper() + name[1:],
        'direction': edition.direction,
        'says': edition.facts.title.to(code),
        'shelves': list(_shelves(edition, project.layouts, known)),
    }


def _shelves(
    edition: Edition, layouts: Sequence[Layout], known: Mapping[str, Piece]
) -> Iterator[dict[str, Any]]:
    """Give the shelves of a language: what is sealed first, then what the kit has, the rest."""
    cards: dict[str, list[dict[str, Any]]] = {}
    made: dict[str, list[Piece]] = {}
    for piece in known.values():
        if piece.language == edition.language:
            made.setdefault(piece.job.layout.name, []).append(piece)
    for layout in layouts:
        if own := made.get(layout.name):
            cards.setdefault(_heading(layout), []).append(_card(edition, layout, own))
    kit = [one for one in cards if one not in ('letter', 'posters', 'documents', OTHERS)]
    for heading in ('letter', 'posters', 'documents', *sorted(kit), OTHERS):
        if heading in cards:
            ranked = sorted(cards[heading], key=lambda card: (card['rank'], card['name']))
            yield {'heading': heading, 'cards': ranked}


def _heading(layout: Layout) -> str:
    if layout.seal:
        return 'letter'
    if layout.shelf is None:
        return OTHERS
    return 'documents' if layout.shelf.heading == 'texts' else layout.shelf.heading


def _card(edition: Edition, layout: Layout, own: Sequence[Piece]) -> dict[str, Any]:
    """Return what the index tells of a layout: the file that it shows, and all others."""
    key = layout.shelf.title if layout.shelf is not None else ''
    said = edition.phrases.get(key) or layout.phrases.get(edition.language, {}).get(key)
    shown = min(own, key=_shown)
    return {
        'name': layout.name,
        'title': said if isinstance(said, str) else '',
        'rank': layout.shelf.rank if layout.shelf is not None else LAST,
        'path': shown.path,
        'wide': shown.job.size.width > shown.job.size.height,
        'files': [{'path': one.path, 'which': which(one)} for one in own],
    }


def which(piece: Piece) -> str:
    """Return what tells a file from others of its layout: 'A3', 'A4 home', 'A2 print-shop'."""
    job, finish = piece.job, piece.finish
    if finish.picture:
        return 'picture'
    axes = [axis for axis in job.layout.by if axis != 'language']
    named = [
        name.upper() if axis == 'size' and name[:1] == 'a' and name[1:].isdigit() else name
        for axis, name in zip(axes, job.names, strict=True)
    ]
    said = PRINT_SHOP if finish.shop else finish.version
    copy = job.copy if job.paper else ''
    return ' '.join(filter(None, (*named, said, copy))) or job.size.name.upper()


def _shown(piece: Piece) -> tuple[bool, ...]:
    """Return the rank of a file among those of its layout: the one that an index shows is first."""
    finish = piece.finish
    return (
        bool(finish.picture),
        bool(finish.shop),
        finish.version not in ('', 'colour'),
        piece.job.paper,
        bool(finish.imposed),
    )
