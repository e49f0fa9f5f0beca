"""letterpress diff: names, words and pages of two kits, in words, for machines and as a page."""

import json
import re

import pytest

from fixtures import kits, pdfs
from fixtures.kits import plain
from letterpress.cli import main
from letterpress.commands.editions import diff
from letterpress.findings import Exit, Rejected
from letterpress.kit import archive
from letterpress.manuscript.model import PublicSignatory
from letterpress.manuscript.roll import files


def roll(*names):
    people = [PublicSignatory(name.casefold(), name, 'person') for name in names]
    return plain('signatories.csv', files.to_csv(people))


@pytest.fixture(scope='module')
def pair(tmp_path_factory):
    """Give two kits: a name more, a word other, a page that looks otherwise, one that does not."""
    folder = tmp_path_factory.mktemp('pair')
    same, other = pdfs.page('We ask for a ban.'), pdfs.page('We ask for a law.')
    before = [
        roll('Ada', 'Zoé'),
        plain('en/letter.en.txt', b'Ban it.\n\nAda\n'),
        plain('en/letter.en.pdf', same),
        plain('en/poster.en.pdf', same),
        plain('en/old.en.pdf', same),
        plain('en/index.html', b'<p>one'),
    ]
    after = [
        roll('Ada', 'Elena', 'Zoé'),
        plain('en/letter.en.txt', b'End it.\n\nAda\n'),
        plain('en/letter.en.pdf', other),
        plain('en/poster.en.pdf', same + b'% sealed later\n'),
        plain('en/new.en.pdf', same),
        plain('en/index.html', b'<p>two'),
    ]
    return (
        kits.write(folder / 'before', kits.sealed(before)),
        kits.write(folder / 'after', kits.sealed(after, edition=2)),
    )


def test_all_kinds_of_changes_are_told_apart(pair):
    told = []
    done = diff.diff(*pair, told=told.append)
    changes = done.changes
    assert told == [2] and not done.findings and not changes.none
    assert changes.roll.joined == ('Elena',) and (changes.roll.before, changes.roll.after) == (2, 3)
    assert [(one.path, len(one.passages)) for one in changes.texts] == [('en/letter.en.txt', 1)]
    assert {one.path: one.seen for one in changes.documents} == {
        'en/letter.en.pdf': True,
        'en/poster.en.pdf': False,
    }
    assert (changes.added, changes.removed) == (('en/new.en.pdf',), ('en/old.en.pdf',))
    assert changes.others == ('en/index.html',)


def test_a_kit_is_the_same_as_itself_in_a_zip(pair, tmp_path):
    folder, _ = pair
    inside = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob('*')
        if path.is_file()
    }
    packed = tmp_path / 'press-kit.zip'
    packed.write_bytes(archive.write(inside))
    done = diff.diff(folder, packed)
    assert done.changes.none and list(diff.in_words(done))[-1] == 'Nothing is different.'


def test_in_words_for_machines_and_as_a_page(pair, tmp_path, capsys):
    before, after = map(str, pair)
    page = tmp_path / 'changes.html'
    assert main.run(['diff', before, after, '--html', str(page)]) == Exit.GOOD
    said = capsys.readouterr().out
    assert 'before: before: edition 1 of 2026-12-01, DRAFT' in said
    assert '  + Elena' in said and '  - Ban it.' in said and '  + End it.' in said
    assert '  en/letter.en.pdf  page 1' in said and '1 PDF look' in said
    html = page.read_text(encoding='utf-8')
    assert '<del>Ban</del><ins>End</ins> it.' in html and html.count('data:image/png') == 1
    assert not re.search(r'(?:src|href)="(?!data:)|<script', html)
    assert main.run(['diff', before, after, '--json']) == Exit.GOOD
    value = json.loads(capsys.readouterr().out)
    assert value['signatories']['joined'] == ['Elena'] and not value['same']
    assert value['documents'][0]['pages'][0]['number'] == 1


def test_a_kit_that_is_not_whole_is_compared_and_called_so(pair, tmp_path):
    before, _ = pair
    changed = kits.write(tmp_path / 'changed', kits.sealed([roll('Ada')]))
    (changed / 'signatories.csv').write_bytes(roll('Eve').data)
    done = diff.diff(before, changed)
    assert [one.code for one in done.findings] == ['LP642']
    assert done.changes.roll.joined == ('Eve',)


def test_what_is_no_pdf_is_not_called_equal(tmp_path):
    one, two = (
        kits.write(tmp_path / name, kits.sealed([plain('a.pdf', data)]))
        for name, data in (('one', b'%PDF-1.7 a'), ('two', b'%PDF-1.7 b'))
    )
    done = diff.diff(one, two)
    assert [(one.seen, bool(one.unread)) for one in done.changes.documents] == [(True, True)]
    assert any('not drawn' in line for line in diff.in_words(done))


@pytest.mark.parametrize('what', ['a folder without a manifest', 'a text'])
def test_what_is_no_kit_is_not_compared(pair, tmp_path, what):
    other = tmp_path / 'other'
    if what == 'a text':
        other.write_text('no kit')
    else:
        other.mkdir()
    with pytest.raises(Rejected) as refused:
        diff.diff(pair[0], other)
    assert [one.code for one in refused.value.findings] == ['LP641']
    assert refused.value.exit_code is Exit.SEAL


def test_the_page_never_replaces_what_is_compared(pair):
    before, after = pair
    assert main.run(['diff', str(before), str(after), '--html', str(after / 'x.html')]) == 2
    assert not (after / 'x.html').exists()
