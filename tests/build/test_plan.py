"""Which documents are made: by what is wished for, and what the layouts declare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.base.lengths import Size
from letterpress.build import plan
from letterpress.build.plan import Wishes
from letterpress.findings import Exit, Rejected
from letterpress.layout import manifest
from letterpress.manuscript import edition, reading
from letterpress.manuscript.model import PressText
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[2]
FILES = inside.read_tree(PROJECT, 'layouts')


@pytest.fixture(scope='module')
def english():
    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.edition(campaign, 'en')


@pytest.fixture(scope='module')
def layouts():
    found, findings = manifest.discover(FILES)
    assert not findings
    return found


POSTERS = ('suspects', 'event-blank', 'iris', 'bar')  # of the sample, on each paper of the kit


def names(english, layouts, wishes: Wishes) -> set[str]:
    return {one.name for one in plan.orders([english], layouts, wishes)}


PRESS = ('press-release', 'fact-sheet', 'questions', 'about', 'quotes')  # the texts for newsrooms
SERIES = range(1, 8)  # the sentences that are opened


def test_what_is_wished_for_is_planned(english, layouts) -> None:
    assert names(english, layouts, Wishes()) == {
        'letter.en.pdf',
        *(f'{one}.en.pdf' for one in PRESS),
        *(f'poster-{one}-{size}.en.pdf' for one in POSTERS for size in ('a2', 'a3', 'a4')),
        'poster-broadside-a2.en.pdf',
        *(
            f'poster-{name}-{size}.en.pdf'
            for name in ('bar', 'iris', 'line-up', 'line-up-all')
            for size in ('a4', 'a3', 'a2')
        ),
        *(f'poster-redacted-{number}-{size}.en.pdf' for number in SERIES for size in ('a4',)),
        *(
            f'poster-quote-{quote.id}-{size}.en.pdf'
            for quote in english.quotes
            for size in ('a4', 'a3')
        ),
        'poster-iris-square.en.png',
        'poster-line-up-hero.en.png',
        *(f'card-{shape}.en.png' for shape in ('link', 'upright', 'square')),
        *(
            f'quote-card-{quote.id}-{shape}.en.png'
            for quote in english.quotes
            for shape in ('link', 'upright', 'square')
        ),
        'how-to-print.en.pdf',
        'placard-a3.en.pdf',
        'placard-a4.en.pdf',
        'event.en.html',
    }
    texts = {'letter.en.pdf', *(f'{one}.en.pdf' for one in PRESS)}
    assert names(english, layouts, Wishes(('letter', 'press'))) == texts
    assert names(english, layouts, Wishes(layouts=('broadside',))) == {'poster-broadside-a2.en.pdf'}
    assert names(english, layouts, Wishes(unsealed=True)) == {'letter.en.unsealed.pdf'}
    both = {'packet.en.pdf', 'packet.en.paper.pdf'}
    assert names(english, layouts, Wishes(('filing',))) == both


@pytest.mark.parametrize(
    'wishes',
    [
        Wishes(('posters',), layouts=('letter',)),
        Wishes(layouts=('press-room',)),
        Wishes(languages=('xx',)),
    ],
)
def test_wishes_that_meet_in_nothing_are_refused(english, layouts, wishes: Wishes) -> None:
    with pytest.raises(Rejected) as refused:
        plan.orders([english], layouts, wishes)
    assert refused.value.findings[0].code == 'LP717' and refused.value.exit_code == Exit.USAGE


def test_a_letter_on_two_papers_is_two_files(english, layouts) -> None:
    letter = next(layout for layout in layouts if layout.name == 'letter')
    us = Size('us', 215.9, 279.4)
    both = replace(letter, sizes=(*letter.sizes, us), by=('language', 'size'))
    assert names(english, [both], Wishes()) == {'letter-a4.en.pdf', 'letter-us.en.pdf'}


def test_the_kit_is_written_only_when_nothing_of_it_was_left_out() -> None:
    whole = (Wishes(), Wishes(('kit',)), Wishes(('kit', 'letter')), Wishes(release=True))
    assert all(wishes.kit for wishes in whole)
    partial = (
        Wishes(('letter', 'posters', 'press')),
        Wishes(languages=('en',)),
        Wishes(('kit',), layouts=('letter',)),
        Wishes(unsealed=True),
    )
    assert not any(wishes.kit for wishes in partial)


def test_targets_are_what_layouts_declare(layouts) -> None:
    assert plan.targets(layouts) == (
        'cards',
        'letter',
        'placard',
        'posters',
        'press',
        'booklet',
        'filing',
        'leaflet',
        'postcard',
        'postcards',
        'sticker',
        'zine',
        'kit',
    )
    with pytest.raises(Rejected) as refused:
        plan.checked_targets(Wishes(('postres',)), layouts)
    (finding,) = refused.value.findings
    assert (finding.code, refused.value.exit_code) == ('LP705', Exit.USAGE)
    assert 'posters' in finding.hint


def test_only_what_is_sealed_for_the_kit_is_made_unsealed(layouts) -> None:
    plan.checked_targets(Wishes(('letter',), unsealed=True), layouts)
    for target in ('posters', 'filing', 'kit'):
        with pytest.raises(Rejected) as refused:
            plan.checked_targets(Wishes((target,), unsealed=True), layouts)
        assert refused.value.exit_code == Exit.USAGE


def test_letters_go_to_addressees_with_what_is_filed(layouts) -> None:
    assert plan.files(Wishes(('filing',)), layouts)
    assert not plan.files(Wishes(('filing',), layouts=('packet',)), layouts)
    assert not plan.files(Wishes(('letter', 'kit')), layouts) and not plan.files(Wishes(), layouts)


def test_a_letter_and_what_was_asked_for_by_name_is_never_left_out(english, layouts) -> None:
    wishes = Wishes(('kit', 'filing'), layouts=('letter', 'packet', 'suspects'))
    named = {one.layout.name: one for one in plan.orders([english], layouts, wishes)}
    assert {name for name, one in named.items() if Wishes().may_lack(one)} == {'suspects'}
    assert not any(wishes.may_lack(one) for one in named.values())
    assert not Wishes(strict=True).may_lack(named['suspects'])


def test_folders_of_the_kit_alone_are_cleared_of_what_is_gone(layouts) -> None:
    assert plan.kit_folders(layouts) == ('pdf',)
    packet = next(layout for layout in layouts if layout.name == 'packet')
    assert plan.kit_folders([*layouts, replace(packet, folder='pdf')]) == ()


def files(english, layouts, wishes: Wishes) -> set[str]:
    orders = plan.orders([english], layouts, wishes)
    return {path.rpartition('/')[2] for one in orders for path in one.files}


def test_papers_for_printers_at_home_are_made_in_every_version(english, layouts) -> None:
    suspects = Wishes(layouts=('suspects',))
    assert files(english, layouts, suspects) == {
        'poster-suspects-a2.en.pdf',
        'poster-suspects-a3.en.pdf',
        'poster-suspects-a2.en.print-shop.pdf',
        'poster-suspects-a3.en.print-shop.pdf',
        *(
            f'poster-suspects-a4.en.{version}.pdf'
            for version in ('home', 'colour', 'one-ink', 'outline')
        ),
        *(f'poster-suspects.en.{ending}' for ending in ('png', 'webp')),
    }


def test_a_size_is_made_where_it_is_asked_for(english, layouts) -> None:
    found = plan.orders([english], layouts, Wishes(('posters',), sizes=('a1', '40x60')))
    names = {one.name for one in found}
    assert {'poster-suspects-a1.en.pdf', 'poster-suspects-40x60.en.pdf'} <= names
    assert all('-a1.' in name or '-40x60.' in name for name in names)
    (large,) = (one for one in found if one.name == 'poster-suspects-a1.en.pdf')
    assert large.size.name == 'a2' and {one.sheet for one in large.finishes} == {'a1'}


def test_a_size_that_no_layout_has_is_refused_with_the_nearest(layouts) -> None:
    with pytest.raises(Rejected) as refused:
        plan.checked(Wishes(('posters',), sizes=('a33',)), ('en',), layouts)
    (finding,) = refused.value.findings
    assert finding.code == 'LP705' and 'a3' in finding.hint
    assert refused.value.exit_code == Exit.USAGE


def test_what_a_print_shop_gets_is_its_file_alone(english, layouts) -> None:
    found = plan.orders([english], layouts, Wishes(('posters',), shop='printcarrier'))
    assert found and all([one.shop for one in job.finishes] == ['printcarrier'] for job in found)
    assert all(path.endswith('.print-shop.pdf') for job in found for path in job.files)


def test_an_event_is_made_in_the_languages_that_say_when(english, layouts) -> None:
    words = {'event': {'headline': 'COME', 'when': 'Today'}}
    told = replace(english, posters={**english.posters, **words})
    french = replace(english, language='fr')
    found = plan.orders([told, french], layouts, Wishes(layouts=('event',)))
    assert {one.edition.language for one in found} == {'en'}


def test_a_document_of_a_press_text_is_made_where_the_text_is(english, layouts) -> None:
    sheet = next(layout for layout in layouts if layout.name == 'fact-sheet')
    text = PressText('en', 'factsheet', 'Facts', ())
    told = replace(english, press={'factsheet': text})
    silent = replace(english, language='fr', press={})
    found = plan.orders([told, silent], layouts, Wishes(('press',)))
    assert {one.name for one in found if one.layout == sheet} == {'fact-sheet.en.pdf'}
    found = plan.orders([silent], layouts, Wishes(('press',)))
    assert sheet not in [one.layout for one in found]


def test_a_layout_whose_press_text_nobody_wrote_is_refused_by_its_name(english, layouts) -> None:
    silent = replace(english, press={})
    french = replace(silent, language='fr')
    with pytest.raises(Rejected) as refused:
        plan.orders([silent, french], layouts, Wishes(layouts=('fact-sheet',), languages=('fr',)))
    (finding,) = refused.value.findings
    assert (finding.code, finding.place.path) == ('LP353', 'content/press/fr/factsheet.md')
