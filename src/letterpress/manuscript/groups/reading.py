"""Groups read: content/groups/<id>.yaml, or words of the command line, become groups and findings.

Both go one way: what `--set event.place=…` says is made the same tree that a file is, with the
option's name for a place, and read by the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from letterpress.base import decoding
from letterpress.base.characters import named
from letterpress.base.nearest import did_you_mean, near
from letterpress.findings import Exit, Finding, Place, Rejected, errors
from letterpress.manuscript.groups import judging, zones
from letterpress.manuscript.groups.model import Event, Group, GroupContact, GroupImprint
from letterpress.manuscript.roll import names
from letterpress.manuscript.text import foreign_markup, unwritten
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    SLUG,
    Country,
    Date,
    Field,
    Flag,
    Language,
    List,
    Record,
    Report,
    Slug,
    Text,
    Typed,
    Url,
    Values,
    matching,
    optional,
)
from letterpress.manuscript.yaml.tree import Node, Scalar

FOLDER = 'content/groups/'
LOGOS = 'content/groups/logos/'
ENDINGS = ('.svg', '.svgz', '.png', '.jpg', '.jpeg', '.webp')
OPTION = '--set'
ALONE = 'group'  # the id of a group that the command line alone makes

_MOST = 100_000  # characters: more than any file's; `names` says what is too long for print


def _clock(value: str) -> time:
    if not re.fullmatch(r'([01][0-9]|2[0-3]):[0-5][0-9]', value):
        raise ValueError
    return time.fromisoformat(value)


def _day(value: str) -> date:
    day: date = Date.of(value)
    if not 2000 <= day.year < 2200:  # a slip; and the last day of all has none after it
        raise ValueError
    return day


_DAY = Typed(
    _day,
    'LP125',
    'a date from 2000 to 2199',
    'write year-month-day: 2026-12-05',
    Date.json(),
)
Clock = Typed(
    _clock,
    'LP821',
    'a time of day',
    'write hours and minutes with two digits each, from 00:00 to 23:59: 18:00',
    {'type': 'string', 'pattern': '^([01][0-9]|2[0-3]):[0-5][0-9]$'},
)
_LOGO = Typed(
    matching(r'(?!\.)[^/\\:]+'),
    'LP124',
    f'the name of a file in {LOGOS}',
    'write its name alone, with its ending: logo.svg',
    {'type': 'string', 'pattern': r'^[^./\\:][^/\\:]*$'},
)
_LINE = Text(empty=True, most=_MOST)

_EVENT = Record(
    {
        'title': optional(_LINE, '', 'what it is called, where it has a name of its own'),
        'place': Field(_LINE, about='where people meet: Place de la République'),
        'address': optional(_LINE, '', 'street and town, where the place is not known to all'),
        'day': Field(_DAY, about='year-month-day: 2026-12-05'),
        'weekday': optional(
            Text(most=60), '', 'the day of the week: nothing prints it, it proves the date'
        ),
        'time': optional(Clock, None, 'when it begins: 18:00'),
        'ends': optional(Clock, None, 'when it ends; earlier than it begins: after midnight'),
        'time_zone': optional(
            Text(most=60), '', 'such as Europe/Paris; without it that of the country, if it has one'
        ),
        'link': optional(Url, '', 'where more is said about it'),
    },
    'what the group calls for',
)
_IMPRINT = Record(
    {
        'name': optional(_LINE, '', 'who answers for the posters: a person or a body'),
        'address': optional(_LINE, '', 'where who answers can be reached by post'),
        'printer': optional(_LINE, '', 'name and address of the print shop'),
    },
    'what the law wants on a poster: it is printed',
)
# plain text, as with signatories: a shape would print what nobody may read
_PRIVATE = Record(
    {key: optional(Text(empty=True), '') for key in GroupContact.__dataclass_fields__},
    'whom the coalition asks, and what it noted; it is never printed',
)
SHAPE = Record(
    {
        'name': Field(_LINE, about='as the group writes it'),
        'language': Field(Language, about='of its posters: one of the languages of campaign.yaml'),
        'country': Field(Country, about='whose law says what a poster must bear'),
        'event': Field(_EVENT),
        'imprint': optional(_IMPRINT),
        'url': optional(Url, '', 'where the group stands on the web'),
        'logo': optional(_LOGO, '', f'a file in {LOGOS}: SVG, PNG, JPEG or WebP'),
        'posters': optional(
            List(Slug, 1, distinct=True), (), 'which posters it wants; without it all there are'
        ),
        'printers': optional(
            List(Slug, 1, distinct=True),
            (),
            'on what it prints: home, saver, colour-in, tiles, copy-shop, print-shop, or the name '
            'of a print shop',
        ),
        'public': optional(
            Flag(), True, 'whether the press room lists the group; its posters are made either way'
        ),
        'private': optional(_PRIVATE),
    },
    'a local group, its event, and what it wants printed',
)
_PRINTED = ('name', 'event.title', 'event.place', 'event.address')
_LINKS = ('url', 'event.link')
_OF_IMPRINT = ('imprint.name', 'imprint.address', 'imprint.printer')
LISTS = ('posters', 'printers')
KEYS = (
    *(key for key in SHAPE.fields if key not in ('event', 'imprint', 'private')),
    *(f'event.{key}' for key in _EVENT.fields),
    *(f'imprint.{key}' for key in _IMPRINT.fields),
)  # what --set may say


# ---- content/groups ------------------------------------------------------------------------------


def read(
    files: Mapping[str, bytes],
    tree: Callable[[str], Node | None],
    report: Report,
    languages: Collection[str],
    release: bool = False,
) -> tuple[Group, ...]:
    """Return the groups of content/groups/ in the order of their names; what is wrong is reported.

    `tree` reads a YAML file, or reports why not. A group with an error is left out. Codes: LP820 to
    LP833, LP838, those of the shapes and of names.
    """
    found: list[Group] = []
    held = sorted(path for path in files if path.startswith(FOLDER))
    wanted: set[str] = set()
    for path in held:
        name = path[len(FOLDER) :]
        if path.startswith(LOGOS) or name.startswith(('.', 'README')):
            continue
        slug, _, ending = name.rpartition('.')
        if ending != 'yaml' or not re.fullmatch(SLUG, slug):
            report.add(
                Place(path),
                'LP820',
                'this is no name of a group’s file',
                f'call it after the group, right in {FOLDER}, in small letters a to z, digits and '
                'hyphens: lyon.yaml; a logo belongs into the folder logos/ there',
            )
            continue
        node = tree(path)
        if node is None:
            continue
        wanted.update(_named(node))
        report.findings += unwritten.in_tree(_without_private(node), release)
        one = of_tree(node, slug, report, languages, files)
        if one is not None:
            found.append(one)
    report.findings += _idle(held, wanted)
    report.findings += judging.twice(found)
    return _ordered(found)


def of_tree(
    node: Node,
    slug: str,
    report: Report,
    languages: Collection[str],
    files: Collection[str],
) -> Group | None:
    """Return the group that a tree describes, or None after reporting what is wrong with it."""
    before = len(report.findings)
    values = SHAPE.read(node, report)
    if values is None:
        return None
    report.findings += _texts(values)
    report.findings += _language(values, languages)
    report.findings += _logo(values, files)
    event = _event(values, report)
    if event is None or errors(report.findings[before:]):
        return None
    imprint, private = values['imprint'], values['private']
    made = Group(
        id=slug,
        name=names.normal(values['name']),
        language=values['language'],
        country=values['country'],
        event=event,
        imprint=GroupImprint(
            *(names.normal(imprint[key]) for key in ('name', 'address', 'printer'))
        )
        if imprint
        else GroupImprint(),
        url=values['url'],
        logo=LOGOS + values['logo'] if values['logo'] else '',
        posters=values['posters'],
        printers=values['printers'],
        public=values['public'],
        private=GroupContact(**private.values) if private else GroupContact(),
        place=values.where('name'),
    )
    report.findings += judging.imprint(made, (imprint or values).place)
    return made


def _event(values: Values, report: Report) -> Event | None:
    """Return the event with its zone, or None after reporting why there is none."""
    said = values['event']
    name, country = said['time_zone'], values['country']
    if name and name not in zones.names():
        report.add(
            said.where('time_zone'),
            'LP822',
            f'{name} is no time zone',
            did_you_mean(name, zones.of_country(country))
            if zones.of_country(country)
            else 'write its name in the IANA database: Europe/Paris',
        )
        return None
    if not name and not (name := zones.agreed(country, said['day'].year)):
        several = zones.of_country(country)
        report.add(
            said.where('day'),
            'LP823',
            f'the clocks of {country} do not all show the same time: which of them is meant?'
            if several
            else f'no time zone is known for {country}',
            'say it under the key time_zone of the event: '
            + (f'one of {zones.shown(several)}' if several else 'Europe/Belgrade'),
        )
        return None
    event = Event(
        title=names.normal(said['title']),
        place=names.normal(said['place']),
        address=names.normal(said['address']),
        day=said['day'],
        starts=said['time'],
        ends=said['ends'],
        zone=name,
        link=said['link'],
    )
    wrong = tuple(judging.times(event, said, values['language']))
    report.findings += wrong
    return None if errors(wrong) else event


def _texts(values: Values) -> Iterator[Finding]:
    """Find what no printed line may hold, as the names of signatories are judged."""
    for key in (*_PRINTED, *_OF_IMPRINT):
        text, place = _at(values, key)
        needed = key in ('name', 'event.place')
        if not text and not needed:
            continue
        what = key.rpartition('.')[2] if key == 'name' else key
        for found in names.check(text, place, what):
            # how to reach who answers is what an imprint is for
            if found.code != 'LP284' or key not in _OF_IMPRINT:
                yield found
        for left in foreign_markup.in_line(text):
            yield Finding(place, left.code, left.message, 'remove it: here no markup is read')

    for key in _LINKS:
        text, place = _at(values, key)
        for position, reason in islice(names.refused(text), 1):
            yield Finding(
                place,
                'LP201',
                f'{named(text[position - 1])}, character {position} of the address, is {reason}',
                'copy the address again from the browser',
            )


def _at(values: Values, key: str) -> tuple[str, Place]:
    """Return a text and where it stands, by its keys with a point between."""
    outer, _, inner = key.rpartition('.')
    record = values[outer] if outer else values
    return (record[inner], record.where(inner)) if record else ('', values.place)


def _language(values: Values, languages: Collection[str]) -> Iterator[Finding]:
    if languages and values['language'] not in languages:
        yield Finding(
            values.where('language'),
            'LP829',
            f'the campaign has no language {values["language"]}',
            did_you_mean(values['language'], languages),
        )


def _logo(values: Values, files: Collection[str]) -> Iterator[Finding]:
    """Find a logo that is of no known format, or missing."""
    name = values['logo']
    if not name:
        return
    if not name.lower().endswith(ENDINGS):
        yield Finding(
            values.where('logo'),
            'LP832',
            f'{name} is no SVG, PNG, JPEG or WebP by its ending',
            'save it as SVG or PNG, and name that',
        )
    elif LOGOS + name not in files:
        other = near(LOGOS + name, [path for path in files if path.startswith(LOGOS)])
        yield Finding(
            values.where('logo'),
            'LP832',
            f'there is no file {LOGOS}{name}',
            f'did you mean {PurePosixPath(other).name}?' if other else 'put it there',
        )


def place_of(data: bytes, group: Group, key: str, word: str) -> Place:
    """Return where a word of a list stands in a group's file; else where the group begins."""
    if group.place.path.startswith(OPTION):
        return Place(f'{OPTION} {key}')
    node = tree.parse(decoding.decode(data, group.place.path), group.place.path)
    listed = node.get(key) if isinstance(node, tree.Mapping) else None
    for item in listed.items if isinstance(listed, tree.Sequence) else ():
        if isinstance(item, Scalar) and item.value == word:
            return item.place
    return group.place


def _named(node: Node) -> Iterator[str]:
    """Yield the path of the logo that a file names, however wrong the rest of it is."""
    stated = node.get('logo') if isinstance(node, tree.Mapping) else None
    if isinstance(stated, Scalar):
        yield LOGOS + stated.value


def _without_private(node: Node) -> Node:
    """Return a tree without what nobody may read: its findings would show it."""
    if not isinstance(node, tree.Mapping):
        return node
    return tree.Mapping(
        tuple((key, value) for key, value in node.entries if key.value != 'private'), node.place
    )


def _idle(held: Iterable[str], wanted: Collection[str]) -> Iterator[Finding]:
    for path in held:
        name = PurePosixPath(path).name
        if path.startswith(LOGOS) and path not in wanted and not name.startswith(('.', 'README')):
            yield Finding(
                Place(path),
                'LP833',
                'no group names this logo',
                f'write "logo: {name}" into the file of the group whose it is, or remove it',
            )


def _ordered(found: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups in the order of their names, for any language."""
    if len(found) < 2:
        return tuple(found)
    # late: the table takes time, and most campaigns have no groups
    from letterpress.manuscript.roll.order import collation

    keys = collation.ordered([one.name for one in found])
    rows = sorted(zip(keys, found, strict=True), key=lambda row: (row[0][0], row[1].id))
    return tuple(one for _, one in rows)


# ---- the command line ----------------------------------------------------------------------------


def with_settings(
    settings: Sequence[str],
    languages: Collection[str],
    files: Collection[str] = (),
    group: Group | None = None,
    ident: str = '',
) -> tuple[Group, tuple[Finding, ...]]:
    """Return a group as words such as `event.place=Marktplatz` make it, and its warnings.

    `group` is changed by them, or without one they make all of it; `ident` is its id, `group`
    without one. A list takes commas: `posters=event,statement`. Raises Rejected (exit 2) with every
    finding; each names the option that it is about. Codes: LP839, and those of `read`.
    """
    said, wrong = settled(settings)
    kept = {} if group is None else _plain(group, said)
    wrong += _unsaid({**kept, **said})
    report = Report()
    node, slug = assembled({**kept, **said}, Place(OPTION)), ident or (group.id if group else ALONE)
    made = of_tree(node, slug, report, languages, files)
    # what a file lacks is told as a line to add, here as an option
    found = (*wrong, *(one for one in report.findings if one.code != 'LP122'))
    if made is None or errors(found):
        raise Rejected(found, Exit.USAGE)
    if group is not None:  # what no setting can say
        made = replace(made, private=group.private, place=group.place)
    return made, found


def settled(settings: Sequence[str]) -> tuple[dict[str, Node], list[Finding]]:
    """Return what settings say, by key, and those that say nothing (LP839)."""
    said: dict[str, Node] = {}
    wrong: list[Finding] = []
    for setting in settings:
        key, sign, value = setting.partition('=')
        key, place = key.strip(), Place(f'{OPTION} {key.strip()}'.strip())
        if not sign or key not in KEYS:
            wrong.append(_no_setting(setting, key, bool(sign)))
        elif key in said:
            wrong.append(
                Finding(place, 'LP839', f'{key} is said twice', 'leave one of the two out')
            )
        elif key in LISTS:
            items = tuple(Scalar(one.strip(), place) for one in value.split(','))
            said[key] = tree.Sequence(items, place)
        else:
            said[key] = Scalar(value, place, quoted=True)
    return said, wrong


def _unsaid(said: Collection[str]) -> Iterator[Finding]:
    """Find what a group must say and no option does. Code: LP839."""
    for record, prefix in ((SHAPE, ''), (_EVENT, 'event.')):
        for name, field in record.typed.items():
            if field.required and name != 'event' and (key := prefix + name) not in said:
                yield Finding(
                    Place(OPTION),
                    'LP839',
                    f'{key} is not said',
                    f'add {OPTION} "{key}=…" ({field.about})',
                )


def _no_setting(setting: str, key: str, signed: bool) -> Finding:
    private = key == 'private' or key.startswith('private.')
    return Finding(
        Place(f'{OPTION} {key}'[:80].strip()),
        'LP839',
        'what is private is not needed for a poster'
        if private
        else f'there is nothing to set called {key}'
        if signed
        else f'“{setting[:80]}” sets nothing',
        'leave it out'
        if private
        else did_you_mean(key, KEYS)
        if signed
        else f'write {OPTION} KEY=VALUE, such as {OPTION} "event.place=Marktplatz"',
    )


def _plain(group: Group, said: Collection[str]) -> dict[str, Any]:
    """Return what a group says, by the keys of --set, each as a node at the group's place."""
    from letterpress.manuscript.groups import writing

    place = group.place
    kept: dict[str, Any] = {}
    for key, value in writing.flat(group).items():
        if key.startswith('private.'):
            continue
        # a new country or day may have another zone, a new day is another day of the week
        if key == 'event.time_zone' and 'country' in said:
            continue
        kept[key] = (
            tree.Sequence(tuple(Scalar(one, place) for one in value), place)
            if isinstance(value, tuple)
            else Scalar(value, place, quoted=True)
        )
    return kept


def assembled(said: Mapping[str, Node], place: Place) -> tree.Mapping:
    """Return the tree of a file that says this; keys have points between."""
    inner: dict[str, dict[str, Node]] = {'': {}, 'event': {}}
    for key, node in said.items():
        outer, _, name = key.rpartition('.')
        inner.setdefault(outer, {})[name] = node
    entries: dict[str, Node] = inner.pop('')
    return _mapping({**entries, **{key: _mapping(own, place) for key, own in inner.items()}}, place)


def _mapping(own: Mapping[str, Node], place: Place) -> tree.Mapping:
    return tree.Mapping(tuple((Scalar(key, node.place), node) for key, node in own.items()), place)
