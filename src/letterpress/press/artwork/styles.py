"""The style of each element of an SVG: inherited, attributes, the sheet's rules, its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from letterpress.press.artwork import svg
from letterpress.press.artwork.svg import REMEDIES, STEPS, Node, Unsafe

INHERITED = (
    'fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity',
    'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray',
    'stroke-dashoffset', 'color', 'visibility', 'clip-rule',
)  # fmt: skip
_PLAIN_SELECTOR = re.compile(r'[.#]?[\w-]+|\*')
REFERENCE = re.compile(r'url\(\s*["\']?#([^"\')\s]+)["\']?\s*\)')
_ADDRESS = 120  # letters of an address inside a drawing
LOST = {  # properties that would be lost, and the value at which nothing is
    'filter': 'none',
    'mask': 'none',
    'mix-blend-mode': 'normal',
    'marker': 'none',
    'marker-start': 'none',
    'marker-mid': 'none',
    'marker-end': 'none',
    'paint-order': 'normal',
    'vector-effect': 'none',
    'transform-origin': '',
}
Style = dict[str, str]


class Stylesheet:
    """The rules of the `<style>` elements of a drawing, in their order."""

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[int, int, Style]]] = {}
        self._count = 0
        self._budget = STEPS // 10

    def add(self, node: Node) -> None:
        """Take in a `<style>`. Raises Unsafe for what reaches out, and for clever selectors."""
        text = re.sub(r'/\*.*?(?:\*/|\Z)', '', node.text, flags=re.DOTALL)
        if '@' in text:
            said = text[text.index('@') :][:20].split()[0]
            raise Unsafe(node.line, f'the stylesheet says {said}')
        for rule in text.split('}')[:-1]:
            selectors, _, declared = rule.rpartition('{')
            properties = svg.declarations(declared)
            for selector in map(str.strip, selectors.split(',')):
                if not _PLAIN_SELECTOR.fullmatch(selector):
                    raise Unsafe(node.line, f'the selector “{selector[:30]}” is too clever')
                self._count += 1
                rank = {'.': 2, '#': 3}.get(selector[0], 1)
                self._rules.setdefault(selector, []).append((rank, self._count, properties))

    def of(self, node: Node, above: Mapping[str, str]) -> Style:
        """Return the properties of an element below one that has those of `above`."""
        own = {key: value for key, value in above.items() if key in INHERITED}
        own |= {k: v.strip() for k, v in node.attributes.items() if ' ' not in k}
        if self._rules:
            classes = {f'.{one}' for one in node.attributes.get('class', '').split()}
            names = {'*', node.name, '#' + node.attributes.get('id', ''), *classes}
            found = [rule for name in names for rule in self._rules.get(name, ())]
            self._budget -= len(found)
            if self._budget < 0:
                raise Unsafe(node.line, 'the drawing has too many rules for too many elements')
            # the more a selector says, the later it counts
            for _, _, said in sorted(found, key=lambda rule: rule[:2]):
                own |= said
        return own | svg.declarations(node.attributes.get('style', ''))


def refuse(node: Node, style: Style) -> None:
    """Raise Unsafe for an element that would print otherwise than it looks."""
    if node.name in ('text', 'tspan', 'textPath'):
        words = ' '.join(' '.join(svg.words(node)).split())[:30]
        what = f'<{node.name}> “{words}” would be set in a typeface that is not here'
        raise Unsafe(node.line, what, REMEDIES['text'])
    for key, nothing in LOST.items():
        value = style.get(key, nothing)
        harmless = (
            value in (nothing, 'none', '')
            or (key == 'paint-order' and 'stroke' not in value.partition('fill')[0])
            or (key == 'transform-origin' and 'transform' not in style)
        )
        if not harmless:
            what = f'<{node.name}> has what would be lost in print ({key})'
            raise Unsafe(node.line, what, REMEDIES.get(key, REMEDIES['filter']))
    for key, value in style.items():
        if 'url(' in value and not REFERENCE.search(value[:_ADDRESS]):
            raise Unsafe(node.line, f'<{node.name}> reaches for {value[:_ADDRESS]} ({key})')
