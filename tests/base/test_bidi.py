"""What runs against a text stands in one isolate: the grammar by examples, and what always holds.

⟦ and ⟧ stand for the marks.
"""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.base import bidi

ARABIC = """نظام ⟦C++⟧ والهاتف ⟦+33 1 23 45 67 89⟧.
النظام ⟦C++⟧، و⟦#hashtag⟧ و⟦@handle⟧ و⟦.NET⟧ و⟦-5⟧
منظمة «⟦Big Brother Watch (UK)⟧» والنظام
⟦(UK) Big Brother Watch⟧ قالت
قانون (⟦GDPR⟧).
نظام ⟦TAJ⟧ التفاصيل و(⟦CNIL⟧)! وقال «⟦Big Brother Watch⟧»: 50 % + 10 % = 60 %.
كما ورد ⟦https://www.lettre-ouverte.fr/documents/2026/annexe_technique_complete.pdf⟧ قبل
على ⟦https://www.lettre-ouverte.fr/taj/⟧ قبل، (⟦https://x.fr/a_(b)⟧).
⟦https://x.fr/رسالة/⟧ هنا
الـ⟦CNIL⟧ وبـ⟦GDPR⟧ والـ-⟦CNIL⟧ وكوفيد-19
⟦12/05/2026⟧ و10–20 و⟦$100⟧ و5 € و⟦50%⟧ و⟦10 000⟧ و⟦2026-12-01⟧
النسبة 3.5 و1,000 و12:30
في ⟦12 rue de Rivoli, 75001 Paris⟧ قرب
في عام 2026 ⟦Liberty⟧ قالت
الحرارة ⟦-5 °C⟧ و⟦10 km⟧ و⟦5 EUR⟧ و⟦Article 9 (2)⟧
يقول «⟦Stop!⟧» و«⟦Collectif « Stop » Europe⟧» و«⟦Liberty⟧»!
«⟦Wir sind “alle verdächtig”⟧» و“⟦Big ‘Brother’ Watch⟧”
قال «⟦Big Brother Watch (UK)⟧» ⟦«Liberty» (UK!)⟧
⟦La Quadrature du Net⟧، ⟦Big Brother Watch⟧؛ ⟦CNIL⟧؟
⟦Liberty⟧ (⟦UK⟧, المملكة)
منظمة ⟦Amis de⟧ «الحرية» و ⟦Stop⟧ (المراقبة) الآن
⟦AFP⟧/رويترز و"⟦Liberty⟧" و'⟦Foo⟧'
⟦contact@example.org⟧ للتواصل
الإصدار ⟦v2.0.1⟧ والإصدار ⟦2.0.1⟧
⟦U.S.A.⟧ هنا و⟦S.A.⟧ للطباعة
⟦AI Act (UE) 2024/1689⟧ صدر
⟦The letter is in English only (v2.0).⟧
⟦2026/annexe_technique_complete.pdf⟧
و⟦Wi‑Fi⟧ و⟦H₂O⟧ و⟦Москва (РФ)⟧ و⟦Ελλάδα⟧
الهاتف ⟦(01) 23 45⟧ و⟦+33 (0)1 23⟧ و⟦01-23-45⟧
الهاتف ⟦+⟦٣٣⟧ ⟦١⟧ ⟦٢٣⟧⟧ والرقم ⟦⟦١٠⟧ ⟦٠٠٠⟧⟧
المادة ⟦n° 2026-12⟧ و⟦art. L. 111-1⟧ ونظام ⟦TAJ⟧. 50 مرة
راسلونا <⟦mail@x.org⟧> أو ⟦www.example.org/a?b=1&c=2#top (PDF)⟧ هنا
المرجع (⟦2026/C 123/04⟧) و⟦COM(2021) 206 final⟧ و⟦ISO/IEC 27001:2022⟧
فيلم «⟦2001: A Space Odyssey⟧» و«1984» و⟦5°C⟧ و⟦#5⟧ و⟦$1,234.56⟧
⟦A. B. Müller & Söhne GmbH & Co. KG⟧، برلين
الـ«⟦CNIL⟧» وملف ⟦/etc/passwd⟧ و ⟦C:\\temp\\a.txt⟧
حساب ⟦IBAN FR76 3000 6000 0112⟧ لدى
רקע עברית ⟦CNIL (FR)⟧ עד
نسخهٔ ۲٫۰ و ⟦۰۲۱ ۱۲۳۴⟧
٥٠٪ و٥٠ ٪ و⟦١٢/٠٥/٢٠٢٦⟧ و٢٠١٢""".split('\n')

LATIN = """the paper «⟦الحرية (مصر)⟧» said
The name: ⟦محمد العربي⟧, 2012 and ⟦نعم⟧.
A ⟦محمد 5 عربي⟧ b
Nothing (here) is against it: C++, 10 000, Ελλάδα.""".split('\n')

MARKS = str.maketrans({'⟦': bidi.LRI, '⟧': bidi.PDI})


@pytest.mark.parametrize('wanted', ARABIC)
def test_what_runs_against_arabic_is_isolated(wanted):
    assert bidi.isolate(wanted.replace('⟦', '').replace('⟧', ''), 'rtl') == wanted.translate(MARKS)


@pytest.mark.parametrize('wanted', LATIN)
def test_what_runs_against_latin_is_isolated(wanted):
    assert bidi.isolate(wanted.replace('⟦', '').replace('⟧', ''), 'ltr') == wanted.translate(
        MARKS
    ).replace(bidi.LRI, bidi.RLI)


def test_what_its_author_isolated_stays_as_it_is():
    for text in (
        'قال \u2066(UK) Big\u2069 ثم',
        'قال \u2068Big \u2067نعم\u2069 Brother\u2069 ثم \u2066',
    ):
        assert bidi.isolate(text, 'rtl') == text


def test_a_value_in_a_sentence_is_one_stretch():
    assert bidi.whole('12, rue de Rivoli', 'rtl') == '\u206612, rue de Rivoli\u2069'
    assert (
        bidi.whole('شارع Rivoli', 'rtl') == 'شارع Rivoli'
        and bidi.whole('Rivoli', 'ltr') == 'Rivoli'
        and bidi.whole('٨١', 'rtl') == '٨١'
    )


SIGNS = st.text(
    st.sampled_from('aBé دب12٣ .,:/-+#@()[]«»“”"’%€،؟\u2066\u2068\u2069\n'), max_size=40
)


@pytest.mark.parametrize('direction', ['rtl', 'ltr'])
@given(text=st.one_of(SIGNS, st.text(max_size=40)))
def test_isolating_adds_closed_marks_and_nothing_else(direction, text):
    made = bidi.isolate(text, direction)
    assert bidi.plain(made) == bidi.plain(text)
    assert bidi.isolate(made, direction) == made
    spans = bidi.spans(text, direction)
    assert all(start < stop for start, stop in spans) and all(
        a[1] <= b[0] for a, b in itertools.pairwise(spans)
    )
    if bidi.plain(text) == text:  # what we add opens and closes in one paragraph
        for line in made.split('\n'):
            depth = 0
            for character in line:
                depth += (character in (bidi.LRI, bidi.RLI)) - (character == bidi.PDI)
                assert depth >= 0
            assert depth == 0


@pytest.mark.parametrize(
    'text', ['a ( ', 'a ) ', 'a « b » ', '1 2 ', 'a.', '#', '(ا a', 'https://((', '-a']
)
def test_a_long_text_takes_as_long_as_it_is(text):
    def taken(times):
        before = time.process_time()
        bidi.isolate('ا ' + text * times, 'rtl')
        return time.process_time() - before

    taken(100)
    assert min(taken(16_000) for _ in range(3)) < 12 * max(taken(4_000), 0.004)
