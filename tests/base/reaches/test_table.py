"""The table of reaches: each name that goes is told as LP408, and no reach stands outside of it."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from letterpress.base.reaches import guard
from letterpress.base.reaches.table import Reach, reaches
from letterpress.findings import Exit, Rejected

SOURCE = Path(guard.__file__).parents[2]
ALL = reaches()


def modules_of(reach: Reach) -> list[Path]:
    return [SOURCE / f'{module}.py' for module in reach.by]


# ---- the names are there, and used ---------------------------------------------------------------


def test_all_are_there():
    guard.check(*{reach.package for reach in ALL})


@pytest.mark.parametrize('reach', ALL, ids=lambda reach: reach.path)
def test_who_reaches_does(reach):
    for path in modules_of(reach):
        assert reach.name.rpartition('.')[2] in path.read_text(encoding='utf-8'), path


@pytest.mark.parametrize('reach', ALL, ids=lambda reach: reach.path)
def test_a_name_that_is_gone_is_told(reach, monkeypatch):
    owner, name = reach.owner()
    if '()' in reach.name:
        monkeypatch.setattr(owner, '__init__', lambda self: None)
    else:
        line = getattr(owner, '__mro__', (owner,))
        holder = next(one for one in line if name in vars(one))
        monkeypatch.delattr(holder, name)
    with pytest.raises(Rejected) as rejected:
        guard.check(reach.package)
    assert rejected.value.exit_code == Exit.MISSING
    assert {finding.code for finding in rejected.value.findings} == {'LP408'}
    told = [finding.message for finding in rejected.value.findings]
    assert any(f' has no {reach.path},' in message for message in told), told


def test_a_module_that_is_gone_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, 'pyuca.utils', None)
    with pytest.raises(Rejected, match=r'pyuca .* has no pyuca\.utils\.hexstrings2int'):
        guard.check('pyuca')


def test_another_version_of_the_engine_is_refused(monkeypatch):
    monkeypatch.setattr('weasyprint.__version__', '71.0')
    with pytest.raises(Rejected) as rejected:
        guard.check('weasyprint')
    (finding,) = rejected.value.findings
    assert (finding.code, rejected.value.exit_code) == ('LP408', Exit.MISSING)
    assert finding.message == 'letterpress works with WeasyPrint 70.0; here is 71.0'


# ---- whoever reaches has checked before ----------------------------------------------------------

# The way in: what is deleted in a fresh process, and what is called then.
WAYS_IN = {
    'build': (
        'weasyprint.layout.inline.split_text_box',
        'from letterpress.press.reaches import quick_import\nquick_import.load()',
    ),
    'hyphens': (
        'pyphen.parse_hex',
        'from letterpress.press.reaches import quick_import\nquick_import.load()',
    ),
    'engine': (
        'weasyprint.pdf.tags._build_box_tree',
        'from letterpress.press import engine',
    ),
    'markdown': (
        'markdown_it.rules_inline.state_inline.Delimiter',
        'from letterpress.manuscript.text import markdown\nmarkdown._parser()',
    ),
    'collation': (
        'pyuca.collator.COLL_ELEMENT_PATTERN',
        'from letterpress.manuscript.roll.order import collation\ncollation.keys(["a"])',
    ),
    'templates': (
        'jinja2.utils.missing',
        'from letterpress.layout import environment\nenvironment.environment({})',
    ),
    'seal': (
        'pyhanko.pdf_utils.incremental_writer.IncrementalPdfFileWriter._handle_id',
        'from letterpress.finishing.sealing import appending\nappending.tools()',
    ),
}
WITHOUT = """
import importlib
*modules, name = {path!r}.split('.')
owner = importlib.import_module(modules[0])
for n, module in enumerate(modules[1:], 2):
    owner = getattr(owner, module, None) or importlib.import_module('.'.join(modules[:n]))
delattr(owner, name)
from letterpress.findings import Rejected
try:
    {call}
except Rejected as rejected:
    print(rejected.exit_code, rejected.findings[0].code, rejected.findings[0].message)
"""


@pytest.mark.parametrize('way', WAYS_IN)
def test_it_is_told_before_anything_is_done(way):
    path, call = WAYS_IN[way]
    code = WITHOUT.format(path=path, call=call.replace('\n', '\n    '))
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.stdout.startswith(f'{Exit.MISSING:d} LP408 '), done.stderr
    assert f' has no {path},' in done.stdout


# ---- no reach outside the table ------------------------------------------------------------------

# What these packages document, as far as we use it; all other names in them are reaches.
DOCUMENTED = {
    'weasyprint': {'HTML', 'CSS', 'Attachment', '__version__'},
    'weasyprint.text.fonts': {'FontConfiguration'},
    'weasyprint.urls': {'URLFetcher', 'URLFetcherResponse', 'FatalURLFetchingError'},
    'pydyf': {'PDF', 'Stream', 'Dictionary', 'Array', 'String'},
    'pyphen': {'Pyphen', 'LANGUAGES', 'language_fallback'},
    'PIL': {'Image', 'UnidentifiedImageError'},
    'PIL.Image': {
        *('open', 'Image', 'Resampling', 'DecompressionBombError'),
        *('frombytes', 'merge', 'new', 'blend', 'Dither'),
    },
    'PIL.ImageChops': {'darker', 'difference', 'invert', 'lighter', 'multiply', 'subtract'},
    'PIL.ImageFilter': {'MaxFilter'},
    'PIL.ImageCms': {
        *('ImageCmsProfile', 'Intent', 'Flags', 'PyCMSError', 'createProfile', 'profileToProfile'),
    },
    'PIL.ImageOps': {'exif_transpose'},
    'PIL.ImageStat': {'Stat'},
    'PIL.ImageColor': {'getrgb'},
    'markdown_it': {'MarkdownIt'},
    'markdown_it.token': {'Token'},
    'markdown_it.rules_inline': {'StateInline'},
}
STRICT = {'weasyprint', 'pydyf', 'pyphen', 'PIL', 'cffi', 'markdown_it', 'pyuca'}
OTHERS = {'jinja2', 'pyhanko', 'pypdf'}  # here the underscore says what is private
OF_PYTHON = {'_exit', '_replace'}


def is_module(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def is_private(name: str) -> bool:
    return name.startswith('_') and not name.startswith('__')


class Scan(ast.NodeVisitor):
    """Collects what a module of ours uses of third parties and they do not promise."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, str]] = {}  # a name of the module: of which module, what
        self.found: set[str] = set()

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name.partition('.')[0] in STRICT | OTHERS:
                name = alias.asname or alias.name.partition('.')[0]
                self.known[name] = (alias.name if alias.asname else name, '')

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ''
        if module.partition('.')[0] in STRICT | OTHERS:
            for alias in node.names:
                whole = f'{module}.{alias.name}'
                if not is_private(alias.name) and is_module(whole):
                    self.known[alias.asname or alias.name] = (whole, '')
                else:
                    self.known[alias.asname or alias.name] = (module, alias.name)
                    self.used(module, alias.name)

    def used(self, module: str, name: str) -> None:
        first, _, member = name.partition('.')
        private = any(map(is_private, name.split('.')))
        if private or (
            module.partition('.')[0] in STRICT and first not in DOCUMENTED.get(module, ())
        ):
            self.found.add(f'{module}.{name if private or member else first}')

    def resolved(self, node: ast.expr) -> tuple[str, str] | None:
        """Return the module and the name in it that an expression is, if it is of a third party."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id)
        if isinstance(node, ast.Attribute) and (outer := self.resolved(node.value)):
            module, name = outer
            if not name and not is_private(node.attr) and is_module(f'{module}.{node.attr}'):
                return f'{module}.{node.attr}', ''
            return module, f'{name}.{node.attr}'.lstrip('.')
        return None

    def visit_Attribute(self, node: ast.Attribute) -> None:
        own = isinstance(node.value, ast.Name) and node.value.id in ('self', 'cls')
        here = self.resolved(node)
        if here is not None:
            module, name = here
            if name and (isinstance(node.ctx, ast.Store) or '.' not in name):
                self.used(module, name)
        elif is_private(node.attr) and not own:
            self.found.add(node.attr)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in ('getattr', 'setattr'):
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)):
                self.found.add(str(name.value))
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for base in map(self.resolved, node.bases):
            for method in node.body if base else ():
                name = getattr(method, 'name', '')
                if is_private(name):
                    self.found.add(f'{base[0]}.{base[1]}.{name}')
        self.generic_visit(node)


def unlisted(source: str) -> Iterator[str]:
    """Yield the reaches of a module's source that are not in the table."""
    scan = Scan()
    scan.visit(ast.parse(source))
    paths = {reach.path.replace('()', '') for reach in ALL}
    beginnings = {path.rpartition('.')[0] for path in paths}
    lasts = {path.rpartition('.')[2] for path in paths}
    for found in sorted(scan.found):
        last = found.rpartition('.')[2]
        private = last.startswith('_')
        if found in paths | beginnings or last in OF_PYTHON or (private and last in lasts):
            continue
        yield found


@pytest.mark.parametrize(
    'path', sorted(SOURCE.rglob('*.py')), ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_every_reach_is_in_the_table(path):
    found = list(unlisted(path.read_text(encoding='utf-8')))
    assert not found, 'a reach must stand in base/reaches/table.py, or go'


@pytest.mark.parametrize(
    'source, found',
    [
        ('from weasyprint.layout import block\nblock.block_level_layout', 'block_level_layout'),
        ('from weasyprint.layout.block import block_level_layout', 'block_level_layout'),
        ('import weasyprint.css\nweasyprint.css.find_stylesheets = 1', 'find_stylesheets'),
        ('from weasyprint.text.line_break import Layout\nLayout.setup = 1', 'Layout.setup'),
        ('page._something', '_something'),
        ('getattr(page, "_something", None)', '_something'),
        (
            'from jinja2 import StrictUndefined\nclass A(StrictUndefined):\n def _fail(self): 0',
            'StrictUndefined._fail',
        ),
        ('import pypdf\npypdf._reader', '_reader'),
    ],
)
def test_a_reach_that_is_not_in_the_table_is_found(source, found):
    assert any(one.endswith(found) for one in unlisted(source))


def test_what_is_documented_is_no_reach():
    source = 'import weasyprint\nfrom weasyprint import HTML\nweasyprint.HTML\nself._own\nx.public'
    assert not list(unlisted(source))
