"""Messages and hints read alike in every room: lower case first, no full stop, one sentence each.

They are read from the source: whatever stands behind a code, or is given as `message` or `hint`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / 'src' / 'letterpress'
MODULES = sorted(path for path in PACKAGE.rglob('*.py') if 'scaffold' not in path.parts)
SAID = frozenset(['message', 'hint'])
HELD = SAID | {'hints', 'advice'}  # names of variables and functions that hold or give one
PROPER = frozenset(['Debian', 'Python', 'Ubuntu', 'WeasyPrint', 'Excel', 'LibreOffice'])
CODE = re.compile(r'LP\d{3}')


def is_code(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return is_code(node.body) and is_code(node.orelse)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(CODE.fullmatch(node.value))
    )


def parameters(tree: ast.Module) -> dict[str, list[int]]:
    """Return where functions and values of a module take a message or a hint, by their names."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != 'self']
        elif isinstance(node, ast.ClassDef):
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            names = [one.target.id for one in fields if isinstance(one.target, ast.Name)]
        else:
            continue
        found[node.name] = [at for at, name in enumerate(names) if name in SAID]
    return found


def expressions(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield every expression that becomes a message or a hint."""
    taken = parameters(tree)
    for node in ast.walk(tree):
        items: list[ast.expr] = []
        if isinstance(node, ast.Call):
            items = node.args
            name = getattr(node.func, 'id', getattr(node.func, 'attr', ''))
            yield from (items[at] for at in taken.get(name, ()) if at < len(items))
            yield from (word.value for word in node.keywords if word.arg in SAID)
        elif isinstance(node, ast.Tuple):
            items = node.elts
        elif isinstance(node, ast.Assign):
            names = {one.id.strip('_').lower() for one in node.targets if isinstance(one, ast.Name)}
            if names & HELD:
                yield from node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        elif isinstance(node, ast.FunctionDef) and node.name.strip('_') in HELD:
            given = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
            yield from (one for one in given if one is not None)
        code = next((at for at, one in enumerate(items) if is_code(one)), len(items))
        yield from (one for one in items[code + 1 :] if not is_code(one))


def texts(node: ast.expr) -> list[str]:
    """Return every text that an expression can give, {} for what is known at work only."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        found = ['']
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            found = [before + after for before in found for after in texts(inner)]
        return found
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [one + two for one in texts(node.left) for two in texts(node.right)]
    return ['{}']


def fault(text: str) -> str:
    """Return what is wrong with the form of a message or hint, '' for nothing.

    A word of capitals, or with some inside (PDF, LETTERPRESS_PIN, U+2068), begins as it is written.
    """
    first = re.match(r'[^\W\d_]+', text)
    word = first[0] if first else ''
    trade = word in PROPER or any(letter.isupper() for letter in word[1:]) or text[1:2] == '+'
    if word[:1].isupper() and not trade:
        return 'begins with a capital'
    if re.search(r'(?<!\.)\.$', text):
        return 'ends with a full stop'
    if re.search(r'[.?!] [A-Z][a-z]* ', text):
        return 'is two sentences: join them by a semicolon or a colon'
    return ''


@pytest.mark.parametrize('path', MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_messages_and_hints_read_alike(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding='utf-8'))
    wrong = [
        f'{path.name}:{node.lineno}: “{text}” {fault(text)}'
        for node in expressions(tree)
        for text in texts(node)
        if fault(text)
    ]
    assert not wrong, '\n'.join(wrong)


def test_the_rule_sees_what_the_rooms_say() -> None:
    """A reader that found nothing would find nothing wrong."""
    found = [
        text
        for path in MODULES
        for node in expressions(ast.parse(path.read_text(encoding='utf-8')))
        for text in texts(node)
    ]
    assert sum(len(text.split()) > 2 for text in found) > 800


@pytest.mark.parametrize(
    'source, said',
    [
        ("Finding(place, 'LP101', 'The file')", 'begins'),
        ("report.add(place, 'LP101', 'the file', 'save it.')", 'ends'),
        ("Finding(p, 'LP101', 'x', hint='save it. Then go on')", 'two'),
        ("Finding(p, 'LP101' if late else 'LP102', 'Too late')", 'begins'),
        ("x = {'a': ('LP101', 'Not so', 'mend it')}", 'begins'),
        ("hint = f'Name {what}' if what else 'name it'", 'begins'),
        ("def f(place, hint): pass\nf(1, 'Look there')", 'begins'),
        ("Finding(p, 'LP101', f'{what} is …', 'PDF readers see U+2068')", ''),
    ],
)
def test_the_rule_judges(source: str, said: str) -> None:
    faults = [fault(text) for node in expressions(ast.parse(source)) for text in texts(node)]
    assert any(one.startswith(said) or f'is {said}' in one for one in faults if one) == bool(said)
