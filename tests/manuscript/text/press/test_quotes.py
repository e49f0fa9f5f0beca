"""Quotations as data: whose they are, whether the letter has them, where a release places them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.findings import Place
from letterpress.kit.formats import documents, html, plain
from letterpress.manuscript import edition, reading
from letterpress.manuscript.drafting import marking
from letterpress.manuscript.model import Block, Letter, Quote, Run, Signatory
from letterpress.manuscript.text.press import judged, quotation_marks, quotes
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[4]
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


@pytest.fixture(scope='module')
def editions():
    campaign, found = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, found
    return edition.editions(campaign)


# ---- quotation marks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('typed', 'bare'),
    [
        ('We ask.', 'We ask.'),
        ('“We ask.”', 'We ask.'),
        ('"We ask."', 'We ask.'),
        ('« Nous demandons. »', 'Nous demandons.'),
        ('«\u00a0Nous demandons.\u00a0»', 'Nous demandons.'),
        ('„Wir fordern.“', 'Wir fordern.'),
        ('»Wir fordern.«', 'Wir fordern.'),
        ('«Pedimos».', 'Pedimos.'),
        ('«¿Pedimos?».', '¿Pedimos?'),
        ('‘It’s ours.’', 'It’s ours.'),
        ('“Yes” and “no”', '“Yes” and “no”'),
        ('"Yes" and "no"', '"Yes" and "no"'),
        ('“He said “no”.”', 'He said “no”.'),
        ('„Er sagte „nein“.“', 'Er sagte „nein“.'),
        ('“Half', '“Half'),
        ('“”', '“”'),
    ],
)
def test_the_marks_around_all_of_it_are_taken_away(typed: str, bare: str) -> None:
    assert quotation_marks.bare(typed) == bare


@pytest.mark.parametrize(
    ('language', 'marked'),
    [
        ('en', '“We ask.”'),
        ('de', '„We ask.“'),
        ('bg', '„We ask.“'),
        ('it', '«We ask.»'),
        ('ar', '«We ask.»'),
        ('fr', '«\u00a0We ask.\u00a0»'),
        ('es', '«We ask».'),
        ('el', '«We ask».'),
        ('pl', '„We ask.”'),
        ('xx', '“We ask.”'),
    ],
)
def test_a_language_puts_its_own_marks_around_it(language: str, marked: str) -> None:
    assert quotation_marks.marked('We ask.', language) == marked
    assert quotation_marks.bare(marked) == 'We ask.'


def test_three_points_stay_inside() -> None:
    assert quotation_marks.marked('We ask...', 'es') == '«We ask...»'


# ---- the letter's own words ----------------------------------------------------------------------


def letter(*paragraphs: str, language: str = 'en') -> Letter:
    blocks = tuple(
        Block('paragraph', (Run(text),), place=Place('content/letter/en.md', n * 2 + 5))
        for n, text in enumerate(paragraphs)
    )
    return Letter(language, 'Title', 'source', '', '', (), blocks, '')


LETTER = letter(
    'It is “new”, and it’s here. We\u00a0ask for a ban, now and in the future.',
    'Nobody consented. The urban space is everybody’s.',
)


@pytest.mark.parametrize(
    'text',
    [
        'We ask for a ban, now and in the future.',
        'We ask for a ban, now.',  # the point cuts the sentence short
        "It is ‘new’, and it's here.",
        'in the future. Nobody consented.',
        'We ask for a ban […]. Nobody consented.',
        'We ask [...] in the future.',
    ],
)
def test_the_letter_has_these_words(text: str) -> None:
    assert not list(judged.of_letter([Quote('a', text, text, True)], LETTER))


@pytest.mark.parametrize(
    'text',
    [
        'We ask for the ban, now and in the future.',
        'We ask for a ban now and in the future.',
        'ban space',
        'Nobody consented. […] We ask for a ban.',  # the other way round
        'we ask for a ban',
        '[…]',
        'an space is everybody’s.',
    ],
)
def test_the_letter_does_not_have_these_words(text: str) -> None:
    found = list(judged.of_letter([Quote('a', text, text, True)], LETTER))
    assert [one.code for one in found] == ['LP186']


def test_what_somebody_says_is_not_looked_for_in_the_letter() -> None:
    assert not list(judged.of_letter([Quote('a', 'Anything', 'Anything', who='Ada')], LETTER))


def test_the_nearest_passage_is_shown_with_its_line() -> None:
    text = 'Nobody agreed. The urban space is everybody’s.'
    found = list(judged.of_letter([Quote('a', text, text, True)], LETTER))
    assert 'line 7 of content/letter/en.md says: Nobody consented. The urban space' in found[0].hint


# ---- the sample ----------------------------------------------------------------------------------


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_sample_quotes_its_letter_in_every_language(editions, language: str) -> None:
    made = editions[language]
    placed = [block for block in made.release.blocks if block.quote]
    assert placed
    for block in placed:
        one = next(one for one in made.quotes if one.id == block.quote)
        assert (block.text, block.by) == (one.said, one.by)
        assert one.by
        assert quotation_marks.bare(one.said) == one.text
    assert quotes.speaker(Quote('a', 'x', 'x', True), made) == made.phrases['quote.letter']


def test_a_speaker_is_named_as_the_language_joins_names(editions) -> None:
    one = Quote('a', 'x', 'x', who='Ada', role='president', organisation='Night Trains')
    assert quotes.speaker(one, editions['en']) == 'Ada, president, Night Trains'
    assert quotes.speaker(one, editions['ar']) == 'Ada، president، Night Trains'
    assert quotes.speaker(replace(one, who='', role=''), editions['de']) == 'Night Trains'


# ---- from the file to the page -------------------------------------------------------------------

TWO = """\
- id: suspects
  from: letter
  text: We slept from Paris to Nice.
- id: net
  text: We counted {signatories}.
  who: Ada Byron
  role: spokesperson
  organisation: wagon-lit
"""
RELEASE = """\
---
title: "{who} ask"
standfirst: They ask.
quote_by: A passer-by
---

First.

> {quote:suspects}

Second.

> {quote:net}

Third.

> “I saw it.”
>
> “And I heard it.”
"""


def english(quotations: str, release: str):
    """Return the edition of a small campaign with these texts, and the findings."""
    files = {
        path: data
        for path, data in inside.read_tree(PROJECT / 'tests/findings/_good', 'content').items()
        if '/fr' not in path
    }
    facts = files['content/campaign.yaml'].replace(b'[en, fr]', b'[en]')
    files['content/campaign.yaml'] = re.sub(rb'(?m)^ +fr: .*\n', b'', facts)
    files['content/phrases/en.yaml'] = (PROJECT / 'content/phrases/en.yaml').read_bytes()
    files['content/press/en/quotes.yaml'] = quotations.encode()
    files['content/press/en/release.md'] = release.encode()
    campaign, found = reading.read(files)
    return campaign and edition.edition(campaign, 'en'), found


def test_each_quotation_of_a_release_has_its_own_speaker() -> None:
    made, found = english(TWO, RELEASE)
    assert made is not None, found
    said = [(one.text, one.by) for one in made.release.blocks if one.kind == 'quote']
    ada = 'Ada Byron, spokesperson, Wagon-Lit'
    assert said == [
        ('“We slept from Paris to Nice.”', 'The open letter'),
        (f'“We counted {made.counts.signatories}.”', ada),
        ('“I saw it.”', 'A passer-by'),
        ('“And I heard it.”', 'A passer-by'),
    ]
    document = documents.of(made, documents.RELEASE)
    assert document is not None
    text = plain.text(document, made).decode()
    assert '“We slept from Paris to Nice.”\n(The open letter)\n' in text
    assert f'.”\n({ada})\n' in text
    assert '“I saw it.”\n\n“And I heard it.”\n(A passer-by)\n' in text
    page = html.page(document, made, inside.read_house(PROJECT, 'layouts'), True).decode()
    page = page.partition('<main>')[2].partition('</main>')[0]
    assert page.count('<blockquote>') == page.count('</blockquote>') == page.count('<footer>') == 3
    assert f'<footer>{ada}</footer></blockquote>' in page
    assert page.count('A passer-by') == 1 and page.index('I heard') < page.index('A passer-by')


def test_who_is_quoted_in_place_must_be_said_and_else_need_not() -> None:
    bare = RELEASE.replace('quote_by: A passer-by\n', '')
    made, found = english(TWO, bare)
    assert made is None
    assert [one.code for one in found if one.severity == 'error'] == ['LP122']
    made, found = english(TWO, bare[: bare.index('> “I saw')])
    assert made is not None and made.release.quote_by == ''


def test_a_file_that_cannot_be_read_is_one_mistake() -> None:
    made, found = english(TWO.replace('  from:', '  form:'), RELEASE)
    assert made is None
    assert {one.code for one in found if one.severity == 'error'} == {'LP121'}


def test_an_organisation_that_is_not_named_in_public_is_not_named_here() -> None:
    found = quotes.read(tree.parse(TWO, 'q.yaml'), 'en', Report(), False)
    assert found is not None
    named = Signatory('wagon-lit', 'Wagon-Lit', 'organisation')
    assert not list(judged.organisations(found, [named]))
    hidden = replace(named, public=False)
    assert [one.code for one in judged.organisations(found, [hidden])] == ['LP187']


def test_few_voices_are_found_and_two_are_enough() -> None:
    said = [Quote(str(n), 'x', 'x', who='Ada') for n in range(3)]
    ours = Quote('l', 'x', 'x', True)
    assert [one.code for one in judged.few((ours, said[0]), 'en')] == ['LP189']
    assert 'nobody' in next(judged.few((), 'en')).message
    assert not list(judged.few(said[:2], 'en'))


def test_a_translator_gets_the_words_and_the_role() -> None:
    made = marking.entries(tree.parse(TWO, 'q.yaml'), quotes.TRANSLATED)
    assert made == (
        '- id: "suspects"\n  from: "letter"\n'
        '  text: "⟦We slept from Paris to Nice.⟧"\n'
        '- id: "net"\n  text: "⟦We counted {signatories}.⟧"\n  who: "Ada Byron"\n'
        '  role: "⟦spokesperson⟧"\n  organisation: "wagon-lit"\n'
    )
