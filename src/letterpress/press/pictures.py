"""Pictures are read whole or not at all."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def whole_pictures_only() -> Iterator[None]:
    """Let Pillow complain of truncated pictures again.

    Importing WeasyPrint makes it accept them, for the whole process.
    """
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
