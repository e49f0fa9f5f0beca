"""Where the product's own layouts, typefaces and sample campaign lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds layouts/, fonts/ and content/.

    A wheel carries copies under letterpress/_house; in a checkout (an editable install) those would
    go stale, so the checkout that the code lies in comes first.
    """
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent
    if (checkout / 'pyproject.toml').is_file() and (checkout / 'layouts').is_dir():
        return checkout
    return package / '_house'
