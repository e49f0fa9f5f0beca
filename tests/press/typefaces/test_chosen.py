"""A campaign's own faces come first, fall back with a word, and stand on the house's lines."""

import hashlib
from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.own_faces import FONTS, own
from letterpress.findings import Place
from letterpress.layout.brand import look
from letterpress.layout.faces import HOUSE_STACKS, faces
from letterpress.manuscript.brand import Brand
from letterpress.press.typefaces import chosen, fitted, glyphs
from letterpress.press.typefaces import manifest as typefaces
from letterpress.press.typefaces.passages import Passage

HOUSE = {
    path.relative_to(FONTS.parent).as_posix(): path.read_bytes()
    for path in sorted(FONTS.rglob('*'))
    if path.is_file()
}
PLACES = MappingProxyType({'display': Place('content/brand.yaml', 2)})
OWN = Brand(display=('own-sans',), places=PLACES)


def with_own(scripts: str = 'Latn', weight: int = 900) -> dict[str, bytes]:
    data = own('wood/LPWood-Black.ttf', 'Own Sans', weight)
    listed = (
        f'family: Own Sans\nrole: wood\nscripts: [{scripts}]\norigin: Own Sans\nversion: "1"\n'
        'copyright: none\nlicence: OFL-1.1\nlicence_file: OFL.txt\nfaces:\n'
        f'  - {{file: Own.ttf, weight: {weight}, sha256: {hashlib.sha256(data).hexdigest()}}}\n'
    )
    folder = 'fonts/own-sans/'
    return HOUSE | {
        f'{folder}family.yaml': listed.encode(),
        f'{folder}Own.ttf': data,
        f'{folder}OFL.txt': b'SIL OPEN FONT LICENSE',
    }


def dressed(files, brand):
    families, found = typefaces.read(files)
    assert found == ()
    return chosen.dressed(families, brand)


def test_without_a_brand_the_stacks_are_the_houses():
    families, found = dressed(HOUSE, None)
    assert found == () and dict(chosen.stacks(families)) == dict(HOUSE_STACKS)


def test_the_chosen_face_comes_first_in_its_script():
    families, found = dressed(with_own(), OWN)
    stacks = chosen.stacks(families)
    assert found == ()
    assert stacks['ltr'].wood == '"Own Sans", "LP Wood", "LP Kufi", "LP Wood Fallback"'
    assert stacks['rtl'].wood == '"LP Kufi", "Own Sans", "LP Wood", "LP Wood Fallback"'
    assert stacks['ltr'].book == HOUSE_STACKS['ltr'].book


def test_a_face_for_both_directions_comes_first_in_both():
    families, _ = dressed(with_own('Latn, Arab'), OWN)
    stacks = chosen.stacks(families)
    assert stacks['ltr'].wood.startswith('"Own Sans"')
    assert stacks['rtl'].wood.startswith('"Own Sans"')


def test_a_face_may_be_chosen_for_the_other_role_too():
    families, _ = dressed(with_own(), Brand(text=('own-sans',), display=('own-sans',)))
    stacks = chosen.stacks(families)
    assert stacks['ltr'].book.startswith('"Own Sans"')
    assert stacks['ltr'].wood.startswith('"Own Sans"')


def test_an_unknown_folder_is_named():
    _, (one,) = dressed(HOUSE, Brand(display=('own-san',), places=PLACES))
    assert (one.code, one.place.line) == ('LP313', 2)


@pytest.mark.parametrize(
    'brand, text, language, codes',
    [
        (OWN, 'Ban it', 'en', []),
        (OWN, 'Απαγορεύστε', 'el', ['LP314']),
        (OWN, 'رسالة', 'ar', ['LP314']),
        (OWN, '… – !', 'en', []),  # signs are no letters
        (Brand(), 'Ban it', 'en', ['LP315']),  # there, and named nowhere
    ],
)
def test_what_a_face_does_not_do_is_said(brand, text, language, codes):
    families, _ = dressed(with_own(), brand)
    said = list(chosen.findings(families, brand, [Passage(text, language, Place('x'), 'x')]))
    assert [one.code for one in said] == codes
    if codes == ['LP314']:
        assert {'el': 'LP Wood', 'ar': 'LP Kufi'}[language] in said[0].message
        assert f'the script of {language}:' in said[0].message


def test_letters_that_a_face_of_the_script_lacks_are_said_with_who_sets_them():
    families, _ = dressed(with_own('Latn, Grek'), OWN)
    text = Passage('Απαγορεύστε', 'el', Place('x'), 'x')
    (said,) = chosen.findings(families, OWN, [text])
    assert (
        said.code == 'LP314' and 'letters of el (Α ' in said.message and 'LP Wood' in said.message
    )


def test_a_language_whose_script_a_face_lacks_is_set_in_the_next_that_has_it():
    families, _ = dressed(with_own(), OWN)
    stacks = chosen.stacks(families, ['en', 'pl', 'el', 'bg', 'sr-Latn', 'ar'])
    assert set(stacks) == {'ltr', 'rtl', 'el', 'bg'}
    assert stacks['ltr'].wood.startswith('"Own Sans"')
    assert stacks['el'].wood.startswith('"LP Wood"') and '"Own Sans"' in stacks['el'].wood
    assert stacks['el'].names == stacks['ltr'].names  # a wall has names of all scripts
    seen = replace(look.HOUSE, stacks=stacks)
    assert f':root:lang(el) {{ {stacks["el"].css()} }}' in seen.css()
    assert ':root:lang(bg) { --book: "LP Book", ' in seen.css()
    assert faces('el', stacks).wood.family == stacks['el'].wood
    assert faces('de', stacks).wood.family == stacks['ltr'].wood


def test_where_all_have_the_script_no_language_has_a_stack_of_its_own():
    families, _ = dressed(HOUSE, None)
    assert set(chosen.stacks(families, ['en', 'el', 'bg', 'ar', 'ka'])) == {'ltr', 'rtl'}


def test_a_display_face_that_is_not_bold():
    families, _ = dressed(with_own(weight=400), OWN)
    (one,) = chosen.findings(families, OWN, [])
    assert one.code == 'LP316' and 'weight 400' in one.message


@pytest.mark.parametrize('role', ['book', 'wood'])
def test_the_engine_sees_a_copy_with_the_em_box_of_the_house(role):
    data = own('wood/LPWood-Black.ttf', 'Own Sans', 900)
    assert glyphs.box(data) == (1400, -600)
    made = fitted.fitted(data, role, 'Own Sans', 900, False)
    assert glyphs.box(made) == glyphs.BOXES[role]
    assert made == fitted.fitted(data, role, 'Own Sans', 900, False)
    facts = glyphs.facts(made)
    assert (facts.family, facts.weight) == ('Own Sans', 900)
    cmap = dict(glyphs.by_character(made))
    assert len({cmap[code] for code in (0x20, 0xA0, 0x2D, 0x2010)}) == 4


def test_the_houses_folders_are_seen_as_they_are():
    folder = {path.name: path.read_bytes() for path in (FONTS / 'book').iterdir() if path.is_file()}
    assert typefaces.fitted(folder) == {}


def test_a_face_that_nobody_chose_is_idle_unless_it_sets_a_letter_of_the_texts():
    files = with_own('Latn')
    families, _ = dressed(files, None)
    bare, has = 'Ban it', 'ŵ'
    assert any(has in letters for letters in map(chosen.coverage.letters, families))
    (said,) = chosen.findings(families, None, [Passage(bare, 'en', Place('x'), 'x')])
    assert said.code == 'LP315' and 'Own Sans' in said.message and 'display: own-sans' in said.hint
    lacking = [one for one in families if one.name in ('Own Sans',)]
    alone = [Passage(has, 'en', Place('x'), 'x')]
    assert list(chosen.findings(lacking, None, alone)) == []
