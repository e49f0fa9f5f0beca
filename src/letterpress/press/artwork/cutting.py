"""What cuts another shape: written anew as one path in its place."""

from __future__ import annotations

from collections.abc import Iterator

from fontTools.misc.transform import Identity, Transform

from letterpress.press.artwork import outlines, styles, svg
from letterpress.press.artwork.document import SHAPES, Document
from letterpress.press.artwork.outlines import Outline
from letterpress.press.artwork.styles import Style
from letterpress.press.artwork.svg import Box, Node, Unsafe

CUT = 'cut the shapes themselves (path operations)'
_WITHIN = ('title', 'desc', 'metadata', 'style', '')


def by(
    document: Document,
    node: Node,
    style: Style,
    used: tuple[int, ...],
    matrix: Transform = Identity,
    places: int | None = None,
) -> tuple[str, Box] | None:
    """Return the path that cuts an element and the box of it, None where nothing does.

    Both go through `matrix`; numbers have six digits, or so many decimal `places`. Raises Unsafe
    for what the engine would not cut as it looks.
    """
    reference = styles.REFERENCE.search(style.get('clip-path', ''))
    if not reference:
        if style.get('clip-path', 'none') not in ('none', ''):
            raise Unsafe(node.line, f'<{node.name}> is cut by what is no shape of the drawing', CUT)
        return None
    source = document.by_id.get(reference[1])
    if source is None or source.name != 'clipPath':
        raise Unsafe(node.line, f'<{node.name}> is cut by #{reference[1]}, which is not there')
    if source.attributes.get('clipPathUnits', 'userSpaceOnUse') != 'userSpaceOnUse':
        what = f'<{node.name}> is cut by #{reference[1]}, which is drawn by its box'
        raise Unsafe(source.line, what, CUT)
    parts: list[str] = []
    box: Box | None = None
    for outline, evenodd in _parts(document, source, {}, matrix, used):
        if evenodd:
            document.work(node, outline.turns)
        parts.append(outline.path(evenodd, places))
        box = outlines.around(box, outline.box)
    return ' '.join(parts), box or (0.0, 0.0, 0.0, 0.0)


def _parts(
    document: Document, node: Node, above: Style, matrix: Transform, used: tuple[int, ...]
) -> Iterator[tuple[Outline, bool]]:
    """Yield what cuts: each outline, and whether it covers by turns."""
    document.spend(node, used)
    style = document.sheet.of(node, above)
    if node.name in _WITHIN or style.get('display') == 'none':
        return
    styles.refuse(node, style)
    if style.get('clip-path', 'none') != 'none':
        raise Unsafe(node.line, f'<{node.name}> cuts another shape and is cut itself', CUT)
    matrix = matrix.transform(svg.transform(style.get('transform', '')))
    if node.name in SHAPES:
        found = outlines.outline(node.name, document.geometry(node, style), matrix)
        if found and style.get('visibility', 'visible') == 'visible':
            yield found, style.get('clip-rule') == 'evenodd'
    elif node.name == 'use':
        target, shift = document.used(node, used)
        yield from _parts(document, target, style, matrix.transform(shift), (*used, id(target)))
    elif node.name in ('clipPath', 'g'):
        for child in node.children:
            yield from _parts(document, child, style, matrix, used)
    else:
        raise Unsafe(node.line, f'<{node.name}> cannot cut another shape')
