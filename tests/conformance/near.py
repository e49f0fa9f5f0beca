"""The page of local groups' events in Chromium: looked at, judged by axe and vnu, and searched.

Its rooms are the sample's, in all its languages with three groups, and in four with three hundred
of twenty countries. What is found by country and by what is typed is compared with the groups
themselves; a twin without its script must fail. Run by run.py; alone: tests/conformance/near.py
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'src')]

import rooms  # noqa: E402 after the path is set
import webpages  # noqa: E402
from lanes import Row, Tally  # noqa: E402

if TYPE_CHECKING:
    from letterpress.manuscript.groups.model import Group

FEW, MANY = 3, 300
SEARCHED = ('en', 'el', 'bg', 'ar')
STEPS = (  # a country, and what is typed
    ('', ''),
    ('GR', ''),
    ('', 'ΑΘΗΝΑΣ 4'),  # capitals, and none of the accents
    ('LU', 'grand-place'),
    ('FR', 'Berlin'),
)


def built(folder: Path, groups: tuple[Group, ...]) -> Path:
    """Write the pages of the sample campaign with these groups into a folder, and return it."""
    from letterpress.kit.artifact import Artifact
    from letterpress.kit.room import events, pages, words
    from letterpress.layout import manifest
    from letterpress.manuscript import edition, reading
    from letterpress.world.files import inside

    layouts, fonts = (inside.read_house(webpages.PROJECT, name) for name in ('layouts', 'fonts'))
    shown = manifest.discover(layouts)[0]
    campaign, findings = reading.read(inside.read_tree(webpages.PROJECT, 'content'))
    assert campaign is not None, findings
    campaign = replace(campaign, groups=groups)
    editions = {code: edition.edition(campaign, code) for code in campaign.facts.languages}
    source = words.worded(editions[campaign.facts.source_language], shown, layouts)
    files = [
        Artifact('signatories.csv', 'signatories', '', 'All', None, '', 'text/csv', b'all'),
        *events.files(events.listed(campaign), editions, source),
    ]
    room = pages.press_room(campaign, editions, files, layouts, fonts, False, (), shown)
    for one in (*files, *room):
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
    return folder


def searched(pages: Iterable[tuple[str, Path]]) -> dict[str, Any]:
    """Return what each page showed at each step, by its name. Raises RuntimeError."""
    steps = [{'country': country, 'text': text} for country, text in STEPS]
    wanted = [{'name': name, 'file': str(path), 'steps': steps} for name, path in pages]
    run = subprocess.run(
        ['node', str(HERE / 'axe/near.mjs'), str(webpages.fetch()), str(webpages.browser())],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
    )
    found = {one['name']: one for one in map(json.loads, run.stdout.splitlines())}
    if run.returncode or len(found) != len(wanted):
        raise RuntimeError(f'near.mjs: {run.stderr[-800:]}')
    return found


def meant(groups: Iterable[Group], country: str, text: str) -> list[Group]:
    """Return the groups that are to be seen at a step."""
    plain = {'ΑΘΗΝΑΣ 4': r'Αθήνας 4', 'grand-place': 'Grand-Place'}.get(text, text)
    return [
        one
        for one in groups
        if country in ('', one.country)
        and re.search(plain, f'{one.event.title} {one.event.place} {one.event.address} {one.name}')
    ]


def faults(groups: tuple[Group, ...], seen: Any) -> Iterator[str]:
    """Yield what is wrong with a page that was searched."""
    yield from seen['console']
    if seen['labels'] != 2:
        yield f'{seen["labels"]} fields to search by'
        return
    countries = {one.country for one in groups}
    if len(seen['countries']) != len(countries) + 1:
        yield f'{len(seen["countries"])} choices of countries'
    for (country, text), shown in zip(STEPS, seen['seen'], strict=True):
        found, step = meant(groups, country, text), f'{country or "all"}, “{text}”'
        if sorted(shown['files']) != sorted(one.id for one in found):
            yield f'{step}: {len(shown["files"])} of {len(found)}'
        if shown['days'] != sorted({one.event.day.isoformat() for one in found}):
            yield f'{step}: the days {shown["days"]}'
        told = [int(number) for number in re.findall(r'\d+', shown['told'])]
        if told != ([len(found), len(groups)] if country or text else []):
            yield f'{step}: it says “{shown["told"]}”'


def judge(row: Row) -> None:
    """Look at the pages, judge them, search them, and see that a bad twin fails."""
    from fixtures.groups import GROUPS, group, many

    with tempfile.TemporaryDirectory(prefix='letterpress-near-') as name:
        folder = Path(name)
        sets = {FEW: tuple(group(code) for code in list(GROUPS)[-FEW:]), MANY: many(MANY)}
        for count, groups in sets.items():
            kit = built(folder / str(count), groups)
            spoken = SEARCHED if count == MANY else ('*',)
            own = sorted(path for code in spoken for path in kit.glob(f'{code}/events.html'))
            views = [one for one in rooms.views(kit, folder) if Path(one['file']) in own]
            for view, seen in rooms.looked_at(views).items():
                row('near', f'{view}, {count} groups', '; '.join(seen['faults']))
            for path, errors in rooms.markup(own).items():
                told = path.relative_to(kit).as_posix()
                row('vnu', f'{told}, {count} groups', '; '.join(errors[:3]))
            pages = {f'{one.parent.name}/events.html, {count} groups': one for one in own}
            for (said, width, scheme), broken in webpages.faults(pages).items():
                row('axe', f'{said} at {width} px, {scheme}', '; '.join(broken))
        asked = [(code, folder / str(MANY) / code / 'events.html') for code in SEARCHED]
        for code, seen in searched(asked).items():
            row('near', f'{code} is searched', '; '.join(faults(sets[MANY], seen)))
        html = (folder / str(MANY) / 'en/events.html').read_text('utf-8')
        twin = folder / 'twin.html'
        twin.write_text(html.replace('data-near', 'data-far', 1), 'utf-8')
        [seen] = searched([('twin', twin)]).values()
        found = list(faults(sets[MANY], seen))
        row('near', 'bad twin: no place to search', '' if found else 'passed')


def main() -> int:
    """Judge, and return the exit code."""
    try:
        webpages.require()
    except webpages.Missing as command:
        print(f'The page is looked at in Chromium. This installs it:\n  {command}', file=sys.stderr)
        return 3
    tally = Tally()
    judge(tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.exit(main())
