"""The letter and the list of its signatories as one file for the browser: not everyone reads PDF.

Says what the sealed letter says, in the same order, from the same edition: nothing is fetched,
nothing runs, stylesheet and typefaces are inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType

from letterpress.kit.formats import faces, lines, mark, web
from letterpress.kit.formats.faces import Setting
from letterpress.layout import environment, initials, typography
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.drawings import device
from letterpress.layout.initials import Group
from letterpress.manuscript import census, copies, locales
from letterpress.manuscript.census import Census
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import adoption
from letterpress.press import browser
from letterpress.values import dataclass

LAYOUT = 'twin'  # the layout of the page
SETTING = Setting(
    wood=frozenset('h1 h2 h3 h4 label mark stamp call until'.split()),
    strong=frozenset(('strong', 'signed')),
    slanted=frozenset(('em', 'status')),
    latin=frozenset(('la',)),
)


@dataclass(frozen=True)
class Kind:
    """The signatories of one kind, in the order of the roll, by initial.

    Its heading, and what says that some are not named.
    """

    said: str  # '147 organisations'
    groups: tuple[Group, ...]
    unnamed: str = ''


def twin(
    edition: Edition,
    files: Mapping[str, bytes],
    draft: bool,
    document: str = '',
    names: Iterable[str] | None = None,
    seen: Look = look.HOUSE,
    fonts: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return the page of an edition (addressed to a recipient or not) as UTF-8 HTML.

    `files` are those of layouts/. draft: the mark of a draft stands on it. document: the file name
    of the sealed letter that says the same; without one it is the name that a build gives it.
    names: the kinds of signatories that it names; without them those of the letter. seen: how
    the campaign looks. fonts: the files of fonts/ by path; without them, and in a layout that has
    no line for it, the page is set in what its reader has. Raises Rejected: LP610 (the layout lacks
    its stylesheet), LP611 (something would be fetched), LP161 and LP179 (phrases), LP320 to LP324
    (template).
    """
    style = web.style(LAYOUT, files, 'the letter as a web page')
    logo = mark.of(seen, edition.language)
    own, language, rtl = seen.colours, edition.language, edition.direction == 'rtl'
    taken = census.take(edition, census.in_letter(edition.facts) if names is None else names)
    own_faces = faces.stacks(language, seen)
    html = environment.render(
        environment.environment(files),
        f'{LAYOUT}/page.html',
        {
            'edition': edition,
            'facts': edition.facts,
            'letter': edition.letter,
            'translation': edition.letter.status,
            'status_line': partial(adoption.status_line, edition),
            'language': language,
            'direction': edition.direction,
            'rtl': rtl,
            'say': partial(typography.say, edition),
            'number': partial(locales.number, lang=language),
            'digits': partial(locales.digits, lang=language),
            'long_date': partial(locales.long_date, lang=language),
            'time_of': partial(locales.time_of, lang=language),
            'language_name': partial(locales.language_name, in_lang=language),
            'count': taken.count,
            'census': taken,
            'kinds': kinds(taken),
            'fingerprint': typography.fingerprint(edition.letter),
            'comb': web.drawing(device.comb(taken.strokes, 160, 5, own.accent, rtl), 'comb')
            if 'comb' in seen.drawn
            else '',
            'emblem': web.drawing(
                device.ring(taken.strokes, '', 36, own.type, own.accent), 'emblem'
            )
            if 'iris' in seen.drawn
            else '',
            'logo': logo,
            'wide': lines.wide(edition.letter.title),
            'copies': copies.text(edition),
            'marks': _marks(edition),
            'draft': draft,
            'document': document or f'letter.{language}.pdf',
            'stylesheet': (
                f':root {{ {own_faces.css()} }}\n{seen.page_css()}'
                f'{logo.css() if logo else ""}{style}'
            ),
        },
    )
    brought = faces.made(faces.letters([html], language, SETTING), own_faces, fonts)
    html = browser.bound(html, ''.join(map(browser.rule, brought)))
    web.alone(html, LAYOUT, files, 'the letter as a web page')
    return html.encode()


def _marks(edition: Edition) -> typography.Marks:
    """Return the references to the notes, each a link to its note at the end of the letter."""
    return {
        note.number: typography.linked(
            note.number, locales.digits(str(note.number), edition.language)
        )
        for block in edition.letter.blocks
        for note in block.notes
    }


def kinds(taken: Census) -> tuple[Kind, ...]:
    """Return the signatories who are named by kind, those kinds only that somebody is of.

    Inside a kind the roll's order stays.
    """
    return tuple(
        Kind(group.said, initials.by_initial(group.names), group.unnamed) for group in taken.listed
    )
