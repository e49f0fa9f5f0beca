"""Local groups at a check: the clock, the layouts and shops there are, logos as a brand's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fixtures.sample import letterpress

GROUP = """name: Leeds
language: en
country: GB
event: {place: City Square, day: 2026-12-05, time: "18:00", ends: "20:00"}
imprint: {name: Leeds, address: City Square, printer: A shop}
"""
PALE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
    '<rect width="100" height="40" fill="#fdfdfd"/></svg>'
)
IN_TIME, AFTER = '1796000000', '1796600000'  # 30 November, 6 December 2026


@pytest.fixture
def project(small_copy: Path) -> Path:
    (small_copy / 'content/groups/logos').mkdir(parents=True)
    return small_copy


def check(project: Path, text: str, now: str = IN_TIME, check: int | None = 0) -> list[dict]:
    (project / 'content/groups/leeds.yaml').write_text(text, encoding='utf-8')
    done = letterpress('check', '--json', cwd=project, env={'SOURCE_DATE_EPOCH': now}, check=check)
    found = json.loads(done.stdout)['findings']
    return [one for one in found if one['path'].startswith('content/groups/')]


def test_a_group_in_time_is_good(project):
    assert check(project, GROUP) == []


def test_one_whose_event_is_over_is_told_and_does_not_stop_anybody(project):
    (found,) = check(project, GROUP, AFTER)
    assert (found['code'], found['severity']) == ('LP826', 'warning')


def test_posters_and_printers_are_those_there_are(project):
    text = GROUP + 'posters:\n  - statement\n  - letter\nprinters: [riso, hom]\n'
    found = check(project, text, check=1)
    assert [(one['code'], one['line']) for one in found] == [('LP830', 8), ('LP831', 9)]
    assert 'statement' in found[0]['hint'] and found[1]['hint'] == 'did you mean home?'


def test_a_logo_is_judged_as_a_brands(project):
    path = 'content/groups/logos/leeds.svg'
    (project / path).write_text(PALE, encoding='utf-8')
    found = check(project, GROUP + 'logo: leeds.svg\n')
    assert [(one['path'], one['code']) for one in found] == [(path, 'LP331')]
    (project / path).write_text('<svg', encoding='utf-8')
    found = check(project, GROUP + 'logo: leeds.svg\n', check=1)
    assert [one['path'] for one in found] == [path] and found[0]['severity'] == 'error'


def test_what_no_typeface_can_set_is_told_at_its_line(project):
    text = GROUP.replace('City Square', '漢字 Square', 1)
    found = check(project, text, check=1)
    assert [(one['code'], one['line']) for one in found] == [('LP430', 4)]
    assert 'the place of the event' in found[0]['message']


def test_print_shops_of_the_project_are_known(project):
    (project / 'content/print-shops').mkdir()
    (project / 'content/print-shops/round-the-corner.yaml').write_text(
        'name: Round the corner\nformat: x-4\nsources: [{title: They said so, read: 2026-11-29}]\n',
        encoding='utf-8',
    )
    assert check(project, GROUP + 'printers: [home, riso, round-the-corner]\n') == []
