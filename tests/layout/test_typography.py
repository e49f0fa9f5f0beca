"""Names, prose, phrases as markup."""

import pytest
from markupsafe import Markup

from fixtures import rolls
from letterpress.layout import typography
from letterpress.manuscript.model import Block, Run


@pytest.mark.parametrize(
    'text, markup',
    [
        ('Abilian', 'Abilian'),
        ("L'Auberge des Migrants", 'L’Auberge des Migrants'),
        ("Entr'ouvert", 'Entr’ouvert'),
        ("Rock 'n' Roll", 'Rock &#39;n&#39;\u00a0Roll'),  # not between letters: left alone
        ('Observatoire des Libertés du Web', 'Observatoire des Libertés du\u00a0Web'),
        ('Parti Pirate', 'Parti Pirate'),  # two words: nothing to bind
        ('Bee-home', '<span class="nb">Bee-home</span>'),
        ('Les-Tilleuls.coop', '<span class="nb">Les-Tilleuls.coop</span>'),
        (
            'Anticonstitutionnellement-Votre',
            'Anticonstitutionnellement-Votre',
        ),  # too long to be kept whole
        ('CNLL –', 'CNLL –'),
    ],
)
def test_names(text, markup):
    assert typography.name(text) == markup


@pytest.mark.parametrize('text', ['<b>x</b>', '{{7*7}}', '"onclick="', "a & b <i> it's"])
def test_a_name_never_becomes_markup(text):
    made = typography.name(text)
    assert Markup(made).striptags().replace('\u00a0', ' ').replace('’', "'") == ' '.join(
        text.split()
    )
    assert '<b>' not in made and '<i>' not in made


@pytest.mark.parametrize(
    'text',
    [
        *rolls.names(400),
        "L'Auberge des Migrants",
        'Observatoire des Libertés du Web',
        'Observatoire des Libertés du Bon Repos',
        'Ana  Sol',
        ' Ana',
        'Ana\u00a0Sol e Rui',
        'A & B',
        'noyb.eu <b>',
        'أحمد علي حسن',
        'Bee-home und mehr davon',
        '',
    ],
)
def test_the_words_of_a_name_are_those_of_its_markup(text):
    assert typography.words_of(text) == Markup(typography.name(text)).striptags()


def test_a_name_is_isolated_in_right_to_left_text_and_only_there():
    assert typography.name('ACAT', rtl=True) == '\u2068ACAT\u2069'
    assert '\u2068' not in typography.name('ACAT')


def test_latin_words_in_arabic_get_a_span():
    assert (
        typography.mixed('الأمر pdfsig letter.ar.pdf', True)
        == 'الأمر <span class="la" dir="ltr">\u2066pdfsig letter.ar.pdf\u2069</span>'
    )
    assert (
        typography.mixed('ملف PDF، وأيضًا', True)
        == 'ملف <span class="la" dir="ltr">\u2066PDF\u2069</span>، وأيضًا'
    )
    assert typography.mixed('١ ديسمبر ٢٠٢٦', True) == '١ ديسمبر ٢٠٢٦'
    assert typography.mixed('plain <x>', False) == 'plain &lt;x&gt;'


def prose(*runs, language='en'):
    return typography.prose(Block('paragraph', runs), language)


def test_the_language_stands_on_the_emphasis_itself():
    assert (
        prose(Run('the '), Run('Traitement', emphasis=True, lang='fr'), Run('.'))
        == 'the <em lang="fr">Traitement</em>.'
    )
    assert prose(Run('same', emphasis=True, lang='en')) == '<em>same</em>'
    assert prose(Run('mot', lang='fr')) == '<span lang="fr">mot</span>'


def test_a_link_holds_bare_text_only():
    made = prose(
        Run('site & co', emphasis=True, strong=True, lang='fr', href='https://x.example/?a=1&b=2')
    )
    assert made == (
        '<em><strong><a href="https://x.example/?a=1&amp;b=2" lang="fr">site &amp; co</a>'
        '</strong></em>'
    )


def test_text_is_escaped():
    assert prose(Run('<script>')) == '&lt;script&gt;'


def test_the_last_two_words_stay_together():
    assert (
        prose(Run('freedoms and our model of society.'))
        == 'freedoms and our model of\u00a0society.'
    )
    assert prose(Run('a society of mass surveillance.')) == 'a society of mass surveillance.'
    assert prose(Run('end')) == 'end'


def test_foreign_runs_in_arabic_are_latin():
    made = prose(
        Run('ملف '),
        Run('Traitement des antécédents', emphasis=True, lang='fr'),
        Run(' هنا'),
        language='ar',
    )
    assert (
        made
        == 'ملف <em lang="fr" class="la" dir="ltr">\u2066Traitement des antécédents\u2069</em> هنا'
    )


def test_words_that_belong_together_are_one_element_whatever_their_style():
    made = prose(
        Run('قالت Big '), Run('Brother', emphasis=True), Run(' Watch (UK) أمس'), language='ar'
    )
    assert (
        made
        == 'قالت <span class="la" dir="ltr">\u2066Big <em>Brother</em> Watch (UK)\u2069</span> أمس'
    )


def test_a_link_in_arabic_is_never_cut():
    made = prose(
        Run('انظر '),
        Run('موقع CNIL الرسمي', href='https://x.fr'),
        Run(' أو '),
        Run('CNIL', href='https://y.fr'),
        Run(', Paris.'),
        language='ar',
    )
    assert made == (
        'انظر <a href="https://x.fr">موقع \u2066CNIL\u2069 الرسمي</a> أو '
        '<span class="la" dir="ltr"><a href="https://y.fr">\u2066CNIL</a>, Paris\u2069</span>.'
    )


def test_figures_stay_on_one_line():
    assert (
        typography.mixed('الهاتف +33 1 23', True)
        == 'الهاتف <span class="la nb" dir="ltr">\u2066+33 1 23\u2069</span>'
    )
    assert (
        typography.mixed('الهاتف +٣٣ ١', True)
        == 'الهاتف <span class="nb" dir="ltr">\u2066+\u2066٣٣\u2069 \u2066١\u2069\u2069</span>'
    )


def test_arabic_words_in_latin_text_are_isolated_too():
    assert (
        typography.mixed('the paper الحرية (مصر), daily')
        == 'the paper <span dir="rtl">\u2067الحرية (مصر)\u2069</span>, daily'
    )
    assert typography.name('الحرية 2012') == '<span dir="rtl">\u2068الحرية 2012\u2069</span>'
    assert (
        typography.name('Bee-home', rtl=True)
        == '<span dir="ltr">\u2068<span class="nb">Bee-home</span>\u2069</span>'
    )


def test_words_survive_prose():
    text = 'No argument can justify “it” — inevitably, it’s so & more.'
    assert prose(Run(text)).striptags().replace('\u00a0', ' ') == text


def test_bind_and_paragraph_and_css_string():
    assert typography.bind('page of the list', 2) == 'page of the\u00a0list'
    assert typography.bind('one two', 2) == 'one two'
    assert typography.paragraph(Markup('<em>a</em>'), 'wood') == '<p class="wood"><em>a</em></p>'
    assert typography.css_string('a"</style>\\') == '"a\\22 \\3c /style\\3e \\5c "'
