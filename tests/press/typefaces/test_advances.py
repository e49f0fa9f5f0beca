"""Widths by advances: enough to tell the widest of many texts."""

from __future__ import annotations

import pytest

from letterpress.press.typefaces import advances, manifest
from letterpress.world import resources
from letterpress.world.files import inside

FAMILIES, _ = manifest.read(inside.read_tree(resources.root(), 'fonts', own=False))


@pytest.mark.parametrize(
    ('language', 'narrow', 'wide'),
    [
        ('en', 'iiiiiiii', 'WWWW'),
        ('el', 'ιιιιιι', 'ΩΩΩΩ'),
        ('bg', 'гггг', 'ЩЩЩЩ'),
        ('ar', 'ااااا', 'صصصصص'),
    ],
)
def test_the_wider_text_is_the_wider_one(language, narrow, wide):
    width = advances.of(FAMILIES, language, 'wood')
    assert 0 < width(narrow) < width(wide)
    assert width(wide + narrow) == pytest.approx(width(wide) + width(narrow))


def test_what_no_face_has_counts_as_wide():
    assert advances.of(FAMILIES, 'en', 'wood')('\U0001f600') == advances.UNKNOWN
