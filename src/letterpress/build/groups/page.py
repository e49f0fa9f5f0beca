"""The page of a local group: its own posters by the printer that each is made for.

It lies in the group's folder, beside the files. It fetches nothing and runs nothing; its typeface
stands in it, the same for all pages of a language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from letterpress.kit.formats import faces, lines, web
from letterpress.layout import environment, typography
from letterpress.layout.brand.look import Look
from letterpress.manuscript import locales
from letterpress.manuscript.groups import words
from letterpress.manuscript.groups.model import PublicGroup
from letterpress.press import browser
from letterpress.press.typefaces import embedded
from letterpress.press.typefaces.embedded import Embedded
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.model import Edition

LAYOUT = 'group-page'
NAME = 'index.html'
NEEDED = 'group_page.title'  # a language without it has no page
_WHAT = {'home': 'A4', 'saver': 'A4', 'colour-in': 'A4', 'tiles': 'A4', 'copy-shop': 'A3'}


@dataclass(frozen=True)
class Filed:
    """A file of a group's folder: for which printer (or `cards`, `calendar`), and of what."""

    kind: str
    title: str
    name: str
    data: bytes
    paper: str = ''  # 'A4'; of a picture its pixels
    pages: int = 1
    picture: str = ''  # the name of a small picture of it
    size: tuple[int, int] = (0, 0)  # pixels of that picture


ORDER = ('home', 'saver', 'colour-in', 'tiles', 'copy-shop', 'print-shop', 'cards', 'calendar')


def page(
    edition: Edition,
    group: PublicGroup,
    filed: Sequence[Filed],
    packed: tuple[str, int],
    lacking: Sequence[str],
    layouts: Mapping[str, bytes],
    seen: Look,
    fonts: Mapping[str, bytes],
) -> bytes:
    """Return the page as UTF-8 HTML.

    `edition` has the phrases of the layout group-page, `packed` is name and size in bytes of the
    ZIP, `lacking` names the posters that could not be made. Raises Rejected: LP610, LP161, LP179,
    LP320 to LP324.
    """
    language = edition.language
    style = web.style(LAYOUT, layouts, 'the page of a local group')
    own = faces.stacks(language, seen)
    imprint = group.imprint
    cards = [one for one in filed if one.kind == 'cards']
    hero = min(cards, key=lambda one: abs(one.size[0] - one.size[1]), default=None)
    html = environment.render(
        environment.environment(layouts),
        f'{LAYOUT}/page.html',
        {
            'edition': edition,
            'facts': edition.facts,
            'group': group,
            'language': language,
            'direction': edition.direction,
            'rtl': edition.direction == 'rtl',
            'say': partial(typography.say, edition),
            'event_day': partial(words.when, lang=language),
            'event_place': partial(words.where, lang=language),
            'answers': ', '.join(filter(None, (imprint.name or group.name, imprint.address))),
            'embargo': lines.held(edition),
            'hero': hero and {'name': hero.name, 'width': hero.size[0], 'height': hero.size[1]},
            'spoken': spoken(edition, group),
            'sections': _sections(edition, group, filed),
            'packed': {'name': packed[0], 'size': locales.file_size(packed[1], language)},
            'lacking': locales.listing(lacking, language) if lacking else '',
            'stylesheet': environment.as_it_is(
                f':root {{ {own.css()} }}\n{seen.page_css()}{style}'
            ),
        },
    )
    brought = _faces(own.wood, language, _Files(fonts))
    html = browser.bound(html, ''.join(map(browser.rule, brought)), pictures="'self' file:")
    return html.encode()


def spoken(edition: Edition, group: PublicGroup) -> str:
    """Return what a picture of the event says, for who does not see it."""
    event, language = group.event, edition.language
    said = (event.title, words.when(event, language), words.where(event, language), group.name)
    return ' · '.join(filter(None, said))


def _sections(edition: Edition, group: PublicGroup, filed: Sequence[Filed]) -> list[dict[str, Any]]:
    """Return what there is by printer, in the order of ORDER; a kind without a file is left out."""
    found = []
    for kind in ORDER:
        own = [one for one in filed if one.kind == kind]
        if not own:
            continue
        values = {'paper': own[0].paper} if kind in _WHAT else {}
        if kind == 'cards':
            values = {'text': spoken(edition, group)}
        files = [_told(edition, one) for one in own]
        found.append({'key': kind.replace('-', '_'), 'said': values, 'files': files})
    return found


def _told(edition: Edition, one: Filed) -> dict[str, Any]:
    language = edition.language
    format_ = one.name.rpartition('.')[2].upper()
    size = locales.file_size(len(one.data), language)
    what = ' · '.join(filter(None, (one.paper, format_, size)))
    return {
        'name': one.name,
        'title': one.title,
        'what': what,
        'picture': one.picture,
        'width': one.size[0],
        'height': one.size[1],
    }


class _Files:
    """Files of fonts/, told apart by which they are: the same for all pages of a build."""

    def __init__(self, files: Mapping[str, bytes]):
        self.files = files

    def __hash__(self) -> int:
        return id(self.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files) and self.files is other.files


@cache
def _faces(stack: str, language: str, fonts: _Files) -> tuple[Embedded, ...]:
    """Return the faces of a language, with all that may stand on a page in it."""
    names = embedded.names(stack)
    return embedded.faces(names, browser.WEIGHTS, language, '·–…', fonts.files)
