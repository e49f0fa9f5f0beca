"""The typefaces: manifests that are true, stacks, and what no face can set."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from letterpress.findings import Place, Rejected, catalogue
from letterpress.layout.brand import look
from letterpress.layout.faces import HOUSE_STACKS, faces
from letterpress.press.typefaces import chosen, coverage, fitted, glyphs
from letterpress.press.typefaces import manifest as typefaces
from letterpress.press.typefaces.coverage import Gap, uncovered, uncovered_findings
from letterpress.press.typefaces.passages import Passage

LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')
NAME = Place('content/signatories.yaml', 12, 9)


@pytest.fixture(scope='module')
def families(font_files):
    return typefaces.families(font_files)


@pytest.fixture(scope='module')
def stack(families):
    return lambda lang, role='book': typefaces.stack_for(families, lang, role)


@pytest.fixture(scope='module')
def face(families):
    def get(name, weight=400, italic=False):
        return next(
            face.data
            for family in families
            if family.name == name
            for face in family.faces
            if (face.weight, face.italic) == (weight, italic)
        )

    return get


# ---- the folder ----------------------------------------------------------------------------------


def test_our_fonts_are_what_their_manifests_say(font_files):
    families, found = typefaces.read(font_files)
    assert found == ()
    assert {
        (family.name, face.weight, 'italic' if face.italic else '')
        for family in families
        for face in family.faces
    } == {
        ('LP Book', 400, ''),
        ('LP Book', 400, 'italic'),
        ('LP Book', 600, ''),
        ('LP Book', 700, ''),
        ('LP Book Fallback', 400, ''),
        ('LP Book Fallback', 400, 'italic'),
        ('LP Book Fallback', 600, ''),
        ('LP Book Fallback', 700, ''),
        ('LP Naskh', 400, ''),
        ('LP Naskh', 600, ''),
        ('LP Naskh', 700, ''),
        ('LP Wood', 700, ''),
        ('LP Wood', 900, ''),
        ('LP Wood Broad', 900, ''),
        ('LP Wood Broader', 900, ''),
        ('LP Wood Wide', 900, ''),
        ('LP Wood Fallback', 700, ''),
        ('LP Wood Fallback', 900, ''),
        ('LP Kufi', 700, ''),
        ('LP Kufi', 900, ''),
    }
    assert sum(map(len, font_files.values())) < 4_000_000


def test_every_family_brings_its_licence(font_files, families):
    for family in families:
        text = font_files[family.place.path.replace('family.yaml', 'OFL.txt')].decode()
        assert 'SIL OPEN FONT LICENSE Version 1.1' in text and text.startswith(
            ('Copyright', '©')
        ), family.name


def test_a_reserved_name_is_not_used(families):
    from io import BytesIO

    from fontTools.ttLib import TTFont

    for family in families:
        for face in family.faces:
            names = TTFont(BytesIO(face.data))['name']
            for name_id in (1, 2, 3, 4, 6, 16, 17):
                assert not re.search('source|noto|sofia', names.getDebugName(name_id), re.I), (
                    face.path,
                    name_id,
                )
            assert names.getDebugName(1) == names.getDebugName(16) == family.name
            assert names.getDebugName(2) == names.getDebugName(17)


def test_one_em_box_for_faces_that_meet_in_a_line(families):
    from io import BytesIO

    from fontTools.ttLib import TTFont

    for family in families:
        box = (900, -300, 0) if 'Wood' in family.name else (1036, -335, 0)
        for face in family.faces:
            font = TTFont(BytesIO(face.data))
            hhea, os2 = font['hhea'], font['OS/2']
            assert (hhea.ascent, hhea.descent, hhea.lineGap) == box, face.path
            assert (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap) == box, face.path


def changed(files, path, data):
    return (
        {**files, path: data}
        if data is not None
        else {name: old for name, old in files.items() if name != path}
    )


def edited(files, path, old, new):
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


BOOK = 'fonts/book/family.yaml'


def found(files):
    return [
        (finding.code, finding.place.path, finding.place.line > 0)
        for finding in typefaces.read(files)[1]
    ]


def test_a_changed_file_is_found_with_the_fingerprint_to_write(font_files):
    path = 'fonts/book/LPBook-Bold.ttf'
    data = font_files[path][:-1] + bytes([font_files[path][-1] ^ 1])
    _, findings = typefaces.read(changed(font_files, path, data))
    assert [finding.code for finding in findings] == ['LP420']
    assert findings[0].place.path == BOOK and findings[0].place.line > 0
    assert path in findings[0].message and hashlib.sha256(data).hexdigest() in findings[0].hint


def test_a_missing_file_is_found(font_files):
    assert found(changed(font_files, 'fonts/book/LPBook-Italic.ttf', None)) == [
        ('LP421', BOOK, True)
    ]


def test_a_file_that_nobody_listed_is_found(font_files):
    stray = 'fonts/stray/Free.TTF'
    assert found({**font_files, stray: font_files['fonts/book/LPBook-Bold.ttf']}) == [
        ('LP422', stray, False)
    ]


def test_a_second_folder_with_our_fonts_is_found(font_files):
    copies = {
        path.replace('fonts/wood/', 'fonts/mine/'): data
        for path, data in font_files.items()
        if path.startswith('fonts/wood/')
    }
    assert [code for code, _, _ in found({**font_files, **copies})] == ['LP423', 'LP423']


def test_a_file_that_is_no_font_is_found(font_files):
    path, data = 'fonts/book/LPBook-Bold.ttf', b'<!DOCTYPE html>' * 100
    digest = hashlib.sha256(font_files[path]).hexdigest()
    files = edited(changed(font_files, path, data), BOOK, digest, hashlib.sha256(data).hexdigest())
    assert found(files) == [('LP424', BOOK, True)]


def test_a_variable_font_is_refused(font_files):
    from io import BytesIO

    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.tables._f_v_a_r import Axis

    path = 'fonts/book/LPBook-Bold.ttf'
    font = TTFont(BytesIO(font_files[path]))
    font['fvar'] = newTable('fvar')
    font['fvar'].axes, font['fvar'].instances = [Axis()], []
    font['fvar'].axes[0].axisTag = 'wght'
    font.save(out := BytesIO())
    files = edited(
        changed(font_files, path, out.getvalue()),
        BOOK,
        hashlib.sha256(font_files[path]).hexdigest(),
        hashlib.sha256(out.getvalue()).hexdigest(),
    )
    assert found(files) == [('LP425', BOOK, True)]


def test_a_missing_licence_is_found(font_files):
    assert found(changed(font_files, 'fonts/kufi/OFL.txt', None)) == [
        ('LP426', 'fonts/kufi/family.yaml', True)
    ]


@pytest.mark.parametrize(
    'old, new',
    [
        ('weight: 600', 'weight: 500'),
        ('style: italic', 'style: normal'),
        ('family: LP Book', 'family: LP Buch'),
    ],
)
def test_a_manifest_that_contradicts_the_font_is_found(font_files, old, new):
    assert ('LP427', BOOK, True) in found(edited(font_files, BOOK, old, new))


def test_a_role_without_a_typeface_is_found(font_files):
    without = {
        path: data for path, data in font_files.items() if not re.match('fonts/(wood|kufi)', path)
    }
    assert found(without) == [('LP428', 'fonts', False)]
    with pytest.raises(Rejected) as caught:
        typefaces.families(without)
    assert [finding.code for finding in caught.value.findings] == ['LP428']


def test_a_broken_manifest_blames_nothing_else(font_files):
    codes = [code for code, path, _ in found(edited(font_files, BOOK, 'role: book', 'rolle: book'))]
    assert codes == ['LP121']


def test_every_code_is_in_the_catalogue():
    assert {f'LP{n}' for n in (*range(420, 429), 430, 431)} <= set(catalogue())


# ---- fontconfig ----------------------------------------------------------------------------------


def test_a_wider_cut_sets_no_text_and_is_found_by_the_family_it_is_cut_of(families, stack):
    wider = [family for family in families if family.cut_of]
    assert [family.cut_of for family in wider] == ['LP Wood'] * 3
    for language in ('en', 'el', 'bg', 'ar'):
        assert not {family.name for family in stack(language, 'wood')} & {one.name for one in wider}
    made = chosen.stacks(families)
    assert made['ltr'].cuts == HOUSE_STACKS['ltr'].cuts
    assert made['ltr'].cuts == tuple(f'"{family.name}"' for family in wider)
    assert made['rtl'].cuts == (), 'Kufi has none'


def test_each_wider_cut_is_wider_and_has_the_capitals_of_the_one_before(families):
    names = ['LP Wood', 'LP Wood Broad', 'LP Wood Broader', 'LP Wood Wide']
    fonts = []
    for name in names:
        (data,) = [
            face.data
            for family in families
            if family.name == name
            for face in family.faces
            if face.weight == 900
        ]
        fonts.append(TTFont(BytesIO(data)))
    for letters in ('ALTOUSDE', 'ΟΛΙΣΑ', 'ВСИЧК', '0123456789', 'ÄÖÜÇÉŠŁŻ'):
        widths = [
            sum(font['hmtx'][font.getBestCmap()[ord(letter)]][0] for letter in letters)
            for font in fonts
        ]
        assert widths == sorted(widths) and len(set(widths)) == 4, letters
    assert len({font['OS/2'].sCapHeight for font in fonts}) == 1


def test_fontconfig_shows_the_folders_and_nothing_else(tmp_path, project):
    folder = tmp_path / 'my & fonts'
    shutil.copytree(project / 'fonts', folder)
    regular = folder / 'book/LPBook-Regular.ttf'
    regular.with_suffix('.woff2').write_bytes(fitted.compressed(regular.read_bytes()))
    conf = tmp_path / 'fonts.conf'
    conf.write_text(typefaces.fontconfig_xml([folder], tmp_path / 'cache'))
    try:
        listing = subprocess.run(
            ['fc-list', ':', 'family', 'style', 'file'],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, 'FONTCONFIG_FILE': str(conf)},
        ).stdout
    except FileNotFoundError:
        pytest.skip('fc-list is not installed')
    lines = listing.splitlines()
    assert len(lines) == 20 and all('my & fonts' in line and ': LP ' in line for line in lines)
    assert 'woff2' not in listing  # a copy for the web bears the same name: glyphs would be mixed


def test_fontconfig_without_a_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match='at least one folder'):
        typefaces.fontconfig_xml([], tmp_path)


# ---- stacks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'lang, role, stack',
    [
        ('bg', 'book', '"LP Book", "LP Naskh", "LP Book Fallback"'),
        ('bg', 'wood', '"LP Wood", "LP Kufi", "LP Wood Fallback"'),
        ('ar', 'book', '"LP Naskh", "LP Book", "LP Book Fallback"'),
        ('ar', 'wood', '"LP Kufi", "LP Wood", "LP Wood Fallback"'),
    ],
)
def test_the_scripts_own_face_comes_first(families, lang, role, stack):
    assert typefaces.css_list(typefaces.stack_for(families, lang, role)) == stack


def test_the_readme_tells_the_stacks_as_they_are(families, project):
    text = (project / 'fonts/README.md').read_text(encoding='utf-8')
    for lang in ('en', 'ar'):
        for role in typefaces.ROLES:
            assert f'`{typefaces.css_list(typefaces.stack_for(families, lang, role))}`' in text


def test_the_layout_measures_and_prints_with_these_stacks(families, project):
    css = look.HOUSE.css()
    printed = {
        role: re.findall(rf'--{role}: ([^;]+);', css) for role in (*typefaces.ROLES, 'latin')
    }
    for number, lang in enumerate(('en', 'ar')):
        measured = faces(lang)
        for role in typefaces.ROLES:
            stack = typefaces.css_list(typefaces.stack_for(families, lang, role))
            assert getattr(measured, role).family == stack == printed[role][number]
        assert measured.latin.family == printed['latin'][number]
    assert all(len(stacks) == 2 for stacks in printed.values())


# ---- coverage ------------------------------------------------------------------------------------


def content_passages(project):
    for path in sorted((project / 'content').rglob('*')):
        if path.suffix in ('.md', '.yaml', '.csv') and path.is_file():
            name = path.relative_to(project).as_posix()
            lang = next((part for part in (path.stem, path.parent.name) if part in LANGUAGES), None)
            for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
                for language in (lang,) if lang else LANGUAGES:
                    yield Passage(line, language, Place(name, number), 'this line')


def test_everything_in_content_can_be_set(project, families):
    items = list(content_passages(project))
    assert len(items) > 100
    assert [str(finding) for finding in uncovered_findings(items, families)] == []


def test_every_passage_of_the_campaign_is_read(project, families):
    from letterpress.manuscript import reading

    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / 'content').rglob('*')
        if path.is_file()
    }
    campaign, found = reading.read(files)
    assert campaign is not None, [str(finding) for finding in found if finding.severity == 'error'][
        :5
    ]
    assert coverage.of(campaign, families) == ()
    from letterpress.press.typefaces.passages import passages

    texts = ' '.join(item.text for item in passages(campaign))
    for signatory in campaign.roll:
        assert signatory.name in texts
    for letter in campaign.letters.values():
        assert all(block.text in texts for block in letter.blocks)


def test_a_name_that_no_font_has_is_found_once_with_its_place(families):
    items = [
        Passage('漢字 Collective', lang, NAME, 'the name 漢字 Collective') for lang in LANGUAGES
    ]
    found = uncovered_findings(items, families)
    assert [(finding.code, finding.place) for finding in found] == [('LP430', NAME)]
    assert found[0].message == (
        'the name 漢字 Collective: no typeface in fonts/ has 漢 (U+6F22 CJK UNIFIED '
        'IDEOGRAPH-6F22), 字 (U+5B57 CJK UNIFIED IDEOGRAPH-5B57)'
    )


def test_what_only_headlines_lack_says_so(families):
    without = [family for family in families if family.name != 'LP Wood Fallback']
    found = uncovered_findings([Passage('ƀa', 'en', NAME, 'the name ƀa')], without)
    assert [finding.code for finding in found] == ['LP430']
    assert (
        'no typeface for headlines in fonts/ has ƀ (U+0180 LATIN SMALL LETTER B WITH STROKE)'
        in found[0].message
    )


@pytest.mark.parametrize(
    'text',
    [
        'Bee-home',
        'L’œuvre\u202f: 10\u00a0000',
        'Nguyễn Thị',
        'ḃ ċ ḋ',
        'ĳsland',
        'Ἐν ἀρχῇ ᾧ',
        'ΐ ΰ',
        'Ђорђе',
        'ҚҒҰ',
        'Ǣ',
        'Ș Ț ş',
        '\u2068Les Amis\u2069',
        'zero\u200bwidth\u200d\u200c\u2060',
        'soft\u00adhyphen',
        'n̈',
        'x̌',
        'g̃',
        'M̄',
        'и́',
        '',
    ],
)
def test_what_can_be_set_is_not_blamed(stack, text):
    for lang in LANGUAGES:
        for role in typefaces.ROLES:
            assert uncovered(text, stack(lang, role), lang) == ()


@pytest.mark.parametrize(
    'text',
    [
        'نحن كلنا مشتبه بهم',
        'مُشتبَهٌ بهِم',
        'الحرّيّة',
        '٠١٢٣٤٥٦٧٨٩',
        '«نصّ»، ؟ ؛',
        'ﷲ',
        'لآ لإ',
    ],
)
def test_arabic_with_its_vowel_marks_can_be_set(stack, text):
    for role in typefaces.ROLES:
        assert uncovered(text, stack('ar', role), 'ar') == ()


def test_decomposed_text_is_taken_as_composed(stack):
    assert uncovered(unicodedata.normalize('NFD', 'Là-bas, Ștefan, ΐ'), stack('fr'), 'fr') == ()


def test_a_letter_that_only_taking_apart_can_set_is_covered(families):
    book = tuple(family for family in families if family.name == 'LP Book')
    assert ord('ḃ') not in glyphs.characters(book[0].faces[0].data)
    assert uncovered('ḃ', book, 'ga') == ()
    assert uncovered('ᵺ', book, 'ga') == (Gap('ᵺ', ('ᵺ',)),)


def test_an_accent_from_another_face_than_its_letter_is_found(stack, families):
    # the letter is in the first face, the dot above right (Taiwanese names) only in the fallback
    assert uncovered('Lo͘-má', stack('en'), 'en') == (Gap('o͘', ()),)
    found = uncovered_findings([Passage('Lo͘-má', 'en', NAME, 'the name Lo͘-má')], families)
    assert [(finding.code, finding.place) for finding in found] == [('LP431', NAME)]
    assert 'o͘ (U+006F + U+0358)' in found[0].message


def test_an_accent_for_which_its_face_has_no_place_is_found(stack):
    assert uncovered('д́', stack('bg'), 'bg') == (Gap('д́', ()),)


def test_a_mark_of_another_script_is_found(stack):
    assert uncovered('A\u0651', stack('ar'), 'ar') == (Gap('A\u0651', ()),)


def test_capitals_of_all_that_wood_can_set_can_be_set(stack):
    for lang, letters in (
        ('de', 'äöüß'),
        ('el', 'αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋ'),
        ('bg', 'абвгдежзийклмнопрстуфхцчшщъьюя'),
        ('fr', 'àâæçéèêëïîôœùûüÿ'),
    ):
        assert uncovered(letters.upper(), stack(lang, 'wood'), lang) == ()


# ---- shaping: what the faces can do --------------------------------------------------------------


def numbers(data, text, lang, features=()):
    return [glyph.number for glyph in glyphs.shape(data, text, lang, features)]


@pytest.mark.parametrize('italic', [False, True])
def test_bulgarian_has_its_own_forms(face, italic):
    book = face('LP Book', italic=italic)
    assert numbers(book, 'вдгиклптц', 'bg') != numbers(book, 'вдгиклптц', 'ru')
    assert 0 not in numbers(book, 'вдгиклптц', 'bg')


def test_bulgarian_keeps_proportional_figures(face):
    book = face('LP Book')
    assert numbers(book, 'д1', 'bg', ['pnum'])[1] != numbers(book, 'д1', 'bg')[1]


def test_kerning_and_figures_are_there(face):
    for name, weight in (('LP Book', 400), ('LP Wood', 900)):
        data = face(name, weight)
        for pair in ('AV', 'ΑΥ', 'ГА', 'Tę'):
            together = sum(glyph.advance for glyph in glyphs.shape(data, pair))
            apart = sum(glyph.advance for letter in pair for glyph in glyphs.shape(data, letter))
            assert together < apart, (name, pair)
        widths = {glyph.advance for glyph in glyphs.shape(data, '0123456789', '', ['tnum'])}
        assert len(widths) == 1


def test_copied_text_keeps_its_hyphens_and_blanks(families):
    for family in families:
        for face in family.faces:
            for one, other in ((' ', '\u00a0'), (' ', '\u202f'), ('-', '\u2010'), ('-', '\u2011')):
                if shared := glyphs.number(face.data, ord(one)):
                    assert glyphs.number(face.data, ord(other)) not in (0, shared), face.path


def printed(html):
    """Return the PDF and the families it used."""
    from weasyprint import HTML

    style = '<style>@page { size: 120mm; margin: 5mm }</style>'
    page = f'<!DOCTYPE html><html lang=en><title>t</title>{style}'
    document = HTML(string=page + html).render()
    return document.write_pdf(uncompressed_pdf=True), {
        font.family for font in document.fonts.values()
    }


def strings(pdf):
    """Return the glyphs that a PDF draws, as they stand in its page."""
    return re.findall(rb'\[<.*>.*\] TJ', pdf)


def test_the_engine_sets_bulgarian_forms():
    one, _ = printed('<p style="font-family: LP Book" lang=bg>вдгиклптц')
    other, _ = printed('<p style="font-family: LP Book" lang=ru>вдгиклптц')
    assert strings(one) and strings(one) != strings(other)


def test_a_hyphenated_greek_line_does_not_fall_back(families):
    css = typefaces.css_list(typefaces.stack_for(families, 'el', 'book'))
    _, used = printed(
        f"<div lang=el style='font-family: {css}; "
        "width: 25mm; hyphens: auto; text-align: justify'>"
        'Αντιπροσωπευτικότητα αναγνώρισης προσώπων '
        'επιτήρηση παρακολούθηση συγκέντρωση'
    )
    assert used == {'LP Book'}


def test_weights_are_found_by_name_and_weight():
    for name, weights in (
        ('LP Book', (400, 600, 700)),
        ('LP Wood', (700, 900)),
        ('LP Kufi', (700, 900)),
        ('LP Naskh', (400, 600, 700)),
    ):
        text = 'كلنا' if name in ('LP Kufi', 'LP Naskh') else 'We all'
        pdf, used = printed(
            ''.join(
                f'<p style="font-family: {name}; font-weight: {weight}">{text}'
                for weight in weights
            )
        )
        assert used == {name}
        assert len(set(re.findall(rb'/FontName (/[^\s/]+)', pdf))) == len(weights), name


def test_signs_that_are_never_drawn_log_nothing(families):
    for lang in ('fr', 'ar'):
        css = typefaces.css_list(typefaces.stack_for(families, lang, 'book'))
        _, used = printed(
            f"<p lang={lang} style='font-family: {css}'>"
            '\u2068a\u2069 \u200eb\u200f c\u200dd\u200ce\u2060f\u202fg\u00a0h\u200b'
        )
        assert used <= {'LP Book', 'LP Naskh'}


def test_the_check_and_the_engine_agree_on_what_is_missing(families, expected_logs):
    css = typefaces.css_list(typefaces.stack_for(families, 'en', 'book'))
    printed(f"<p style='font-family: {css}'>a漢")
    assert [record.args for record in expected_logs] == [('漢', 0x6F22)]
    assert uncovered('a漢', typefaces.stack_for(families, 'en', 'book'), 'en') == (
        Gap('漢', ('漢',)),
    )


# ---- making them again ---------------------------------------------------------------------------


@pytest.mark.slow
def test_two_builds_of_the_fonts_are_equal(tmp_path, project, font_files):
    sources = os.environ.get('LETTERPRESS_FONT_SOURCES')
    if not sources:
        pytest.skip(
            'set LETTERPRESS_FONT_SOURCES to a folder with the downloads of '
            'fonts/build.py --sources'
        )
    if importlib.util.find_spec('brotli') is None:
        pytest.skip('brotli is not installed')
    for name, seed in (('one', '1'), ('two', '2')):
        subprocess.run(
            [
                sys.executable,
                project / 'fonts/build.py',
                '--sources',
                sources,
                '--out',
                tmp_path / name,
            ],
            check=True,
            env={**os.environ, 'PYTHONHASHSEED': seed, 'TZ': f'UTC{seed}'},
        )
    made = [
        {
            path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
            for path in (tmp_path / name).rglob('*')
            if path.is_file()
        }
        for name in ('one', 'two')
    ]
    assert made[0] == made[1]
    committed = {
        path.removeprefix('fonts/'): data
        for path, data in font_files.items()
        if path.count('/') > 1
    }
    assert made[0] == committed
