"""A document of a new purpose is a folder in layouts/ and its texts: no Python knows of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from fixtures.sample import letterpress

PROJECT = Path(__file__).parents[2]
PAGE = """<!doctype html>
<html lang="{{ language }}" dir="{{ direction }}">
<head>
<meta charset="utf-8">
<title>BODY_TITLE</title>
<style>
{{ stylesheet }}
@page { size: {{ size.width }}mm {{ size.height }}mm; margin: 12mm; }
</style>
</head>
<body>
BODY
</body>
</html>
"""
STYLE = 'body { font: 10pt/14pt "LP Book", "LP Book Fallback"; }\n'
FACTS = {
    'layout.yaml': """# What journalists ask for: the facts on one page, with a text of its own.
target: background
shelf: {heading: background, rank: 1, words: factsheet}
folder: background
stem: factsheet
by: [language]
sizes: {a4: {width: 210, height: 297}}
most_pages: 1
reads: [facts, phrases, press/factsheet]
""",
    'page.html': PAGE.replace('BODY_TITLE', '{{ press.factsheet.title }}').replace(
        'BODY',
        '<h1>{{ press.factsheet.title }}</h1>\n<p>{{ say("factsheet.source") }}</p>\n'
        '{% for block in press.factsheet.blocks %}<p>{{ block|prose }}</p>{% endfor %}',
    ),
    'style.css': STYLE,
    'phrases/en.yaml': """kit.background: Background
kit.factsheet: Fact sheet
kit.factsheet_what: What is known, on one page.
factsheet.source: "Counted by the signatories:"
""",
    'phrases/fr.yaml': """kit.background: Contexte
kit.factsheet: Fiche d’information
kit.factsheet_what: Ce que l’on sait, en une page.
factsheet.source: "Compté par les signataires :"
""",
}
STICKERS = {
    'layout.yaml': """# Twelve to a sheet, to give away; it goes by its own title.
target: stickers
shelf: give-away
stem: stickers
sizes: {a5: {width: 148, height: 210}, a6: {width: 105, height: 148}}
reads: [facts, phrases]
""",
    'page.html': PAGE.replace('BODY_TITLE', '{{ say("stickers.title") }}').replace(
        'BODY', '<p>{{ say("stickers.title") }}</p>'
    ),
    'style.css': STYLE,
    'phrases/en.yaml': 'kit.give_away: To give away\nstickers.title: Sheet of stickers\n',
    'phrases/fr.yaml': 'kit.give_away: À distribuer\nstickers.title: Planche d’autocollants\n',
}
TEXTS = {
    'en': '---\ntitle: Five facts\n---\n{signatories} signed. One fact is *enough*.\n',
    'fr': '---\ntitle: Cinq faits\n---\n{signatories} ont signé. Un fait *suffit*.\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample in two languages, of which nothing is made but layouts that it brings itself."""
    shutil.copytree(PROJECT / 'content', tmp_path / 'content')
    campaign = tmp_path / 'content/campaign.yaml'
    text = re.sub(r'(?m)^languages: .*$', 'languages: [en, fr]', campaign.read_text('utf-8'))
    campaign.write_text(f'{text}\nlayouts: [factsheet, stickers]\n', 'utf-8')
    for name, files in (('factsheet', FACTS), ('stickers', STICKERS)):
        for path, content in files.items():
            where = tmp_path / 'layouts' / name / path
            where.parent.mkdir(parents=True, exist_ok=True)
            where.write_text(content, 'utf-8')
    for language, content in TEXTS.items():
        (tmp_path / f'content/press/{language}/factsheet.md').write_text(content, 'utf-8')
    return tmp_path


def shelf(project: Path, language: str, heading: str) -> str:
    """Return what stands on the page of files in the table of files of this name."""
    page = (project / f'build/kit/{language}/files.html').read_text('utf-8')
    page = page.replace('\u00ad', '')  # where long words may be broken
    parts = re.split(r'<caption>(.*?)</caption>', page, flags=re.DOTALL)
    found = dict(zip((part.strip() for part in parts[1::2]), parts[2::2], strict=True))
    assert heading in found, list(found)
    return found[heading]


@pytest.mark.slow
def test_a_folder_and_its_texts_are_built_bundled_and_shown(project: Path) -> None:
    letterpress('build', cwd=project)
    made = {path.relative_to(project / 'build').as_posix() for path in project.rglob('*.pdf')}
    assert {path for path in made if not path.startswith('kit/')} == {
        *(f'background/{language}/factsheet.{language}.pdf' for language in ('en', 'fr')),
        *(f'pdf/{la}/stickers-{size}.{la}.pdf' for la in ('en', 'fr') for size in ('a5', 'a6')),
    }
    listed = json.loads((project / 'build/kit/manifest.json').read_text('utf-8'))['artifacts']
    sheets = {one['path']: one for one in listed if one['kind'] == 'factsheet'}
    assert {path: (one['title'], one['pages']) for path, one in sheets.items()} == {
        'en/background/factsheet.en.pdf': ('Five facts', 1),
        'fr/background/factsheet.fr.pdf': ('Cinq faits', 1),
    }
    for language, heading, title, what, own, stickers in (
        ('en', 'Background', 'Fact sheet', 'What is known', 'To give away', 'Sheet of stickers'),
        ('fr', 'Contexte', 'Fiche d’information', 'Ce que', 'À distribuer', 'Planche d’autoc'),
    ):
        facts = shelf(project, language, heading)
        assert f'../{language}/background/factsheet.{language}.pdf' in facts
        assert title in facts and what in facts and 'stickers' not in facts
        given = shelf(project, language, own)
        assert stickers in given
        folder = f'../{language}/give-away'
        assert all(f'{folder}/stickers-{size}.{language}.pdf' in given for size in ('a5', 'a6'))
    said = letterpress('preflight', '--json', 'build/background/fr/factsheet.fr.pdf', cwd=project)
    assert json.loads(said.stdout)['facts']['title'] == 'Cinq faits'
    assert 'Nothing to do' in letterpress('build', cwd=project).stderr


def test_its_own_words_are_checked_like_all_others(project: Path) -> None:
    layouts = project / 'layouts'
    (layouts / 'factsheet/phrases/fr.yaml').unlink()
    french = layouts / 'stickers/phrases/fr.yaml'
    french.write_text(french.read_text('utf-8').replace('stickers.title', 'stickers.titel'))
    found = json.loads(letterpress('check', '--json', cwd=project, check=1).stdout)['findings']
    wrong = {(one['code'], one['path']) for one in found if one['severity'] == 'error'}
    assert wrong == {
        ('LP120', 'layouts/factsheet/phrases/fr.yaml'),
        ('LP162', 'layouts/stickers/phrases/fr.yaml'),
    }


def test_its_own_words_are_held_against_the_typefaces(project: Path) -> None:
    """What another layout takes over from it is told once, where it was written."""
    shutil.copytree(project / 'layouts/factsheet', project / 'layouts/copy')
    said = project / 'layouts/factsheet/phrases/en.yaml'
    said.write_text(said.read_text('utf-8').replace('Counted', 'Counted 漢'), 'utf-8')
    declared = project / 'layouts/copy/layout.yaml'
    text = declared.read_text('utf-8').replace('stem: factsheet', 'stem: copy')
    declared.write_text(f'{text}builds_on: factsheet\n', 'utf-8')
    for path in (project / 'layouts/copy/phrases').iterdir():
        path.write_text('kit.own: Own\n', 'utf-8')
    campaign = project / 'content/campaign.yaml'
    text = campaign.read_text('utf-8').replace('[factsheet, ', '[factsheet, copy, ')
    campaign.write_text(text, 'utf-8')
    found = json.loads(letterpress('check', '--json', cwd=project, check=1).stdout)['findings']
    wrong = [one for one in found if one['severity'] == 'error']
    assert [(one['code'], one['path'], one['line']) for one in wrong] == [
        ('LP430', 'layouts/factsheet/phrases/en.yaml', 4)
    ]
    assert '漢' in wrong[0]['message'] and 'factsheet.source' in wrong[0]['message']


def test_its_text_is_read_like_all_others(project: Path) -> None:
    text = project / 'content/press/fr/factsheet.md'
    text.write_text(text.read_text('utf-8').replace('{signatories}', '{signatroies}'))
    found = json.loads(letterpress('check', '--json', cwd=project, check=1).stdout)['findings']
    assert [
        (one['code'], one['path'], one['line']) for one in found if one['severity'] == 'error'
    ] == [('LP172', 'content/press/fr/factsheet.md', 4)]


def test_a_text_that_it_reads_and_nobody_wrote_is_missing(project: Path) -> None:
    (project / 'content/press/fr/factsheet.md').unlink()
    found = json.loads(letterpress('check', '--json', cwd=project, check=1).stdout)['findings']
    assert [(one['code'], one['path']) for one in found if one['severity'] == 'error'] == [
        ('LP120', 'content/press/fr/factsheet.md')
    ]


def test_its_target_is_a_word_of_the_command_line(project: Path) -> None:
    usage = re.sub(r'\s', '', letterpress('build', '--help', cwd=project).stdout)
    own = 'background|cards|letter|placard|posters|press|stickers'
    assert f'[{own}|booklet|filing|leaflet|postcard|postcards|sticker|zine|kit|groups]…' in usage
    said = letterpress('build', 'backgruond', cwd=project, check=2).stderr
    assert 'there is no target “backgruond” here' in said and 'did you mean background?' in said
