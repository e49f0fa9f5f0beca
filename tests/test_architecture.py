"""The house holds: imports run one way, each engine stays in its room, heavy ones come late."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / 'src' / 'letterpress'
LAYERS = (
    'findings',
    'base',
    'manuscript',
    'layout',
    'press',
    'finishing',
    'kit',
    'world',
    'build',
    'commands',
    'preview',
    'console',
    'cli',
    '__main__',
)
ROOMS = {  # third-party package -> the modules that may import it
    'yaml': ('manuscript/',),
    'python_calamine': ('manuscript/roll/lists/spreadsheets.py',),
    'markdown_it': ('manuscript/',),
    'mammoth': ('manuscript/intake/word.py',),
    'docx': ('kit/formats/word/',),
    'babel': ('manuscript/',),
    'pyuca': ('manuscript/',),
    'icu': ('manuscript/roll/order/by_language.py',),
    'jinja2': ('layout/',),
    'segno': ('layout/drawings/code.py',),
    'markupsafe': ('layout/',),
    'weasyprint': ('press/',),
    'cssselect2': ('press/',),
    'pydyf': ('press/',),
    'PIL': (
        'press/',
        'finishing/appearance.py',
        'finishing/colour/pictures.py',
        'finishing/ink.py',
        'finishing/palette.py',
        'finishing/pictures.py',
    ),
    'cffi': ('press/reaches/quick_import.py',),
    '_cffi_backend': ('press/reaches/declarations.py',),
    'pyphen': ('press/reaches/lines/patterns.py',),
    'fontTools': (
        'press/',
        'finishing/colour/faces.py',
        'finishing/colour/shop/marks.py',
    ),
    'uharfbuzz': ('press/',),
    'pypdfium2': ('finishing/appearance.py', 'finishing/pictures.py', 'finishing/ink.py'),
    'pypdf': (
        'finishing/facts.py',
        'finishing/structure.py',
        'finishing/imposition/lettering.py',
        'finishing/imposition/objects.py',
        'finishing/imposition/packing.py',
        'finishing/imposition/scaling.py',
        'finishing/imposition/sheets.py',
        'finishing/imposition/source.py',
        'finishing/print_job.py',
        'finishing/search.py',
        'finishing/judging/enclosed.py',
        'finishing/judging/revisions/changes.py',
        'finishing/judging/revisions/revised.py',
    ),
    'pyhanko': ('finishing/',),
    'pyhanko_certvalidator': ('finishing/',),
    'asn1crypto': ('finishing/',),
    'cryptography': (
        'finishing/keys/',
        'finishing/cms/',
        'finishing/sealing/seal.py',
        'finishing/sealing/evidence.py',
        'finishing/judging/signer.py',
    ),
    'pkcs11': ('finishing/keys/driver.py',),
    'dask': ('build/workers/',),
    'distributed': ('build/workers/',),
    'starlette': ('preview/web/site.py',),
    'uvicorn': ('preview/serving.py',),
    'watchfiles': ('preview/watching.py',),
    'click': ('cli/',),
    'rich': ('console.py',),
}
MODULES = sorted(path for path in PACKAGE.rglob('*.py') if 'scaffold' not in path.parts)
ROOMS_INSIDE = sorted({path.parent for path in MODULES} - {PACKAGE})


def types_alone(tree: ast.Module) -> set[int]:
    """Return the ids of the nodes that nothing but a checker of types ever reads."""
    return {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, 'id', '') == 'TYPE_CHECKING'
        for node in ast.walk(block)
    }


@cache
def imports(path: Path) -> list[tuple[str, int, bool]]:
    """Return (module, line, at the top) of every import, `from . import x` resolved."""
    found = []
    tree = ast.parse(path.read_text(encoding='utf-8'))
    typing_only = types_alone(tree)
    package = ['letterpress', *path.relative_to(PACKAGE).parent.parts]
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno, id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = '.'.join(package[: len(package) - node.level + 1]) if node.level else ''
            module = '.'.join(part for part in (base, node.module) if part)
            if module == 'letterpress' or (node.level and not node.module):
                found += [
                    (f'{module}.{alias.name}', node.lineno, id(node) in top) for alias in node.names
                ]
            else:
                found.append((module, node.lineno, id(node) in top))
    return found


def layer(module: str) -> int:
    return LAYERS.index(module)


@pytest.mark.parametrize('path', MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix('.py')
    if own == '__init__':
        assert not imports(path) or all(
            not name.startswith('letterpress.') for name, _, _ in imports(path)
        )
        return
    for name, line, _ in imports(path):
        parts = name.split('.')
        if parts[0] == 'letterpress' and len(parts) > 1 and parts[1] in LAYERS:
            assert layer(parts[1]) <= layer(own), (
                f'{path}:{line} imports {name}, which comes later on the way of a letter'
            )


def name_of(path: Path) -> str:
    """Return the name by which a module is imported."""
    parts = ['letterpress', *path.relative_to(PACKAGE).with_suffix('').parts]
    return '.'.join(parts[:-1] if parts[-1] == '__init__' else parts)


def neighbours(source: str, modules: frozenset[str]) -> set[str]:
    """Return the modules of the house that a text imports, late ones too, those for types not."""
    tree = ast.parse(source)
    typing_only = types_alone(tree)
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f'line {node.lineno}: modules are imported by their full name'
            for alias in node.names:
                whole = f'{node.module}.{alias.name}'
                found.add(whole if whole in modules else str(node.module))
    return found & modules


def circle_of(graph: dict[str, set[str]]) -> list[str]:
    """Return the modules of a circle, in order; an empty list where there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def test_no_import_turns_in_a_circle() -> None:
    """Inside rooms neither: values go down into a module of their own, functions stay above."""
    modules = frozenset(map(name_of, MODULES))
    graph = {
        name_of(path): neighbours(path.read_text(encoding='utf-8'), modules) - {name_of(path)}
        for path in MODULES
    }
    assert sum(map(len, graph.values())) > 2 * len(MODULES), 'the graph has lost its edges'
    assert not circle_of(graph), ' → '.join(circle_of(graph))


def test_a_circle_is_seen_whatever_its_length_and_however_late() -> None:
    assert circle_of({'a': {'b'}, 'b': {'c'}, 'c': {'a'}, 'd': {'a'}})
    assert not circle_of({'a': {'b', 'c'}, 'b': {'c'}, 'c': set()})
    known = frozenset(['letterpress.base.tables', 'letterpress.findings'])
    late = 'def f():\n    from letterpress.base import tables, other\n'
    assert neighbours(late, known) == {'letterpress.base.tables'}
    for_types = 'if TYPE_CHECKING:\n    from letterpress.findings import Place\n'
    assert neighbours(for_types, known) == set()


@pytest.mark.parametrize('path', MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_engines_stay_in_their_rooms(path: Path) -> None:
    relative = path.relative_to(PACKAGE).as_posix()
    for name, line, _ in imports(path):
        rooms = ROOMS.get(name.split('.')[0])
        if rooms:
            assert relative.startswith(rooms), (
                f'{path}:{line} imports {name}, which belongs to {", ".join(rooms)}'
            )
        elif name.split('.')[0] not in ('letterpress', '__future__'):
            assert name.split('.')[0] in sys.stdlib_module_names, (
                f'{path}:{line} imports {name}: is it a dependency? which room is its?'
            )


@pytest.mark.parametrize(
    'room', ROOMS_INSIDE, ids=lambda room: room.relative_to(PACKAGE).as_posix()
)
def test_each_room_is_small_and_says_what_comes_in_and_what_goes_out(room: Path) -> None:
    text = ast.get_docstring(ast.parse((room / '__init__.py').read_text(encoding='utf-8')))
    assert text and len(text.split()) > 15, f'{room}/__init__.py has no paragraph about its room'
    assert len([path for path in room.glob('*.py') if path.name != '__init__.py']) <= 12, (
        f'{room} is full: it is two rooms'
    )


def test_every_module_has_a_docstring() -> None:
    bare = [
        path.name
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding='utf-8')))
    ]
    assert not bare


@pytest.mark.parametrize(
    'arguments',
    [['--help'], ['build', '--help'], ['explain', 'LP701'], ['signatories', '--help']],
    ids=' '.join,
)
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    """`--help` must not wait for an engine."""
    assert heavy_after(arguments) == set()


def heavy_after(arguments: list[str], folder: Path | None = None) -> set[str]:
    """Run the command line in a fresh process and return the heavy packages it imported."""
    code = (
        'import sys\nfrom letterpress.cli.main import run\nrun(sys.argv[1:])\n'
        'print("\\n@" + " ".join(sys.modules), file=sys.stdout)'
    )
    done = subprocess.run(
        [sys.executable, '-c', code, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
    )
    loaded = {name.split('.')[0] for name in done.stdout.rpartition('@')[2].split()}
    return loaded & {
        'weasyprint',
        'pypdf',
        'pyhanko',
        'jinja2',
        'rich',
        'babel',
        'fontTools',
        'docx',
    }


def test_every_code_that_is_raised_is_explained_and_every_one_explained_is_raised() -> None:
    import re

    from letterpress.findings import catalogue

    raised = {
        code
        for path in MODULES
        for code in re.findall(r"'(LP\d{3})'", path.read_text(encoding='utf-8'))
    }
    assert raised - catalogue().keys() == set(), 'raised, but not in codes.toml'
    assert catalogue().keys() - raised == set(), 'in codes.toml, but never raised'


def test_csv_is_read_and_written_in_one_module() -> None:
    users = [path for path in MODULES if any(name == 'csv' for name, _, _ in imports(path))]
    assert [path.relative_to(PACKAGE).as_posix() for path in users] == ['base/tables.py']


def test_what_was_meant_is_guessed_in_one_module() -> None:
    users = [path for path in MODULES if any(name == 'difflib' for name, _, _ in imports(path))]
    assert [path.relative_to(PACKAGE).as_posix() for path in users] == [
        'base/nearest.py',
        'kit/compare/passages.py',  # guesses nothing: shows what reads otherwise
    ]


def test_contributing_shows_the_house_as_it_is(project: Path) -> None:
    """Drawn again, the tree is the one that stands there: python docs/house.py."""
    text = (project / 'CONTRIBUTING.md').read_text(encoding='utf-8')
    made = subprocess.run(
        [sys.executable, '-c', 'import house; print(house.tree(), end="")'],
        cwd=project / 'docs',
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert made in text, 'run: python docs/house.py'
    rooms = [line.split('/')[0].strip() for line in made.splitlines() if '/ ' in line]
    assert sorted(rooms) == sorted(room.name for room in ROOMS_INSIDE)


def test_every_module_of_tests_is_collected(pytestconfig: pytest.Config) -> None:
    """By itself pytest passes over folders named `build`."""
    folders = {path.parent.name for path in Path(__file__).parent.rglob('test_*.py')}
    passed = pytestconfig.getini('norecursedirs')
    assert 'build' in folders
    assert not [name for name in folders for pattern in passed if fnmatch(name, pattern)]
