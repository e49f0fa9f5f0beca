"""Hyphens that stand at the ends of lines and not in the text."""

from __future__ import annotations

from letterpress.press.reaches.boxes import Box, descend


def inserted_hyphen(box: Box) -> str:
    """Return the hyphen that the engine added at the end of a stretch of text, or ''.

    A word that had a hyphen of its own at this place ("state-of-the-art") was broken after it and
    gained none.
    """
    hyphen = box.style['hyphenate_character']
    if not hyphen or not box.text.endswith(hyphen) or box.style['hyphens'] == 'none':
        return ''
    words = box.text.split()
    source = ''.join(box.element.itertext()) if hasattr(box.element, 'itertext') else ''
    return '' if words and words[-1] in source else hyphen


def ends_in_hyphen(line: Box) -> bool:
    """Say whether the engine added a hyphen at the end of a line."""
    from weasyprint.formatting_structure import boxes

    texts = [box for box in descend(line) if isinstance(box, boxes.TextBox) and box.text]
    return bool(texts) and inserted_hyphen(texts[-1]) != ''
