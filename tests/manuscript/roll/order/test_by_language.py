"""Where ICU is installed, names stand in the order of the edition's language.

`make test` installs it beside the environment (in its folder icu), since a kit of the same folder
must have the root order. Each test asks a process of its own.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from letterpress.manuscript.roll.order import collation

BESIDE = Path(sys.prefix) / 'icu'
needs_icu = pytest.mark.skipif(
    not ((BESIDE / 'icu').is_dir() or find_spec('icu')), reason='pyicu-wheels is not installed'
)


def asked(code: str, beside: bool = True, folder: Path | None = None) -> object:
    """Return what a process with ICU prints as JSON."""
    env = os.environ | ({'PYTHONPATH': str(BESIDE)} if beside else {})
    done = subprocess.run(
        [sys.executable, '-c', code],
        capture_output=True,
        text=True,
        env=env,
        cwd=folder,
        check=True,
    )
    return json.loads(done.stdout)


ORDERED = """
import json
from letterpress.manuscript.roll.order import collation
words, language = {words!r}, {language!r}
found = collation.ordered(words, language)
rows = sorted(zip(found, words), key=lambda row: row[0][0])
print(json.dumps([[initial, word] for (_, initial), word in rows]))
"""


@needs_icu
@pytest.mark.parametrize(
    'language, words, order',
    [
        ('cs', 'Chaloupka Hora Iva Cibulka Čapek', 'C Cibulka Č Čapek H Hora Ch Chaloupka I Iva'),
        ('sk', 'Chalupka Hora Cibula', 'C Cibula H Hora Ch Chalupka'),
        ('pl', 'Łódź Luz Lublin Ślask Straż', 'L Lublin L Luz Ł Łódź S Straż Ś Ślask'),
        ('en', 'Łódź Luz Lublin Čapek', 'C Čapek L Łódź L Lublin L Luz'),
        ('es', 'Ñu Nora Oso', 'N Nora Ñ Ñu O Oso'),
        ('el', 'Zoe Άννα Αλέξης', 'Α Αλέξης Α Άννα Z Zoe'),
        ('bg', 'Zoe Йордан Иван Ёлка', 'Е Ёлка И Иван Й Йордан Z Zoe'),
        ('ar', 'Zoe علي أحمد آمنة', 'ا آمنة ا أحمد ع علي Z Zoe'),
        ('', 'Zoe علي Éva Иван 3M «Ana»', '# 3M A «Ana» E Éva Z Zoe И Иван ع علي'),
    ],
)
def test_names_stand_as_their_language_has_them(language, words, order):
    meant = order.split()
    found = asked(ORDERED.format(words=words.split(), language=language))
    assert found == [list(pair) for pair in zip(meant[::2], meant[1::2], strict=True)]


EDITIONS = """
import json
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import disclosure
people = [Signatory(name.lower(), name, 'organisation') for name in 'Łódź Luz Lublin'.split()]
made = disclosure.published_in(people, ('en', 'pl', 'de'))
shared = {language: {one.name: id(one) for one in found} for language, found in made.items()}
print(json.dumps([[one.name for one in made['en']], [one.name for one in made['pl']],
    shared['en'] == shared['de'], shared['en']['Luz'] == shared['pl']['Luz'],
    shared['en']['Łódź'] == shared['pl']['Łódź']]))
"""


@needs_icu
def test_editions_share_all_who_stand_under_one_letter_in_both():
    english, polish, same, luz, lodz = asked(EDITIONS)
    assert english == ['Łódź', 'Lublin', 'Luz'] and polish == ['Lublin', 'Luz', 'Łódź']
    assert same and luz and not lodz


SAID = """
import json
from letterpress.manuscript.roll.order import collation
from letterpress.world import versions
print(json.dumps([collation.identity(), versions.tools()]))
"""


@needs_icu
def test_what_sorts_is_said_and_is_part_of_every_key():
    said, key = asked(SAID)
    assert said.startswith('ICU ') and said in key
    if not find_spec('icu'):
        root, other = asked(SAID, beside=False)
        assert root == 'UCA 10.0.0, root table (pyuca)' and other != key


@needs_icu
def test_doctor_says_what_sorts(tmp_path):
    code = (
        'import json, pathlib; from letterpress.commands import doctor\n'
        'print(json.dumps(dict(doctor.examine(pathlib.Path("."), None).facts)))'
    )
    assert asked(code, folder=tmp_path)['order of names'].startswith('ICU ')


def test_without_icu_one_order_holds_for_all_languages():
    if find_spec('icu'):
        pytest.skip('ICU is installed here')
    words = ['Łódź', 'Luz', 'Chaloupka', 'Hora']
    assert len({collation.ordered(words, language) for language in ('', 'pl', 'cs')}) == 1
