"""Every finding that content, layouts and typefaces can cause: tests/findings/LPnnn[-what]/.

One folder is one case.

`in/` lies over the good campaign of `_good/` (a small letter, and a layout of one card) and, where
typefaces matter, over the house's fonts/, of which a folder of the same name is replaced as a
whole. `removed` lists files to take away, one a line (`fonts/wood/*` takes a whole folder); an
empty file `release` reads it as for a release. `expected` holds all findings as they are printed,
each once, whatever the number of languages that have it.

A case of the manuscript is read. One that is about layouts or typefaces (its code is LP300 or
above, or `in/` has layouts/ or fonts/) goes the way of a build: the project is read, and where it
is sound each document of it is composed, measured and printed. A new case needs no Python: write
`in/`, run `python tests/test_findings.py` (it writes the `expected` files that are missing), and
read what it wrote.
"""

import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from letterpress import findings
from letterpress.manuscript import reading

HERE = Path(__file__).parent / 'findings'
HOUSE = Path(__file__).parent.parent
CASES = sorted(folder for folder in HERE.iterdir() if folder.name.startswith('LP'))

# What no file of a project can cause: a file of four megabytes, a list to import, a fault of the
# machine or of letterpress itself, keys and seals, a finished PDF, a word on the command line. The
# test module that shows each.
ELSEWHERE = {
    code: module
    for module, codes in {
        'manuscript/yaml/test_tree': 'LP104',
        'manuscript/test_census': 'LP183 LP184',
        'build/groups/test_run': 'LP860 LP861',
        'world/files/test_tokens': 'LP745',
        'commands/editions/test_publish': ('LP643 LP644 LP645 LP646 LP647 LP648 LP649 LP650 LP746'),
        'manuscript/roll/lists/test_imports': (
            'LP230 LP231 LP232 LP233 LP234 LP235 LP236 LP237 LP238 LP239 LP240 LP287 LP347'
        ),
        'manuscript/roll/lists/test_sources': 'LP219 LP220 LP223 LP229 LP288',
        'manuscript/roll/lists/test_forms': 'LP224 LP225 LP227 LP228',
        'manuscript/roll/lists/test_columns': 'LP221 LP222',
        'commands/lists/test_imports': 'LP226 LP289',
        'kit/sending/test_merge_table': 'LP785 LP786',
        'commands/sending/test_mail': 'LP780 LP781 LP782 LP783 LP784 LP787',
        'manuscript/roll/test_consent': 'LP244 LP245 LP247 LP248',
        'manuscript/roll/lists/test_not_understood': (
            'LP241 LP242 LP243 LP246 LP249 LP286 LP345 LP346 LP348'
        ),
        'manuscript/filing/test_recipients': (
            'LP206 '
            'LP250 LP251 LP252 LP253 LP254 LP255 LP256 LP257 LP258 LP259 LP260 LP261 LP269 LP285'
        ),
        'manuscript/groups/test_reading': 'LP820 LP821 LP829 LP832 LP833 LP839',
        'manuscript/groups/lists/test_table': 'LP840 LP841 LP842 LP843 LP844 LP846 LP847 LP848',
        'manuscript/groups/test_judging': (
            'LP822 LP823 LP824 LP825 LP826 LP827 LP828 LP830 LP831 LP834 LP836 LP838'
        ),
        'manuscript/filing/test_imports': 'LP262 LP263 LP264 LP265 LP266 LP267',
        'press/typefaces/test_chosen': 'LP313 LP314 LP315 LP316',
        'commands/test_fonts': 'LP332 LP333 LP334',
        'press/artwork/test_logos': 'LP290 LP318 LP319 LP329 LP330 LP331',
        'press/artwork/test_strangers': 'LP850 LP852 LP853 LP854',
        'build/kits/test_logos': 'LP851',
        'kit/test_mailing': 'LP268',
        'commands/editions/test_diff': 'LP641 LP642',
        'finishing/colour/test_recolour': 'LP613 LP614',
        'finishing/colour/shop/test_file': 'LP615',
        'finishing/colour/shop/test_judging': (
            'LP618 LP619 LP620 LP760 LP761 LP762 LP763 LP764 LP765 LP766 LP767 LP768 LP769'
        ),
        'manuscript/test_print_shops': 'LP617',
        'press/test_merge': 'LP720',
        'layout/declared/test_own_phrases': 'LP388',
        'layout/type/test_posters': 'LP376',
        'commands/test_withdraw': 'LP280 LP281 LP282 LP283 LP725',
        'press/test_browser': 'LP293',
        'press/test_engine': 'LP404',
        'press/test_references': 'LP419',
        'base/reaches/test_table': 'LP408',
        'commands/test_tile': 'LP349 LP350 LP351 LP352',
        'commands/test_verify': 'LP575',
        'finishing/judging/test_bounds': 'LP576 LP577',
        'preview/test_doors': 'LP770 LP771',
        'preview/test_serving': 'LP772',
        'preview/test_read': 'LP773 LP774',
        'build/workers/test_local': 'LP411 LP412 LP413',
        'build/workers/test_cluster': 'LP415 LP416 LP417 LP418',
        'manuscript/filing/test_profiles': 'LP275 LP276 LP277 LP278',
        'finishing/keys/test_key': 'LP501 LP502 LP503 LP504 LP505 LP506 LP507 LP508 LP509 LP510',
        'finishing/sealing/test_seal': 'LP520 LP521 LP522 LP523',
        'finishing/sealing/test_lasting': 'LP550 LP551 LP552 LP553 LP554 LP555 LP556 LP557 LP563',
        'finishing/test_preflight': 'LP540 LP541 LP544 LP545 LP548 LP549',
        'world/test_profiles': 'LP558 LP559',
        'finishing/sealing/test_co_signers': 'LP565',
        'finishing/judging/test_forgeries': 'LP570',
        'finishing/keys/test_token': 'LP560 LP561 LP562',
        'world/files/test_secret': 'LP511',
        'world/files/test_lock': 'LP703',
        'world/files/test_inside': 'LP721 LP722',
        'world/files/test_apart': 'LP723',
        'manuscript/test_brand': 'LP291',
        'layout/brand/test_look': 'LP292',
        'manuscript/test_copies': 'LP192',
        'build/test_left_out': 'LP307 LP612',
        'build/test_plan': 'LP353',
        'build/test_bundling': 'LP631',
        'build/kits/test_brought': 'LP207 LP208 LP209',
        'manuscript/pictures/test_described': 'LP632 LP633',
        'manuscript/text/test_unwritten': 'LP190 LP191',
        'manuscript/yaml/test_edits': 'LP744',
        'commands/test_language': 'LP740 LP741 LP743',
        'build/test_run': 'LP590 LP708',
        'build/cache/test_store': 'LP724',
        'manuscript/test_linear': 'LP149',
        'manuscript/roll/test_large_roll': 'LP726',
        'commands/test_letter': 'LP730 LP731 LP732 LP735 LP736 LP738',
        'manuscript/intake/test_word': 'LP733 LP734',
        'kit/formats/test_twin': 'LP610 LP611',
        'test_cli': 'LP514 LP515 LP707 LP710 LP711 LP712',
        'commands/test_edges': 'LP517 LP715 LP716 LP717 LP718',
        'commands/test_refusals': (
            'LP414 LP512 LP516 LP517 LP601 LP602 LP701 LP702 LP704 LP705 LP706 '
            'LP713 LP714 LP715 LP716 LP717 LP718'
        ),
    }.items()
    for code in codes.split()
}


@cache
def files_of(folder: Path, base: Path) -> dict[str, bytes]:
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob('*'))
        if path.is_file() and '__pycache__' not in path.parts
    }


def sources(case: Path) -> dict[str, bytes]:
    """Return all files of a case, by path relative to the project."""
    own = files_of(case / 'in', case / 'in')
    folders = {tuple(path.split('/')[:2]) for path in own}
    fonts = {
        path: data
        for path, data in files_of(HOUSE / 'fonts', HOUSE).items()
        if tuple(path.split('/')[:2]) not in folders
    }
    files = fonts | files_of(HERE / '_good', HERE / '_good') | own
    for pattern in (case / 'removed').read_text().split() if (case / 'removed').exists() else ():
        gone = [path for path in files if fnmatch(path, pattern)]
        assert gone, f'{case.name}/removed: there is no {pattern}'
        for path in gone:
            del files[path]
    return files


def is_printed(case: Path) -> bool:
    return case.name >= 'LP300' or any(
        (case / 'in' / folder).exists() for folder in ('layouts', 'fonts')
    )


def printed(files: dict[str, bytes], release: bool) -> tuple[findings.Finding, ...]:
    """Return the findings of a build of these files, without processes, cache and seals."""
    from letterpress.build import plan
    from letterpress.build.project import Sources, read
    from letterpress.layout.compose import compose
    from letterpress.layout.composition import Options
    from letterpress.layout.declared import ways_out
    from letterpress.press import engine

    read_from = Sources(
        *(
            {path: data for path, data in files.items() if path.startswith(folder)}
            for folder in ('content/', 'layouts/', 'fonts/')
        )
    )
    project = read(read_from, release)
    found = list(project.findings)
    if project.sound:
        for job in plan.orders(project.editions.values(), project.layouts, plan.Wishes()):

            def make(attempt, wrong, job=job):
                composition = compose(
                    job.edition,
                    attempt.layout,
                    attempt.size,
                    ruler(),
                    Options(),
                    read_from.layouts,
                    project.look,
                )
                proof = engine.render(composition, read_from.layouts, project.typefaces)
                taken = [ways_out.told(job.name, attempt, wrong)] if wrong else []
                return [*composition.said, *taken, *proof.findings]

            try:
                found += ways_out.first(job.layout, job.size, make)
            except findings.Rejected as rejected:
                found += rejected.findings
    return findings.ordered(found)


@cache
def ruler():
    from letterpress.press import engine
    from letterpress.press import ruler as fit

    engine.warm()
    return fit.Ruler()


@cache
def said(case: Path) -> str:
    release = (case / 'release').exists()
    if is_printed(case):
        found = printed(sources(case), release)
    else:
        campaign, found = reading.read(sources(case), release)
        assert (campaign is None) == bool(findings.errors(found))
    return ''.join(f'{finding}\n' for finding in found)


# The engine's log is what is turned into findings here.
pytestmark = pytest.mark.expected_logs


def test_the_good_campaign_has_no_finding():
    files = files_of(HERE / '_good', HERE / '_good')
    for release in (False, True):
        campaign, found = reading.read(files, release)
        assert found == ()
        assert campaign is not None and set(campaign.letters) == {'en', 'fr'}


def test_the_good_campaign_is_printed_without_a_finding(expected_logs):
    assert printed(sources(HERE / '_good'), release=False) == ()
    assert expected_logs == []


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_a_case_is_found_as_expected(case):
    assert said(case) == (case / 'expected').read_text(encoding='utf-8')


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_a_case_finds_its_code_and_no_other(case):
    codes = set(re.findall(r' (LP\d{3}) (?:error|warning): ', said(case)))
    assert codes == {case.name[:5]}


def test_every_code_has_a_case_or_a_test_of_its_own():
    cases = {case.name[:5] for case in CASES}
    assert cases | ELSEWHERE.keys() == findings.catalogue().keys()
    assert cases & ELSEWHERE.keys() == set(), 'a code that has a case needs no other place'


@pytest.mark.parametrize('module', sorted(set(ELSEWHERE.values())))
def test_the_test_of_its_own_is_there(module):
    text = (Path(__file__).parent / f'{module}.py').read_text(encoding='utf-8')
    assert [code for code, where in ELSEWHERE.items() if where == module and code not in text] == []


def test_every_code_is_explained_with_a_way_out():
    for code, entry in findings.catalogue().items():
        assert entry.severity in ('error', 'warning'), code
        assert len(entry.explanation) > 60 and not entry.title.endswith('.'), code


def test_every_code_that_the_manuscript_raises_is_in_the_catalogue():
    folder = Path(reading.__file__).parents[1]
    raised = {
        code
        for room in ('base', 'manuscript')
        for module in (folder / room).rglob('*.py')
        for code in re.findall(r"'(LP\d{3})'", module.read_text())
    }
    assert raised <= set(findings.catalogue())
    assert {code for code in findings.catalogue() if code < 'LP200'} <= raised


if __name__ == '__main__':
    import conftest  # noqa: F401  tells fontconfig of our fonts

    for folder in CASES:
        if not (folder / 'expected').exists():
            (folder / 'expected').write_text(said(folder), encoding='utf-8')
            print(f'{folder.name}\n{said(folder)}')
