"""Which documents are made, what they are called, and what makes them stale."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.base.lengths import Size
from letterpress.build import freshness, plan
from letterpress.build.freshness import Row, State
from letterpress.build.plan import Wishes
from letterpress.findings import Exit, Rejected
from letterpress.layout import manifest
from letterpress.manuscript import edition, reading
from letterpress.world import versions
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[2]
FILES = inside.read_tree(PROJECT, 'layouts')


@pytest.fixture(scope='module')
def english():
    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.edition(campaign, 'en')


@pytest.fixture(scope='module')
def layouts():
    found, findings = manifest.discover(FILES)
    assert not findings
    return found


def names(english, layouts, wishes: Wishes) -> set[str]:
    return {job.name for job in plan.jobs([english], layouts, wishes)}


def test_what_is_wished_for_is_planned(english, layouts) -> None:
    assert names(english, layouts, Wishes()) == {
        'letter.en.pdf',
        'press-release.en.pdf',
        'poster-suspects-a3.en.pdf',
        'poster-suspects-a4.en.pdf',
        'poster-broadside-a2.en.pdf',
    }
    assert names(english, layouts, Wishes(('letter', 'press'))) == {
        'letter.en.pdf',
        'press-release.en.pdf',
    }
    assert names(english, layouts, Wishes(layouts=('broadside',))) == {'poster-broadside-a2.en.pdf'}
    assert names(english, layouts, Wishes(unsealed=True)) == {'letter.en.unsealed.pdf'}


@pytest.mark.parametrize(
    'wishes',
    [
        Wishes(('posters',), layouts=('letter',)),
        Wishes(layouts=('press-room',)),
        Wishes(languages=('xx',)),
    ],
)
def test_wishes_that_meet_in_nothing_are_refused(english, layouts, wishes: Wishes) -> None:
    with pytest.raises(Rejected) as refused:
        plan.jobs([english], layouts, wishes)
    assert refused.value.findings[0].code == 'LP717' and refused.value.exit_code == Exit.USAGE


def test_a_letter_on_two_papers_is_two_files(english, layouts) -> None:
    letter = next(layout for layout in layouts if layout.kind == 'letter')
    both = replace(letter, sizes=(*letter.sizes, Size('us', 215.9, 279.4)))
    assert names(english, [both], Wishes()) == {'letter-a4.en.pdf', 'letter-us.en.pdf'}


def test_the_kit_is_written_only_when_nothing_of_it_was_left_out() -> None:
    assert (
        Wishes().kit
        and Wishes(('kit',)).kit
        and Wishes(('kit', 'letter')).kit
        and Wishes(release=True).kit
    )
    assert not any(
        wishes.kit
        for wishes in (
            Wishes(('letter', 'posters', 'press')),
            Wishes(languages=('en',)),
            Wishes(('kit',), layouts=('letter',)),
            Wishes(unsealed=True),
        )
    )


# ---- what makes stale ------------------------------------------------------------------------------------------------


def test_all_that_may_go_into_a_composition_is_in_its_recipe(
    english, layouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = next(job for job in plan.jobs([english], layouts, Wishes(('letter',))))
    keys = {plan.recipe_keys([job], FILES, 'fonts', 'options')[0]}
    for path in (
        'layouts/letter/page.html',
        'layouts/_shared/house.css',
        'layouts/letter/fold.svg',
        'layouts/suspects/page.html',
    ):  # a template may import from another layout
        keys.add(
            plan.recipe_keys([job], {**FILES, path: FILES[path] + b' '}, 'fonts', 'options')[0]
        )
    keys.add(plan.recipe_keys([job], FILES, 'other fonts', 'options')[0])
    keys.add(plan.recipe_keys([job], FILES, 'fonts', 'other options')[0])
    keys.add(
        plan.recipe_keys([replace(job, size=Size('a4', 210, 298))], FILES, 'fonts', 'options')[0]
    )
    keys.add(
        plan.recipe_keys(
            [replace(job, edition=replace(english, signatories=english.signatories[1:]))],
            FILES,
            'fonts',
            'options',
        )[0]
    )
    proofs = {
        plan.proof_key('composition', 'fonts'),
        plan.proof_key('other', 'fonts'),
        plan.proof_key('composition', 'other'),
    }
    monkeypatch.setattr(versions, 'tools', lambda: 'another Pango')
    keys.add(plan.recipe_keys([job], FILES, 'fonts', 'options')[0])
    assert len(keys) == 10 and len(proofs | {plan.proof_key('composition', 'fonts')}) == 4


def test_all_that_makes_bytes_is_among_the_tools() -> None:
    """zlib packs streams, pyuca sorts names: with others of them the bytes may be others."""
    assert (
        all(versions.engines().values())
        and {'pyuca', 'pyyaml', 'uharfbuzz', 'tinycss2', 'pillow'} <= versions.engines().keys()
    )
    assert versions.natives()['zlib']
    for part in (versions.own_code(), versions.natives()['zlib'], versions.engines()['weasyprint']):
        assert part in versions.tools()


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    (tmp_path / 'build/kit').mkdir(parents=True)
    (tmp_path / 'build/kit/index.html').write_bytes(b'x')
    outputs = freshness.outputs(tmp_path / 'build', ('kit',))
    freshness.remember(
        tmp_path / 'cache',
        'wishes',
        State('now', outputs, (), (Row('pdf/a', 1, 2, 0.0, False),), ('a note',)),
    )
    assert freshness.unchanged(tmp_path / 'cache', tmp_path / 'build', 'wishes', 'now') is not None
    return tmp_path


def test_another_input_another_wish_or_another_output_is_a_change(remembered: Path) -> None:
    def unchanged(wishes: str = 'wishes', now: str = 'now') -> bool:
        return (
            freshness.unchanged(remembered / 'cache', remembered / 'build', wishes, now) is not None
        )

    assert not unchanged(now='later') and not unchanged(wishes='others')
    (remembered / 'build/kit/dangling').symlink_to('nowhere')  # `verify` would call the kit changed
    assert not unchanged()
    (remembered / 'build/kit/dangling').unlink()
    assert unchanged()
    (remembered / 'build/kit/index.html').write_bytes(b'y')
    assert not unchanged()


@pytest.mark.parametrize(
    'spoil',
    [
        lambda d: [],
        lambda d: None,
        lambda d: {**d, 'outputs': []},
        lambda d: {**d, 'outputs': {'kit/index.html': 7}},
        lambda d: {**d, 'findings': [1]},
        lambda d: {**d, 'rows': [{}]},
        lambda d: {**d, 'notes': 5},
        lambda d: {'inputs': d['inputs']},
    ],
)
def test_a_memory_that_is_spoilt_is_no_memory(remembered: Path, spoil) -> None:
    (path,) = (remembered / 'cache/state').iterdir()
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    assert freshness.unchanged(remembered / 'cache', remembered / 'build', 'wishes', 'now') is None
    for length in range(0, 200, 7):
        path.write_bytes(b'{"inputs": "now", "outputs": {}'[:length])
        assert (
            freshness.unchanged(remembered / 'cache', remembered / 'build', 'wishes', 'now') is None
        )


def test_the_versions_are_those_that_are_installed() -> None:
    from importlib import metadata

    assert versions.engines() == {name: metadata.version(name) for name in versions.ENGINES}
