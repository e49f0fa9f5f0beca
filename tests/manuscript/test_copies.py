"""Copies to: nobody is told that a copy goes to themselves.

And the names of the letters sort as every list of them does.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.kit import mailing
from letterpress.manuscript import copies, edition, reading
from letterpress.manuscript.filing import recipients

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope='module')
def files() -> dict[str, bytes]:
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in (PROJECT / 'content').rglob('*')
        if path.is_file()
    }


@pytest.fixture(scope='module')
def campaign(files):
    found, _ = reading.read(files)
    return found


@pytest.mark.parametrize(
    'language, senate, minister',
    [
        ('fr', 'Présidence du Sénat', 'services du Premier ministre'),
        ('en', 'The Presidency of the Senate', 'the Prime Minister’s Office'),
        ('el', 'Προεδρία της Γερουσίας', 'Γραφείο του Πρωθυπουργού'),
        ('ar', 'رئاسة مجلس الشيوخ', 'رئاسة الوزراء'),
        ('bg', 'Председателството на Сената', 'Кабинета на министър-председателя'),
    ],
)
def test_a_letter_does_not_tell_its_addressee_of_their_own_copy(
    campaign, language: str, senate: str, minister: str
) -> None:
    ours = edition.edition(campaign, language)
    assert senate in copies.text(ours) and minister in copies.text(ours)
    by_id = {one.id: one for one in campaign.recipients}
    for who, there, away in (
        ('senat-presidence', minister, senate),
        ('gouv-premier-ministre', senate, minister),
    ):
        said = copies.text(edition.addressed(ours, by_id[who]))
        assert said == there and away not in said
    assert copies.text(edition.addressed(ours, by_id['an-01-1'])) == copies.text(ours)


def test_a_name_that_stands_in_the_address_is_left_out_too(campaign) -> None:
    ours = edition.edition(campaign, 'fr')
    to_senate = replace(
        ours,
        facts=replace(
            ours.facts, addressee=('PRÉSIDENCE DU SÉNAT', '15 rue de Vaugirard'), copies=()
        ),
    )
    assert copies.text(to_senate) == 'services du Premier ministre'
    alone = replace(to_senate, phrases={**ours.phrases, copies.PHRASE: 'Présidence du Sénat'})
    assert copies.text(alone) == ''


@pytest.mark.parametrize(
    'change, line',
    [
        (
            lambda text: text.replace('[senat-presidence, gouv', '[senat-presidense, gouv'),
            'did you mean senat-presidence?',
        ),
        (
            lambda text: text.replace(
                '[senat-presidence, gouv-premier-ministre]', '[senat-presidence]'
            ),
            'name as many',
        ),
    ],
)
def test_a_list_of_copies_that_cannot_be_meant_is_found(files, change, line: str) -> None:
    path = 'content/campaign.yaml'
    found = reading.read(files | {path: change(files[path].decode()).encode()})[1]
    assert [one for one in found if one.code == 'LP192' and line in one.hint]


def test_without_addressees_nobody_is_sought_among_them(files) -> None:
    fewer = {
        path: data for path, data in files.items() if not path.startswith('content/recipients')
    }
    assert not [one for one in reading.read(fewer)[1] if one.code == 'LP192']


def test_the_names_of_letters_sort_as_their_numbers_do(campaign) -> None:
    names = [
        mailing.letter_name(one)
        for one in campaign.recipients
        if one.body == 'assemblee-nationale' and one.id.startswith('an-13-')
    ]
    assert len(names) > 10 and names == sorted(names) and names[1] == 'letter.fr.an-013-02.pdf'
    assert len({mailing.letter_name(one) for one in campaign.recipients}) == len(
        campaign.recipients
    )


@pytest.mark.parametrize(
    'ids, stems',
    [
        (['seat-1', 'seat-2', 'seat-10'], ['seat-01', 'seat-02', 'seat-10']),
        (['a-1-9', 'a-10-100'], ['a-01-009', 'a-10-100']),
        (['x', 'y-7'], ['x', 'y-7']),
        (['s-1', 's-01'], ['s-1', 's-01']),
        (['9', '1000'], ['0009', '1000']),
    ],
)
def test_numbers_are_as_long_as_the_longest(campaign, ids, stems) -> None:
    one = campaign.recipients[0]
    assert [
        found.stem for found in recipients._with_stems(tuple(replace(one, id=id) for id in ids))
    ] == stems
