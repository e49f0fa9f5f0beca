"""SVG as people's programs write it: the tree with its lines, and the values of its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from math import radians
from xml.parsers import expat

from fontTools.misc.transform import Identity, Transform
from PIL import ImageColor

from letterpress.base import colours
from letterpress.values import dataclass

MOST, DEEP = 20_000, 60  # elements, also those that <use> repeats; and how deep they may lie
LETTERS = 1_000_000  # of all paths, also those that <use> repeats: a few seconds of work
STEPS = 20_000_000  # of all that is compared with each other: a few seconds, too
SVG = 'http://www.w3.org/2000/svg'
XLINK = 'http://www.w3.org/1999/xlink'
PLAIN = 'save it from your drawing program as plain SVG'
REMEDIES = {
    'text': 'turn it into paths (Inkscape: Path, Object to Path; Illustrator: Create Outlines)',
    'image': 'draw it as shapes, or bring the whole logo as PNG',
    'script': 'take it out: a logo does nothing',
    'filter': 'take the effect off, or bring the logo as PNG',
    'mask': 'cut the shapes themselves (path operations), or bring the logo as PNG',
    'pattern': 'fill it with a colour, or bring the logo as PNG',
}
_UNITS = {'': 1, 'px': 1, 'pt': 4 / 3, 'pc': 16, 'mm': 96 / 25.4, 'cm': 96 / 2.54, 'in': 96}
_LENGTH = re.compile(r'\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|%)?\s*')
_LONGEST = 60  # letters of a length: of more, looking for one takes long
NUMBER = re.compile(r'[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?')
_SIDES = ('width', 'height')
Box = tuple[float, float, float, float]
Stop = tuple[float, str, float]  # place from 0 to 1, colour, opacity


class Unsafe(Exception):
    """Raised for what cannot be printed as it looks."""

    def __init__(self, line: int, what: str, remedy: str = PLAIN, code: str = 'LP319'):
        super().__init__(what)
        self.line, self.what, self.remedy, self.code = line, what, remedy, code


@dataclass
class Node:
    """An element: its name, attributes, place and children."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    text: str = ''


def parsed(data: bytes) -> Node:
    """Return the tree of a drawing. Raises Unsafe for what is no SVG, or one that is a trap."""
    parser = expat.ParserCreate(namespace_separator=' ')
    parser.buffer_text = True
    stack: list[Node] = []
    roots: list[Node] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line = parser.CurrentLineNumber
        if count > MOST or len(stack) > DEEP:
            raise Unsafe(line, 'the drawing has too many elements, or too many in each other')
        space, _, local = name.rpartition(' ')
        node = Node(local if space in ('', SVG) else '', attributes, line)
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)

    def text(words: str) -> None:
        if stack:
            stack[-1].text += words

    def entity(*_: object) -> None:
        raise Unsafe(
            parser.CurrentLineNumber, 'the drawing declares entities, which can mean anything'
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unsafe(
            error.lineno,
            f'the file is no SVG: {expat.errors.messages[error.code]}',
            code='LP318',
        ) from None
    except (ValueError, LookupError):  # pyexpat knows no such encoding, or not how to ask for it
        what = 'the file is no SVG: it is written in an encoding that drawings are not'
        raise Unsafe(1, what, 'save it from your drawing program as SVG (UTF-8)', 'LP318') from None
    if not roots or roots[0].name != 'svg':
        raise Unsafe(1, 'the file is no SVG: its first element is another', code='LP318')
    return roots[0]


def view(root: Node) -> Box | None:
    """Return the canvas of a drawing, what lies outside of it is not seen; None for no canvas."""
    stated = [float(n) for n in NUMBER.findall(root.attributes.get('viewBox', ''))]
    if len(stated) == 4 and stated[2] > 0 and stated[3] > 0:
        return stated[0], stated[1], stated[0] + stated[2], stated[1] + stated[3]
    sides = [_LENGTH.fullmatch(root.attributes.get(key, '')[:_LONGEST]) for key in _SIDES]
    if all(side and side[2] != '%' for side in sides):
        width, height = (float(side[1]) * _UNITS[side[2] or ''] for side in sides if side)
        if width > 0 and height > 0:
            return 0.0, 0.0, width, height
    return None


def address(node: Node) -> str:
    """Return what an element refers to, '' for nothing."""
    return node.attributes.get('href') or node.attributes.get(f'{XLINK} href', '')


def length(text: str, whole: float) -> float:
    """Return a length in the drawing's own units; a percentage is one of `whole`.

    Raises ValueError for what is none.
    """
    match = _LENGTH.fullmatch(text) if len(text) <= _LONGEST else None
    if not match:
        raise ValueError(text[:_LONGEST])
    number = float(match[1])
    return number / 100 * whole if match[2] == '%' else number * _UNITS[match[2] or '']


def words(node: Node) -> Iterator[str]:
    """Yield the text of an element and of all in it."""
    yield node.text
    for child in node.children:
        yield from words(child)


def declarations(text: str) -> dict[str, str]:
    """Return the properties that a style declares."""
    pairs = (part.partition(':') for part in text.split(';') if ':' in part)
    return {key.strip(): value.replace('!important', '').strip() for key, _, value in pairs}


def share(text: str) -> float:
    """Return a number or a percentage as a part of the whole, from 0 to 1."""
    number = NUMBER.search(text)
    share = float(number[0]) if number else 1.0
    return min(1.0, max(0.0, share / 100 if '%' in text else share))


def colour_of(value: str, node: Node) -> tuple[str, float]:
    """Return a colour as #rrggbb with its opacity. Raises Unsafe for what is none."""
    try:
        red, green, blue, *alpha = ImageColor.getrgb(value.replace('%,', '%,').strip())
    except ValueError:
        raise Unsafe(node.line, f'<{node.name}> has the colour “{value[:30]}”') from None
    return colours.written(red, green, blue), (alpha[0] / 255 if alpha else 1.0)


def part(text: str) -> float:
    """Return a place in a box as a part of it, which may lie outside."""
    number = float(NUMBER.findall(text)[0])
    return number / 100 if '%' in text else number


def steps(one: Stop, other: Stop) -> int:
    """Return how many steps of 8 bits lie between two stops."""
    pairs = zip(colours.channels(one[1]), colours.channels(other[1]), strict=True)
    return int(max(*(abs(a - b) for a, b in pairs), 255 * abs(one[2] - other[2])))


def between(stops: list[Stop], at: float) -> tuple[str, float]:
    """Return colour and opacity of a gradient at a place from 0 to 1."""
    if at <= stops[0][0]:
        return stops[0][1:]
    for before, after in pairwise(stops):
        if at <= after[0] and after[0] > before[0]:
            share = (at - before[0]) / (after[0] - before[0])
            return (
                colours.over(after[1], share, before[1]),
                before[2] + (after[2] - before[2]) * share,
            )
    return stops[-1][1:]


_CALL = re.compile(r'(?<!\w)(\w+)\s*\(([^()]*)\)')


def transform(text: str) -> Transform:
    """Return what a transform attribute does. Raises ValueError for what it cannot mean."""
    made = Identity
    for name, arguments in _CALL.findall(text):
        n = [float(one) for one in NUMBER.findall(arguments)]
        if name == 'matrix' and len(n) == 6:
            made = made.transform(n)
        elif name == 'translate':
            made = made.translate(n[0], n[1] if len(n) > 1 else 0)
        elif name == 'scale':
            made = made.scale(n[0], n[1] if len(n) > 1 else n[0])
        elif name == 'rotate':
            x, y = n[1:3] if len(n) > 2 else (0.0, 0.0)
            made = made.translate(x, y).rotate(radians(n[0])).translate(-x, -y)
        elif name in ('skewX', 'skewY'):
            angle = radians(n[0])
            made = made.skew(angle, 0) if name == 'skewX' else made.skew(0, angle)
        else:
            raise ValueError(text[:_LONGEST])
    return made


def matrix_of(own: Transform) -> str:
    """Return a transform as an attribute, nothing for none."""
    if own == Identity:
        return ''
    return f' transform="matrix({" ".join(f"{n:.6g}" for n in own)})"'


def scale(matrix: Transform) -> float:
    """Return how much larger a length becomes by a matrix, in the middle of all directions."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
