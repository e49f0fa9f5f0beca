"""Compose: an edition in a layout at a size becomes a Composition, ready for the engine.

A pure function of what it is given. What must be measured (how long is this headline?) is asked of
the ruler; what must be drawn (the device of the seal) is drawn here as SVG and handed on as an
asset, which the document names `asset:<name>`. A picture that lies in the layout's folder or in
layouts/_shared is an asset by its file name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any

from markupsafe import Markup

from letterpress.base.lengths import HOME, Size
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.layout import environment, typography
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.composition import FIELD, Composition, Enclosure, Options, SealField
from letterpress.layout.declared import axes, larger, versions
from letterpress.layout.desk import imprint, poster
from letterpress.layout.desk.compositor import Compositor
from letterpress.layout.desk.scenes import Scenes
from letterpress.layout.drawings import addresses
from letterpress.layout.drawings.pictures import Pictures, logo, marks, of_the_roll, placed_code
from letterpress.layout.faces import cuts, faces
from letterpress.layout.manifest import Layout
from letterpress.layout.measures import measures
from letterpress.layout.type import languages
from letterpress.layout.type.ink import Face, Ruler
from letterpress.manuscript import census, copies, locales
from letterpress.manuscript.groups import words as group_words
from letterpress.manuscript.model import KINDS, Edition, Run
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.stated import Stated
from letterpress.manuscript.text import adoption, phrases
from letterpress.values import dataclass

PAGED = 'layouts/_shared/paged.css'  # what only sheets of paper have


def compose(
    edition: Edition,
    layout: Layout,
    size: Size,
    ruler: Ruler,
    options: Options,
    files: Mapping[str, bytes],
    seen: Look = look.HOUSE,
) -> Composition:
    """Return the composition of an edition in a layout.

    `files` are those of layouts/ (paths relative to the project), `seen` is how the campaign looks.
    Raises Rejected: LP320 to LP324
    (template), LP325 (no <title>), LP326 (no such picture), LP327 (address from outside), LP161 and
    LP179 (phrases), and what measuring and fitting find.
    """
    made = larger.filled(
        layout, lambda step: _drawn(edition, step, size, ruler, options, files, seen)
    )
    html, pictures, context, said = made.html, made.pictures, made.context, made.findings
    if errors(said):
        raise Rejected(said)
    assets = addresses.named(html, layout, files, pictures, look.printed(layout, seen).colours)
    title = re.search(r'<title>(.*?)</title>', html, re.DOTALL)
    if title is None or not title[1].strip():
        raise Rejected(
            Finding(
                Place(f'layouts/{layout.template}'),
                'LP325',
                'the document has no title',
                'write <title>…</title> in the head; layouts/_shared/page.html does it by its '
                'block "title"',
            )
        )
    sealable = layout.seal and not options.paper
    seal = SealField(layout.seal, FIELD, phrases.say(edition, 'seal.field')) if sealable else None
    co_seals = tuple(
        SealField(anchor, anchor, phrases.say(edition, 'seal.co_signer', number=number))
        for number, anchor in enumerate(layout.co_signers if sealable else (), 1)
    )
    stem = f'{layout.stem}-{size.name}' if 'size' in layout.by else layout.stem
    return Composition(
        stem,
        layout.name,
        size,
        edition.language,
        ' '.join(unescape(title[1]).split()),
        html,
        assets,
        layout.variant,
        layout.ua,
        seal,
        layout.most_pages,
        () if options.paper else context['enclosures'],
        co_seals,
        options.duplex and bool(layout.seal),
        said,
        context['type'].leaves,
    )


@dataclass(frozen=True)
class _Drawn:
    """What a template made of an edition: its HTML, its pictures, and what it was given."""

    html: str
    pictures: Pictures
    context: dict[str, Any]
    stick: Scenes

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.stick.findings

    @property
    def hollow(self) -> bool:
        return self.stick.hollow

    @property
    def text_size(self) -> float:
        return self.stick.text_size


def _drawn(
    edition: Edition,
    layout: Layout,
    size: Size,
    ruler: Ruler,
    options: Options,
    files: Mapping[str, bytes],
    seen: Look,
) -> _Drawn:
    pictures = Pictures()
    seen = look.printed(layout, seen)
    if layout.versions is not None and size.name in HOME:
        seen = replace(seen, fading=versions.unprinted(seen.colours, layout.versions))
    context = values(edition, layout, size, ruler, options, files, pictures, seen)
    html = environment.render(environment.environment(files), layout.template, context)
    return _Drawn(html, pictures, context, context['stick'])


def values(
    edition: Edition,
    layout: Layout,
    size: Size,
    ruler: Ruler,
    options: Options,
    files: Mapping[str, bytes],
    pictures: Pictures,
    seen: Look = look.HOUSE,
) -> dict[str, Any]:
    """Return what a template may use: layouts/README.md explains each."""
    language = edition.language
    status, status_line, edition = (
        edition.letter.status,
        partial(adoption.status_line, edition),
        layout.sees(edition),
    )
    named = options.names if options.names is not None else census.in_letter(edition.facts)
    own = faces(language, seen.stacks)
    taken = census.take(edition, KINDS if layout.encloses else named)
    parts: dict[str, Any] = {
        part: getattr(edition, part)
        for part in ('letter', 'quotes', 'release', 'signatories')
        if part in layout.reads
    }
    rules = languages.rules(language)
    shared, css = (stylesheet(files, one, seen) for one in (None, layout))
    enclosures = _roll_as_data(edition) if layout.encloses else ()
    stick = Scenes(ruler, language, layout.name, size.name, css, bool(layout.ways_out))
    if layout.press:
        parts['press'] = edition.press
    if 'letter' in parts:
        parts['opened'] = axes.series(edition, layout.name)[0]
        parts['fingerprint'] = typography.fingerprint(edition.letter)
    return parts | {
        'edition': edition,
        'facts': edition.facts,
        'translation': status,
        'status_line': status_line,
        'count': edition.counts.signatories,
        'census': taken,
        'stated': _stated(edition),
        'copies': copies.text(edition),
        'enclosures': enclosures,
        'countries': census.by_country(edition) if 'signatories' in layout.reads else (),
        'country_name': partial(locales.country_name, in_lang=language),
        'slots': layout.words(edition.posters),
        'everyone': _everyone(edition, layout, seen),
        'layout': layout,
        'size': size,
        'measures': measures(layout.measures, language),
        'options': options,
        'language': language,
        'direction': edition.direction,
        'rtl': edition.direction == 'rtl',
        'start': 'right' if edition.direction == 'rtl' else 'left',
        'end': 'left' if edition.direction == 'rtl' else 'right',
        'say': partial(typography.say, edition),
        'number': partial(locales.number, lang=language),
        'digits': partial(locales.digits, lang=language),
        'dash': rules.dash,
        'long_date': partial(locales.long_date, lang=language),
        'time_of': partial(locales.time_of, lang=language),
        'spoken_time': locales.spoken_time(language) if layout.browser else {},
        'language_name': partial(locales.language_name, in_lang=language),
        'faces': own,
        'cuts': cuts(language, seen.stacks),
        'colours': seen.colours,
        'coloured_as': partial(versions.css, own=seen.colours),
        'at_night': seen.night.css(),
        'device': seen.drawn,
        'stylesheet': Markup(css),
        'type': Compositor(ruler, language, own, shared, f'layouts/{layout.template}'),
        'panel': partial(poster.panel, size),
        'at_home': size.name in HOME,
        'printed_by': partial(imprint.lines, edition, size.name in HOME),
        'stick': stick,
        'draw_code': partial(placed_code, stick, pictures, seen, edition),
        'Face': Face,
        'Run': Run,
        'draw': pictures.draw,
        'draw_logo': partial(logo, seen, language, pictures),
        'draw_logos': partial(marks, seen, language, pictures),
        'group': edition.group,
        'event_day': partial(group_words.when, lang=language),
        'event_place': partial(group_words.where, lang=language),
        **of_the_roll(taken.strokes, edition.direction == 'rtl', pictures, seen),
    }


def _everyone(edition: Edition, layout: Layout, seen: Look) -> tuple[dict[str, Any], ...]:
    """Return the words of this layout's poster in each language of the campaign that has some."""
    return tuple(
        {
            'language': language,
            'direction': locales.direction(language),
            'slots': words,
            'cuts': cuts(language, seen.stacks),
            'own': language == edition.language,
        }
        for language, texts in edition.all_posters.items()
        if (words := layout.words(texts))
    )


def _stated(edition: Edition) -> str:
    """Return the keywords by which `verify` tells which edition a document is of."""
    return Stated(
        edition.facts.edition,
        edition.facts.date,
        edition.counts.organisations,
        edition.counts.persons,
    ).words()


def _roll_as_data(edition: Edition) -> tuple[Enclosure, ...]:
    """Return the public roll as a table and as JSON."""
    facts, day = edition.facts, edition.facts.date
    words = phrases.say(edition, 'kit.signatories_what')
    return (
        Enclosure(
            'signatories.csv',
            'text/csv',
            roll_files.to_csv(edition.signatories),
            words,
            day.isoformat(),
        ),
        Enclosure(
            'signatories.json',
            'application/json',
            roll_files.to_json(edition.signatories, facts.edition, day),
            words,
            day.isoformat(),
        ),
    )


def stylesheet(
    files: Mapping[str, bytes], layout: Layout | None = None, seen: Look = look.HOUSE
) -> str:
    """Return the house's stylesheets, by name, the layout's own after them, the roles of a look.

    A layout for the browser has none of what only sheets of paper know.
    """
    paths = sorted(
        path
        for path in files
        if path.startswith('layouts/_shared/') and path.endswith('.css')
        if not (path == PAGED and layout and layout.browser)
    )
    texts = []
    own = (
        [f'layouts/{name}/style.css' for name in (layout.builds_on, layout.name) if name]
        if layout
        else []
    )
    for path in [*paths, *own]:
        texts.append(environment.decode(files[path], path).replace('</', '<\\/'))
    return '\n'.join([*texts, seen.css(), languages.css()])  # behind: an @import stands first
