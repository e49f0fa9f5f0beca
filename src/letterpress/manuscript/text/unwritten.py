"""What the owner has still to say: placeholders, and what `letterpress init` writes in their place.

Every value of the scaffold is known by its hash, sentence by sentence, those of earlier versions
too: they are listed in unwritten.txt, which tests/manuscript/text/test_unwritten.py makes. Values
that may stand as they are (most phrases, the licence, the notes to editors) are not in it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from letterpress.findings import Finding, Place
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar, Sequence
from letterpress.remembered import remembered

# Names that can belong to nobody (RFC 2606, RFC 6761)
_NOBODY = re.compile(
    r'(?<![\w-])(example\.(org|com|net)|[\w-]+\.(example|invalid|test))(?![\w-])', re.IGNORECASE
)

# Numbers kept for fiction: France (ARCEP, decision 2018-0881), the United Kingdom (Ofcom), North
# America (555-01XX)
_FICTION = re.compile(
    r'(\+33|0033|0)(19900|26191|35301|46571|53649|63998)\d{4}'
    r'|(\+44|0044|0)(1632960|7700900)\d{3}|(\+1|1)?\d{3}55501\d\d'
)

# What the sample, and a new letter, say where the owner's own words belong
_TO_FILL_IN = re.compile(r'\[.*\]|(name|address) of the printer\b.*', re.IGNORECASE | re.DOTALL)

_SENTENCE = re.compile(r'(?<=[.!?])\s+')
COPIES = 'letter.copies_to'  # the one phrase of the owner's that may say nothing
_MARK = re.compile('[*“”"]')
_MARKS = str.maketrans('', '', '*“”"')


@remembered
def is_placeholder(text: str) -> bool:
    """Tell whether a text stands for one that the owner has still to give.

    That is: an address under example.org and its like, a telephone number kept for fiction, the
    sample's words for the printer, anything in [square brackets], or words of the scaffold.
    """
    return bool(
        _NOBODY.search(text)
        or _TO_FILL_IN.fullmatch(text.strip())
        or _FICTION.fullmatch(re.sub(r'[\s().\-/]', '', text))
        or is_scaffold(text)
    )


def is_scaffold(text: str) -> bool:
    """Tell whether a text, or a sentence in it, is one that `letterpress init` wrote."""
    known = _known()
    return any(digest(part) in known for part in parts(text))


def parts(text: str) -> Iterator[str]:
    """Return what of a text is compared: all of it, and each sentence.

    Capitals, stars and line ends do not count.

    A single word says nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize('NFC', text)
    if _MARK.search(text):
        text = text.translate(_MARKS)
    plain = ' '.join(text.split()).casefold()
    if not _SENTENCE.search(plain):  # nearly every name
        if ' ' in plain:
            yield plain
        return
    for part in dict.fromkeys((plain, *_SENTENCE.split(plain))):
        if ' ' in part:
            yield part


def digest(part: str) -> str:
    """Return the first 16 hexadecimal digits of a part's SHA-256, as unwritten.txt lists them."""
    return hashlib.sha256(part.encode('utf-8', 'surrogatepass')).hexdigest()[:16]


@cache
def _known() -> frozenset[str]:
    return frozenset(
        resources.files('letterpress.manuscript.text')
        .joinpath('unwritten.txt')
        .read_text(encoding='ascii')
        .split()
    )


def in_tree(node: Node, release: bool) -> Iterator[Finding]:
    """Find every placeholder that still stands in a YAML file, lists of lines also as a whole.

    Codes: LP180, LP181.
    """
    for name, scalar in scalars(node, ''):
        if is_placeholder(scalar.value):
            yield still_stands(
                scalar.place, f'{name} is still a placeholder: {scalar.value[:80]}', release
            )
    for name, item in _lists(node, ''):
        if is_scaffold(' '.join(one.value for one in item.items if isinstance(one, Scalar))):
            yield still_stands(
                item.items[0].place, f'{name} is still what letterpress init wrote', release
            )


def in_names(named: Iterable[tuple[str, Place]], release: bool) -> Iterator[Finding]:
    """Find the scaffold's signatories, from names and their places. Codes: LP180, LP181."""
    for name, place in named:
        if is_scaffold(name):
            yield still_stands(
                place, f'“{name}” is a signatory that letterpress init wrote', release
            )


def in_text(text: str, place: Place, release: bool) -> Iterator[Finding]:
    """Find the placeholder that a paragraph or a line is. Codes: LP180, LP181."""
    if is_placeholder(text):
        shown = text if len(text) <= 60 else f'{text[:60].rstrip()}…'
        yield still_stands(place, f'a placeholder still stands here: {shown}', release)


def in_phrase(key: str, text: str, place: Place, release: bool) -> Iterator[Finding]:
    """Find the placeholder that a phrase is; | divides lines. Codes: LP180, LP181."""
    if is_placeholder(text.replace('|', ' ')):
        hint = 'write your own' + (', or "" where nobody gets a copy' if key == COPIES else '')
        yield still_stands(place, f'{key} is still a placeholder: {text[:80]}', release, hint)


def still_stands(
    place: Place, message: str, release: bool, hint: str = 'write your own'
) -> Finding:
    """Return the finding for a placeholder: a warning in a draft, an error at a release."""
    return Finding(place, 'LP181' if release else 'LP180', message, hint)


def scalars(node: Node, name: str) -> Iterator[tuple[str, Scalar]]:
    """Yield the texts of a YAML file, each with the keys that lead to it, dots between."""
    """Yield the scalars of a YAML file, each with the keys that lead to it, dots between."""
    if isinstance(node, Scalar):
        yield name, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, name)
    else:
        for key, value in node.entries:
            yield from scalars(value, f'{name}.{key.value}'.lstrip('.'))


def _lists(node: Node, name: str) -> Iterator[tuple[str, Sequence]]:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _lists(value, f'{name}.{key.value}'.lstrip('.'))
    elif isinstance(node, Sequence) and len(node.items) > 1:
        yield name, node
