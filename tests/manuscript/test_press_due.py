"""Press texts that layouts read for themselves: nobody must write one, but who does, in all."""

from pathlib import Path

from letterpress.manuscript import reading
from letterpress.world.files import inside

GOOD = Path(__file__).parents[1] / 'findings/_good'
FILES = inside.read_tree(GOOD, 'content')
PRESS = {'facts-on-trains': ['fact-sheet']}


def read(*, listed=False, **texts):
    files = dict(FILES)
    for language, text in texts.items():
        files[f'content/press/{language}/facts-on-trains.md'] = text.encode()
    if listed:
        files['content/campaign.yaml'] += b'\nlayouts: [fact-sheet]\n'
    campaign, findings = reading.read(files, press=PRESS)
    return campaign, [(one.code, one.place.path) for one in findings]


LANGUAGES = reading.read(FILES)[0].facts.languages


def test_a_text_that_no_language_has_is_not_missed():
    campaign, findings = read()
    assert not findings and not any(campaign.press.values())


def test_a_text_that_the_source_has_is_missed_in_the_others():
    source, *others = LANGUAGES
    _, findings = read(**{source: 'A fact.\n'})
    assert findings == [('LP120', f'content/press/{one}/facts-on-trains.md') for one in others]


def test_a_text_that_one_language_has_is_missed_in_the_source():
    _, findings = read(**{LANGUAGES[1]: 'A fact.\n'})
    assert ('LP120', f'content/press/{LANGUAGES[0]}/facts-on-trains.md') in findings


def test_a_text_is_due_where_the_campaign_names_the_layout():
    _, findings = read(listed=True)
    assert ('LP120', f'content/press/{LANGUAGES[0]}/facts-on-trains.md') in findings
