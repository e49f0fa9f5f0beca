"""The press release as a small web page, from release.html beside this module.

It has no style but that long words break; the letter as a web page is the twin (kit/formats/twin).
"""

from __future__ import annotations

from functools import cache, partial
from importlib import resources

from letterpress.base import bidi
from letterpress.kit.formats import lines
from letterpress.layout import environment
from letterpress.layout.runs import isolated
from letterpress.layout.type import languages
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import numbering
from letterpress.manuscript.text.phrases import say

TEMPLATE = 'release.html'


def release_html(edition: Edition, draft: bool) -> bytes:
    """Return the press release as a web page, embargo line first.

    A draft, and what is embargoed, is for no search engine.
    """
    language, direction = edition.language, edition.direction
    text = partial(environment.text, quote=False)
    context = {
        'language': language,
        'direction': direction,
        'noindex': draft or edition.facts.embargo is not None,
        'release': edition.release,
        'contact': edition.facts.contact,
        'dateline': lines.dateline(edition),
        'dash': languages.rules(language).dash,
        'embargo': lines.embargo(edition),
        'status': lines.status(edition),
        'say': partial(say, edition),
        'number': partial(locales.number, lang=language),
        'label': partial(numbering.label, language=language),
        'runs': partial(isolated, direction=direction),
        'text': text,
        'words': lambda words: text(bidi.isolate(words, direction)),
    }
    files = {environment.ROOT + TEMPLATE: _template()}
    page = environment.render(environment.environment(files), TEMPLATE, context)
    return f'{page}\n'.encode()


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath(TEMPLATE).read_bytes()
