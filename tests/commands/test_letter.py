"""letterpress letter import: a review first; where anything is in doubt content/ is as it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fixtures.documents import docx, odt, paragraph, run
from fixtures.sample import letterpress
from fixtures.tiny import FOLDER

LETTER = paragraph('Open letter', 'Titel'), paragraph('We ask the Parliament.'), paragraph('Now.')


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project, whose letter nobody has written yet."""
    letterpress('init', 'p', cwd=tmp_path)
    return tmp_path / 'p'


def held(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted((project / 'content').rglob('*'))
        if path.is_file()
    }


def imported(project: Path, name: str, data: bytes, *words: str):
    (project.parent / name).write_bytes(data)
    return letterpress('letter', 'import', f'../{name}', *words, cwd=project, check=None)


@pytest.mark.parametrize(
    'name, data',
    [
        ('a.docx', docx(*LETTER)),
        (
            'a.odt',
            odt(
                '<text:p text:style-name="Title">Open letter</text:p>'
                '<text:p>We ask the Parliament.</text:p><text:p>Now.</text:p>',
                styles='<style:style style:name="Title"/>',
            ),
        ),
        ('a.txt', b'Open letter\n\nWe ask the Parliament.\n\nNow.\n'),
        ('a.txt', 'Open letter\n\nWe ask the Parliament.\n\nNow.\n'.encode('utf-16')),
        ('a.md', b'# Open letter\n\nWe ask the Parliament.\n\nNow.\n'),
        ('a.md', b'---\ntitle: Open letter\n---\n\nWe ask the Parliament.\n\nNow.\n'),
    ],
)  # fmt: skip
def test_a_letter_comes_in_and_is_printed(project, name, data):
    done = imported(project, name, data)
    assert done.returncode == 0, done.stderr
    assert done.stdout == 'content/letter/en.md\n'
    assert 'We ask the Parliament.' in done.stderr
    assert (project / 'content/letter/en.md').read_text(encoding='utf-8') == (
        '---\ntitle: "Open letter"\nstatus: source\n---\n\nWe ask the Parliament.\n\nNow.\n'
    )
    checked = letterpress('check', cwd=project, check=None)
    assert 'content/letter' not in checked.stderr


def test_what_is_in_doubt_is_taken_over_by_a_person_only(project):
    before = held(project)
    data = docx(*LETTER, header='Elm Street Choir')
    for words in ((), ('--yes',), ('--json',)):
        done = imported(project, 'a.docx', data, *words)
        assert done.returncode == 1
        assert 'LP733' in done.stderr + done.stdout
        assert held(project) == before


def test_json_says_what_was_understood(project):
    done = imported(project, 'a.docx', docx(*LETTER), '--json', '--yes')
    said = json.loads(done.stdout)
    assert said == {
        'ok': True,
        'path': 'content/letter/en.md',
        'title': 'Open letter',
        'paragraphs': ['We ask the Parliament.', 'Now.'],
        'findings': [],
    }


@pytest.mark.parametrize(
    'name, data, code, exit_code',
    [
        ('a.docx', b'PK\x03\x04nothing', 'LP730', 1),
        ('a.pdf', b'%PDF-1.7', 'LP730', 1),
        ('a.doc', b'\xd0\xcf\x11\xe0' + bytes(600), 'LP730', 1),
        ('a.rtf', b'{\\rtf1 x}', 'LP730', 1),
        ('a.docx', docx(paragraph(f'<w:ins>{run("x")}</w:ins>')), 'LP731', 1),
        ('a.docx', docx(paragraph('No title.')), 'LP732', 1),
        ('a.txt', 'Vélo, Bücher, forêt\n\n'.encode() + b'Soci\xe9t\xe9\n', 'LP101', 1),
        ('a.md', b'# A\n\n<b>bold</b> words\n', 'LP140', 1),
        ('a.txt', b'', 'LP732', 1),
    ],
)
def test_what_cannot_be_taken_over_leaves_everything_as_it_was(
    project, name, data, code, exit_code
):
    before = held(project)
    done = imported(project, name, data)
    assert done.returncode == exit_code
    assert code in done.stderr
    assert 'hint:' in done.stderr
    assert 'Traceback' not in done.stderr
    assert held(project) == before


def test_a_letter_that_somebody_wrote_is_replaced_only_when_asked(tmp_path):
    project = Path(shutil.copytree(FOLDER, tmp_path / 'p'))
    language = next((project / 'content/letter').iterdir()).stem
    before = held(project)
    done = imported(project, 'a.docx', docx(*LETTER), '--lang', language)
    assert (done.returncode, held(project)) == (1, before)
    assert 'LP736' in done.stderr
    done = imported(project, 'a.docx', docx(*LETTER), '--lang', language, '--replace')
    assert done.returncode == 0
    assert b'We ask the Parliament.' in held(project)[f'content/letter/{language}.md']


def test_a_language_that_the_campaign_does_not_have(project):
    done = imported(project, 'a.docx', docx(*LETTER), '--lang', 'pl')
    assert done.returncode == 2
    assert 'LP738' in done.stderr


def test_an_encoding_that_is_named(project):
    data = 'Prośba\n\nŁódź się waży.\n'.encode('cp1250')
    done = imported(project, 'a.txt', data, '--encoding', 'windows-1250')
    assert done.returncode == 0
    assert 'Łódź się waży.'.encode() in held(project)['content/letter/en.md']
    before = held(project)
    for wrong, code, left in (('utf-7x', 'LP288', 2), ('ascii', 'LP101', 1), ('hex', 'LP288', 2)):
        done = imported(project, 'a.txt', data, '--encoding', wrong, '--replace')
        assert done.returncode == left and code in done.stderr and 'hint: ' in done.stderr
        assert held(project) == before


WORDS = {  # a letter, the encodings that offices save it in, and a word that hangs on them
    'windows-1252': (
        'Forêt\n\nNous défendons la forêt et le château, où naît la rivière.\n',
        'naît',
    ),
    'windows-1250': ('Žádost\n\nŽádáme o příští vlak a lepší nádraží pro všechny.\n', 'příští'),
    'windows-1253': ('Αίτημα\n\nΖητάμε από τη Βουλή να σώσει το δάσος.\n', 'δάσος'),
    'windows-1256': ('رسالة\n\nنطلب من البرلمان أن يحمي الغابة والنهر.\n', 'البرلمان'),
    'utf-16': ('Forêt\n\nNous défendons la forêt.\n', 'défendons'),
    'utf-16-le': ('Žádost\n\nŽádáme o příští vlak.\n', 'příští'),
    'utf-16-be': ('Αίτημα\n\nΖητάμε από τη Βουλή.\n', 'Βουλή'),
    'utf-8-sig': ('رسالة\n\nنطلب من البرلمان.\n', 'البرلمان'),
}


@pytest.mark.parametrize('name', ['a.txt', 'a.md'])
@pytest.mark.parametrize('encoding', WORDS)
def test_an_old_encoding_is_guessed_and_said_and_what_somebody_says_counts(project, encoding, name):
    text, word = WORDS[encoding]
    if name == 'a.md':
        text = f'# {text}'
    data = text.replace('\n', '\r\n').encode(encoding)
    done = imported(project, name, data, '--yes')
    assert done.returncode == 0, done.stderr
    letter = held(project)['content/letter/en.md'].decode()
    assert word in letter and '\r' not in letter and '\ufeff' not in letter
    guessed = encoding.startswith('windows')
    assert ('LP219' in done.stderr) == guessed
    assert not guessed or encoding.title() in done.stderr

    done = imported(project, name, data, '--encoding', encoding, '--replace', '--yes')
    assert done.returncode == 0 and 'LP219' not in done.stderr
    assert held(project)['content/letter/en.md'].decode() == letter


def test_words_that_two_encodings_make_sense_of_are_a_question(project):
    before = held(project)
    data = 'Carta\n\nLa Peña pide un tren.\n'.encode('cp1252')
    done = imported(project, 'a.txt', data, '--yes')
    assert done.returncode == 1 and held(project) == before
    assert 'LP101' in done.stderr and '“Peña”' in done.stderr and '--encoding cp12' in done.stderr


def test_a_translation_remembers_what_it_translates(tmp_path):
    letterpress('init', '--sample', 'p', cwd=tmp_path)
    project = tmp_path / 'p'
    german = (project / 'content/letter/de.md').read_text(encoding='utf-8')
    hashed = next(line for line in german.split('\n') if line.startswith('source_hash'))
    text = docx(*[paragraph(f'Paragraphe {n}.') for n in range(7)])
    words = '--lang', 'fr', '--replace', '--title', 'Lettre ouverte'
    done = imported(project, 'a.docx', text, *words)
    assert done.returncode == 0, done.stderr
    made = (project / 'content/letter/fr.md').read_text(encoding='utf-8')
    assert made.startswith(
        '---\ntitle: "Lettre ouverte"\nstatus: unofficial\ntranslator: "[who translated it]"\n'
        f'{hashed}\n---\n'
    )


@pytest.mark.parametrize(
    'opening, closing',
    [
        ('Dear Ministers,', 'Yours sincerely,'),
        ('Sehr geehrte Damen und Herren,', 'Mit freundlichen Grüßen'),
        ('Mesdames, Messieurs,', 'Veuillez agréer nos salutations distinguées.'),
        ('Szanowni Państwo,', 'Z poważaniem'),
        ('Αξιότιμα μέλη του Κοινοβουλίου,', 'Με εκτίμηση'),
        ('Уважаеми народни представители,', 'С уважение'),
        ('السادة النواب المحترمون،', 'وتفضلوا بقبول فائق الاحترام'),
    ],
)
def test_formulas_that_would_be_printed_twice_are_said(project, opening, closing):
    text = docx(*map(paragraph, (opening, 'We ask.', 'Now.', closing, 'Elm Street Choir')))
    done = imported(project, 'a.docx', text, '--title', 'Open letter')
    assert done.returncode == 0
    assert done.stderr.count('LP735 warning') == 2
    assert 'signatories.yaml' in done.stderr


def test_a_sentence_that_begins_like_a_formula_is_none(project):
    text = docx(*map(paragraph, ('Dear bread makes people poor.', 'We ask.', 'Now, and here.')))
    assert 'LP735' not in imported(project, 'a.docx', text, '--title', 'A').stderr


def test_a_file_that_is_not_there(project):
    done = letterpress('letter', 'import', 'none.docx', cwd=project, check=None)
    assert done.returncode == 2
    assert 'LP707' in done.stderr
