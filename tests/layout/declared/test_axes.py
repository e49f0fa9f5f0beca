"""The axes: a document a sentence that is open, and what they change in the edition."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from fixtures.type import english
from letterpress.base.lengths import Size
from letterpress.layout.declared import axes
from letterpress.layout.manifest import Layout
from letterpress.manuscript.model import Block, Opened, Run

LAYOUT = Layout(
    'redacted',
    'poster-redacted',
    sizes=(Size('a3', 297, 420), Size('a4', 210, 297)),
    by=('language', 'sentence', 'size'),
    reads=('letter', 'posters'),
)


def opening(*series: Opened):
    return replace(english(), opened=MappingProxyType({'redacted': series}))


def paragraph(text: str) -> Block:
    return Block('paragraph', (Run(text),))


def test_each_sentence_is_a_sheet_of_each_size() -> None:
    found = axes.points(LAYOUT, [opening(Opened(4, 1, 1, 2), Opened(4, 2, 2, 2))])
    assert [one.names for one in found] == [('1', 'a3'), ('1', 'a4'), ('2', 'a3'), ('2', 'a4')]
    assert [one.edition.opened['redacted'][0].sentence for one in found] == [1, 1, 2, 2]
    assert all(len(one.edition.opened['redacted']) == 1 for one in found)
    seen = {repr(LAYOUT.sees(one.edition)) for one in found}
    assert len(seen) == 2, 'what a sheet sees tells its sentence: so does its key'


def test_where_none_is_named_the_call_is_open_or_the_first_sentence() -> None:
    edition = opening()
    (opened,) = axes.series(edition, 'redacted')
    assert (opened.block, opened.sentence) == (len(edition.letter.blocks), 0)
    heading = Block('heading', (Run('To whom'),), 1)
    blocks = (heading, paragraph('One. Two.'), paragraph('Long ' * 100))
    long = replace(edition, letter=replace(edition.letter, blocks=blocks))
    (opened,) = axes.series(long, 'redacted')
    assert (opened.block, opened.sentence) == (2, 1)


def test_a_layout_sees_no_sentence_of_another() -> None:
    other = replace(LAYOUT, name='other')
    assert other.sees(opening(Opened(4, 1))).opened == {}


def test_a_group_is_a_point_of_its_own_language_alone_with_its_event_and_its_logo() -> None:
    from fixtures.groups import group
    from letterpress.layout.brand.picture import Picture
    from letterpress.manuscript.groups.model import public

    mark = Picture('image/png', b'logo', 1.0, ())
    ours = [public(replace(group('en'), logo='logos/a.png')), public(group('de'))]
    layout = replace(LAYOUT, by=('group', 'size'), reads=('posters',))
    found = axes.points(layout, [english()], groups=ours, logos={'logos/a.png': mark})
    assert [one.names for one in found] == [('group-en', 'a3'), ('group-en', 'a4')]
    assert {one.edition.group.name for one in found} == {'Privacy Circle London'}
    assert all(one.beside is mark for one in found)
    event = found[0].edition.posters['event']
    assert event['when'] == 'Saturday 12\u00a0December, 18:30–20:00'
    assert (event['where'], event['link']) == (
        'Trafalgar Square',
        'https://vigil.example.org/london',
    )
    assert 'when' not in english().posters.get('event', {})
