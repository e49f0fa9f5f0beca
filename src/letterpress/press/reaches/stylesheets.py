"""Each stylesheet is parsed once: a layout's is the same in every language, and so is the house's.

WeasyPrint parses the <style> of every document anew, 30 ms for ours, half of what a small poster
takes. A stylesheet that only has rules, @page and @media says the same whenever it is read, so it
is kept; one that declares anything else (typefaces, counters, layers, other sheets) or about which
the engine remarks something is read anew for each document.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Any

import weasyprint.css
from weasyprint import CSS

from letterpress.press import records
from letterpress.press.jail import Jail

_DECLARES = re.compile(r'@(?!page\b|media\b|footnote\b|(?:top|bottom|left|right)-)', re.IGNORECASE)


def stylesheet(**source: Any) -> CSS:
    """Return what `CSS(**source)` returns, for the <style> of a document."""
    text = source.get('string')
    kept = (
        _kept(text, source.get('base_url'), source.get('media_type'))
        if text and not _DECLARES.search(text)
        else None
    )
    if kept is None:
        return CSS(**source)
    sheet = copy(kept)
    sheet.page_rules, sheet.layers = source['page_rules'], source['layers']  # of the whole document
    sheet.page_rules += kept.page_rules
    return sheet


def known(text: str) -> CSS | None:
    """Return a stylesheet that is no document's own, parsed once.

    None for one that has to be read anew each time: nothing of it was read, nor fetched for it.
    """
    return None if _DECLARES.search(text) else _kept(text, None, 'print')


def read(text: str, url_fetcher: Jail, font_config: Any) -> CSS:
    """Return a stylesheet that is no document's own, parsed once where that is the same."""
    kept = known(text)
    if kept is not None:
        return kept
    return CSS(string=text, url_fetcher=url_fetcher, font_config=font_config)


@lru_cache(maxsize=64)
def _kept(text: str, base_url: str | None, media_type: str) -> CSS | None:
    """Return the parsed stylesheet.

    None if the engine has something to say about it, which each document must hear.
    """
    with records.listening() as heard:
        sheet = CSS(string=text, base_url=base_url, media_type=media_type, url_fetcher=Jail())
    return None if heard else sheet


def install() -> None:
    """Have the engine ask here for the stylesheets of documents."""
    weasyprint.css.CSS = stylesheet
