"""Compose: an edition and a layout become a composition, a template's mistakes findings."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest

from fixtures.type import FlatRuler, english, house_files, in_arabic
from letterpress.base.lengths import Size
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout import manifest
from letterpress.layout.brand import look
from letterpress.layout.compose import compose
from letterpress.layout.composition import Asset, Composition, Enclosure, Options, SealField
from letterpress.layout.declared import contradictions
from letterpress.layout.manifest import Layout
from letterpress.layout.rolls.leaves import Leaf, Leaves, Stretch
from letterpress.manuscript.brand import Brand
from letterpress.manuscript.model import Counts, PublicSignatory

TINY = Layout('tiny', 'tiny', (Size('a5', 148, 210),), reads=contradictions.READS)
DRAFT = Options()
HEAD = '<title>A title</title>'


def tiny(template: str, style: str = '', layout: Layout = TINY, **others: bytes) -> Composition:
    files = {
        'layouts/tiny/page.html': template.encode(),
        'layouts/tiny/style.css': style.encode(),
        **{f'layouts/{name}': data for name, data in others.items()},
    }
    return compose(english(), layout, layout.sizes[0], FlatRuler(), Options(), files)


def refused(template: str, style: str = '', **others: bytes):
    with pytest.raises(Rejected) as caught:
        tiny(template, style, **others)
    (finding,) = caught.value.findings
    return finding


def house(name: str, edition=None, options=DRAFT, ruler=None, seen=look.HOUSE) -> Composition:
    files = house_files()
    layout = next(found for found in manifest.discover(files)[0] if found.name == name)
    return compose(
        edition or english(), layout, layout.sizes[0], ruler or FlatRuler(), options, files, seen
    )


def text_of(html: str) -> str:
    body = re.sub(r'<(style|title)>.*?</\1>', '', html, flags=re.DOTALL)
    return ' '.join(
        unescape(
            re.sub(
                '</?(?:span|em|strong)[^>]*>',
                '',
                re.sub('<(?!/?(?:span|em|strong)\\b)[^>]+>', ' ', body),
            )
        ).split()
    )


# ---- the template's mistakes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    'template, code, line, words',
    [
        (HEAD + '\n\n{{ signatorys }}', 'LP320', 3, 'signatorys'),
        (HEAD + '\n{{ letter.titel }}', 'LP320', 2, 'titel'),
        (HEAD + '\n{{ edition.letter.no.thing }}', 'LP320', 2, 'no'),
        (HEAD + '\n{% if rtl %}', 'LP321', 2, 'endif'),
        (HEAD + '\n{{ letter.title', 'LP321', 2, ''),
        (HEAD + '\n{% include "_shared/none.html" %}', 'LP322', 2, '_shared/none.html'),
        (HEAD + '\n{{ "a" + 1 }}', 'LP323', 2, 'TypeError'),
        (HEAD + '\n{{ number("many", 1, 2) }}', 'LP323', 2, ''),
        ('<p>{{ letter.title }}</p>', 'LP325', 0, 'title'),
        ('<title>  </title>', 'LP325', 0, 'title'),
        (HEAD + '\n<img src="asset:none.svg" alt="x">', 'LP326', 2, 'none.svg'),
        (
            HEAD + '\n<img src="https://x.example/a.png" alt="x">',
            'LP327',
            2,
            'https://x.example/a.png',
        ),
        (HEAD + '\n<img src="../../etc/passwd" alt="x">', 'LP327', 2, 'passwd'),
        (HEAD + '\n<link rel="stylesheet" href="other.css">', 'LP327', 2, 'other.css'),
    ],
)
def test_a_mistake_of_the_template_is_one_finding_with_its_line(template, code, line, words):
    finding = refused(template)
    assert (finding.code, finding.place.path, finding.place.line) == (
        code,
        'layouts/tiny/page.html',
        line,
    )
    assert words in finding.message and finding.hint


def test_a_mistake_in_a_shared_part_is_placed_there():
    finding = refused(
        HEAD + '{% include "_shared/part.html" %}', **{'_shared/part.html': b'\n\n{{ oops }}'}
    )
    assert (finding.code, str(finding.place)) == ('LP320', 'layouts/_shared/part.html:3')


def test_a_mistake_in_a_macro_and_in_a_parent_is_placed_there():
    macro = b'{% macro m() %}\n{{ oops }}{% endmacro %}'
    assert (
        str(
            refused(
                HEAD + '{% import "_shared/m.html" as m with context %}{{ m.m() }}',
                **{'_shared/m.html': macro},
            ).place
        )
        == 'layouts/_shared/m.html:2'
    )
    parent = b'<title>x</title>\n{% block a %}{% endblock %}{{ oops }}'
    assert (
        str(refused('{% extends "_shared/p.html" %}', **{'_shared/p.html': parent}).place)
        == 'layouts/_shared/p.html:2'
    )


def test_a_picture_named_in_the_stylesheet_is_found_there():
    page = HEAD + '<style>{{ stylesheet }}</style>'
    finding = refused(page, 'p {}\nb { background: url("asset:none.svg") }')
    assert (finding.code, str(finding.place)) == ('LP326', 'layouts/tiny/style.css:2:22')


def test_a_template_in_another_encoding():
    files = {'layouts/tiny/page.html': 'a\né'.encode('latin-1'), 'layouts/tiny/style.css': b''}
    with pytest.raises(Rejected) as caught:
        compose(english(), TINY, TINY.sizes[0], FlatRuler(), Options(), files)
    assert [(f.code, str(f.place)) for f in caught.value.findings] == [
        ('LP324', 'layouts/tiny/page.html:2')
    ]


def test_a_missing_phrase_is_the_languages_fault():
    finding = refused(HEAD + "{{ say('letter.subjekt') }}")
    assert (finding.code, finding.place.path) == ('LP161', 'content/phrases/en.yaml')


def test_a_fault_of_our_own_is_not_blamed_on_the_template():
    class Broken(FlatRuler):
        def measure(self, items):
            raise ZeroDivisionError('ours')

    with pytest.raises(ZeroDivisionError) as caught:
        house('letter', ruler=Broken())
    assert re.fullmatch(
        r'ZeroDivisionError: ours \(asked for at layouts/letter/page\.html:\d+\)',
        caught.value.__notes__[0],
    )


def test_what_a_function_refuses_is_found_at_the_line_that_asked_for_it():
    finding = refused(HEAD + "\n{{ say('roll.count') }}")
    assert (finding.code, finding.place.path, finding.place.line) == (
        'LP179',
        'layouts/tiny/page.html',
        2,
    )


# ---- what a composition holds --------------------------------------------------------------------


def test_text_is_escaped_and_none_is_never_printed():
    edition = english()
    evil = replace(edition, letter=replace(edition.letter, title='<b>{{ 7*7 }}</b>'))
    files = {
        'layouts/tiny/page.html': b'<title>{{ letter.title }}</title>',
        'layouts/tiny/style.css': b'',
    }
    made = compose(evil, TINY, TINY.sizes[0], FlatRuler(), Options(), files)
    assert '&lt;b&gt;{{ 7*7 }}&lt;/b&gt;' in made.html and made.title == '<b>{{ 7*7 }}</b>'
    assert refused(HEAD + '{{ facts.embargo }}').code == 'LP320'


def test_a_picture_is_taken_from_the_layout_before_the_shared_ones():
    page = HEAD + '<img src="asset:a.svg" alt="a"><p style="background: url(\'asset:b.svg\')">'
    made = tiny(
        page,
        **{
            'tiny/a.svg': b'own',
            '_shared/a.svg': b'shared',
            '_shared/b.svg': b'b',
            '_shared/c.svg': b'unused',
        },
    )
    assert made.assets == (
        Asset('a.svg', 'image/svg+xml', b'own'),
        Asset('b.svg', 'image/svg+xml', b'b'),
    )


def test_a_drawing_is_an_asset():
    made = tiny(HEAD + '<img src="{{ draw("d.svg", "<svg/>") }}" alt="d">')
    assert made.assets == (Asset('d.svg', 'image/svg+xml', b'<svg/>'),)


def test_the_key_is_that_of_everything_in_it():
    base = Composition(
        's',
        'letter',
        Size('a4', 210, 297),
        'en',
        't',
        '<p>',
        (Asset('a', 'b', b'c'),),
        'pdf/a-3a',
        True,
        SealField('seal', 'Seal', 'tip'),
        3,
    )
    assert base.key() == replace(base).key() and re.fullmatch('[0-9a-f]{64}', base.key())
    others = [
        {'stem': 'x'},
        {'layout': 'x'},
        {'size': Size('a4', 210, 298)},
        {'language': 'fr'},
        {'title': 'x'},
        {'html': 'x'},
        {'assets': ()},
        {'assets': (Asset('a', 'b', b'd'),)},
        {'variant': ''},
        {'ua': False},
        {'seal': None},
        {'seal': SealField('seal', 'Seal', 'x')},
        {'max_pages': None},
        {'enclosures': (Enclosure('n', 'text/csv', b'd', 'what', '2026-12-01'),)},
        {'enclosures': (Enclosure('n', 'text/csv', b'e', 'what', '2026-12-01'),)},
        {'co_seals': (SealField('second', 'second', 'x'),)},
        {'duplex': True},
        {'leaves': Leaves(((Leaf(((Stretch('A', (('Ana',),), True),),), 1),),))},
        {'leaves': Leaves(((Leaf(((Stretch('A', (('Eva',),), True),),), 1),),))},
    ]
    assert (
        len({base.key(), *(replace(base, **change).key() for change in others)}) == len(others) + 1
    )
    # what its setter said is no part of the document
    said = (Finding(Place(), 'LP369', 'x'),)
    assert replace(base, said=said).key() == base.key()
    assert {field for change in others for field in change} | {'said'} == set(vars(base))


def test_compose_is_pure():
    assert house('letter').key() == house('letter').key()
    assert house('press-release').key() == house('press-release').key()


# ---- the letter ----------------------------------------------------------------------------------


def test_the_letter_says_every_word_of_its_source_and_every_name():
    made, edition = house('letter'), english()
    text = text_of(made.html)
    for block in edition.letter.blocks:
        assert ' '.join(block.text.split()) in text
    for person in edition.signatories:
        assert person.name.replace("'", '’') in text, person.name
    assert '81' in text and made.seal == SealField(
        'seal', 'Seal', 'Electronic seal of the publisher'
    )
    assert (made.variant, made.ua, made.max_pages, made.stem) == ('pdf/a-3a', True, None, 'letter')


@pytest.mark.parametrize(
    'options, there, gone',
    [
        (
            Options(draft=True),
            ('Draft', 'public draft key'),
            ('Seal to follow', 'Sealed electronically'),
        ),
        (
            Options(draft=False, unsealed=True),
            ('Seal to follow',),
            ('Draft', 'Sealed electronically', 'public draft key'),
        ),
        (
            Options(draft=False, subject='Example & Associates'),
            ('Sealed electronically', 'Example &amp; Associates'),
            ('Draft', 'Seal to follow'),
        ),
    ],
)
def test_the_three_states_of_the_seal(options, there, gone):
    html = house('letter', options=options).html
    body = html[html.index('<body>') :]
    assert all(words in body for words in there) and not any(words in body for words in gone)
    # the mark on every page is a margin box
    assert ('"Draft"' in html) == (options.state == 'draft')


def test_the_fingerprint_is_of_the_letters_words():
    edition = english()
    digits = edition.letter.hash[:24]
    assert ' '.join(digits[n : n + 4] for n in range(0, 24, 4)) in house('letter').html


def test_the_release_does_not_know_how_the_letter_is_sealed():
    assert (
        house('press-release').key()
        == house('press-release', options=Options(draft=False, unsealed=True)).key()
    )
    assert (
        house('letter').key() != house('letter', options=Options(draft=False, unsealed=True)).key()
    )


def test_headings_skip_no_level():
    for name in ('letter', 'press-release'):
        levels = [int(level) for level in re.findall(r'<h([1-6])[ >]', house(name).html)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize('name', ['letter', 'press-release'])
def test_nothing_that_breaks_conformance(name):
    html = house(name).html
    assert not re.search(r'(?<![\w-])opacity\s*:', html) and 'crisp-edges' in html
    assert all(re.search(r'alt="[^"]+"', image) for image in re.findall('<img[^>]*>', html))
    assert not re.search(r'<a [^>]*>[^<]*<(?!/a)', html)


def test_arabic_is_composed_for_the_other_direction():
    html = house('letter', in_arabic(english())).html
    assert '<html lang="ar" dir="rtl">' in html and '\u2068Abilian\u2069' in html
    assert '@bottom-right { content: string(run)' in html and 'arabic-indic' in html
    assert '@bottom-left { content: string(run)' in house('letter').html


def test_what_a_layout_does_not_read_it_does_not_see():
    template = HEAD + '{{ signatories|length }}'
    assert str(len(english().signatories)) in tiny(template).html
    with pytest.raises(Rejected) as caught:
        tiny(template, layout=replace(TINY, reads=('facts', 'letter', 'phrases')))
    (finding,) = caught.value.findings
    assert finding.code == 'LP320' and '"reads" in layout.yaml' in finding.hint
    blind = replace(TINY, reads=()).sees(english())
    assert (blind.letter, blind.release, blind.signatories, blind.posters) == (None, None, (), {})
    assert blind.counts == english().counts


@pytest.mark.parametrize(
    'count, device, said',
    [
        (1000, '', 'a ring of 1,000 strokes, one for each'),
        (1001, '', 'a ring of 1,000 strokes for 1,001 signatories'),
        (1001, 'none', '>Seal<'),
    ],
)
def test_the_seal_says_what_its_device_is(count, device, said):
    roll = tuple(PublicSignatory(f's-{n}', f'Name {n}', 'person') for n in range(count))
    some = replace(english(), signatories=roll, counts=Counts.of(roll))
    made = house('letter', some, seen=look.of(Brand(device=device)))
    alt = re.search(r'<img src="asset:device.svg" alt="([^"]*)"', made.html)[1]
    assert said in f'>{alt}<'
    title = next(one for one in made.assets if one.name == 'device.svg').data.decode()
    assert f'<title>{alt}</title>' in title
    assert title.count('M') == (0 if device else min(count, 1000))
