"""Reading again and again: what is kept says what a first reading says, and what fails is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.sample import keep
from letterpress import remembered
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.finishing.keys.draft import draft_key
from letterpress.manuscript import reading
from letterpress.preview import read
from letterpress.preview.read import Reader

CHANGES = {  # a file, what stands in it, what is written for it
    'a word': ('content/press/en/release.md', 'facial recognition', 'face recognition'),
    'a letter': ('content/letter/de.md', 'Gesichtserkennung', 'Gesichtserkennungen'),
    'an empty phrase': ('content/phrases/en.yaml', 'letter.subject:', 'letter.sobject:'),
    'a note': ('content/press/de/notes.md', '- ', '# '),
    'a fault of YAML': ('content/posters/de.yaml', 'suspects:', 'suspects: ['),
    'a quotation': ('content/press/en/quotes.yaml', 'from: letter', 'from: lettre'),
    'languages': ('content/campaign.yaml', 'languages: [en, de]', 'languages: [en]'),
    'an addressee': ('content/recipients/assemblee-nationale.csv', ',fr,', ',xx,'),
    'another language': ('content/press/de/release.md', '\n\n', '\n\n[to be said]\n\n'),
}


@pytest.fixture(scope='module')
def files(tmp_path_factory: pytest.TempPathFactory, project: Path) -> dict[str, bytes]:
    import shutil

    base = tmp_path_factory.mktemp('two')
    shutil.copytree(project / 'content', base / 'content')
    keep(base / 'content', 'en', 'de')
    sources = projects.gather(base)
    return sources.all


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, '_kept', [True])


def both(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch):
    """Return what a reading that remembers says, and one that has never read anything."""
    monkeypatch.setattr(remembered, '_kept', [True])
    known = reading.read(files)
    monkeypatch.setattr(remembered, '_kept', [])
    return known, reading.read(files)


@pytest.mark.parametrize('what', CHANGES)
def test_what_is_remembered_is_what_would_be_read(
    what: str, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read, changed, read, put back, read: each time as if for the first time."""
    path, old, new = CHANGES[what]
    assert old.encode() in files[path], f'{old} is not in {path}'
    other = {**files, path: files[path].replace(old.encode(), new.encode())}
    for now in (files, other, files, other):
        known, fresh = both(now, monkeypatch)
        assert known[1] == fresh[1]
        assert repr(known[0]) == repr(fresh[0])


def test_a_file_that_is_gone_is_missed_again(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ('content/phrases/de.yaml', 'content/press/de/release.md'):
        gone = {name: data for name, data in files.items() if name != path}
        misnamed = {**gone, path.rpartition('.')[0] + '.txt': files[path]}
        for now in (files, gone, misnamed, gone, files):
            known, fresh = both(now, monkeypatch)
            assert known[1] == fresh[1]


def test_nothing_is_kept_where_nobody_reads_again(files: dict[str, bytes]) -> None:
    before = len(reading._STEPS)
    reading.read(files)
    assert len(reading._STEPS) == before


# ---- what fails ----------------------------------------------------------------------------------


@pytest.fixture
def reader(tmp_path: Path, project: Path) -> Reader:
    import shutil

    shutil.copytree(project / 'content', tmp_path / 'content')
    return Reader(Bench(tmp_path, draft_key()), ())


def test_a_file_that_the_system_does_not_give_is_a_finding(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(base: Path):
        raise PermissionError(13, 'Permission denied', 'content/letter/en.md')

    monkeypatch.setattr(projects, 'gather', refused)
    assert reader.read(None, lambda: None)
    assert [(one.code, one.place.path) for one in reader.findings] == [
        ('LP773', 'content/letter/en.md')
    ]
    assert not reader.read(None, lambda: None), 'it is said once'


def test_a_file_that_goes_while_it_is_opened_is_looked_for_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor takes it away and puts it back within a moment."""
    tried = []
    real = projects.gather

    def going(base: Path):
        tried.append(base)
        if len(tried) < read.TRIES:
            raise FileNotFoundError(2, 'No such file', 'content/letter/en.md')
        return real(base)

    monkeypatch.setattr(projects, 'gather', going)
    monkeypatch.setattr(projects, 'read', lambda *a, **k: (_ for _ in ()).throw(ValueError('x')))
    reader.read(None, lambda: None)
    assert 'LP773' not in {one.code for one in reader.findings}


def test_a_fault_of_ours_is_a_finding_and_the_preview_goes_on(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_, **__):
        raise ZeroDivisionError('of ours')

    monkeypatch.setattr(projects, 'read', broken)
    assert reader.read(None, lambda: None)
    assert [one.code for one in reader.findings] == ['LP774']
    assert 'ZeroDivisionError: of ours' in reader.findings[0].message
