"""Lines shaped by HarfBuzz as Pango has them shaped, word by word: what many names share, once.

A word is shaped alone; the kerning of its ends against the blanks beside it is looked up. That is
the same as shaping the line, because a blank joins no letters and kerning is a matter of two
neighbours. Only texts of one script and one direction are taken; whatever a font moves from its
place (an accent that it has no letter with) is left to the engine.
"""

from __future__ import annotations

import re
from functools import lru_cache

import uharfbuzz as hb
from weasyprint.text import line_break
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from letterpress.press.reaches.boxes import Box
from letterpress.press.reaches.lines import address_breaks
from letterpress.values import dataclass

BLANKS = ' \u00a0'
_SIGNS = '0-9\'’.,;:&()/+!?"–\\-'
_ALPHABETS = {
    'Latn': 'A-Za-zªºÀ-ÖØ-öø-\u024f\u1e00-\u1eff',
    'Grek': '\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff',
    'Cyrl': '\u0400-\u0481\u048a-\u052f',
}
_SIMPLE = {
    script: re.compile(f'(?=.*[{letters}])[{letters}{_SIGNS}{BLANKS}]+')
    for script, letters in _ALPHABETS.items()
}
_ARABIC = re.compile('[\u0620-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc \u00a0]+')


def script_of(text: str) -> str:
    """Return the one script that a text is in ('Latn'); '' for what has to be set by the engine."""
    for script, simple in _SIMPLE.items():
        if simple.fullmatch(text):
            return script
    return 'Arab' if _ARABIC.fullmatch(text) and text.strip(BLANKS) else ''


@dataclass(frozen=True)
class Type:
    """What Pango sets a text with: the font's file, its language, its features (on: 1)."""

    data: bytes
    language: str
    features: tuple[tuple[str, int], ...]


_SAMPLES = {'Latn': 'n', 'Grek': 'ν', 'Cyrl': 'н', 'Arab': 'ن'}


class Chosen:
    """The font that Pango chooses for a script, or a sample, in the style of a text (TextBox)."""

    def __init__(self, box: Box, script: str, sample: str = ''):
        style = box.style
        # the font lives as long as the layout does
        text = sample or _SAMPLES[script]
        self._layout = line_break.create_layout(text, style, None, None, 0)
        line, _ = self._layout.get_first_line()
        self.font = line.runs[0].data.item.analysis.font
        data = get_hb_object_data(get_pango_font_hb_face(self.font))
        self.type = Type(data, style['lang'] or '', tuple(address_breaks.features(style).items()))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is shown.

    `shown`: its glyphs as hexadecimal numbers, with what is taken from the place of the next
    between '>' and '<'; `length` in thousandths of an em; `last`: by how much its last glyph's
    width in the file is more than the one it takes.
    """

    shown: str
    length: float
    last: float


class Shaper:
    """Shapes the words of one script in one type, each once; figures run from the left."""

    def __init__(self, type: Type, script: str, figures: bool = False):
        self._font = _font(type.data)
        self._unit = 1000 / self._font.face.upem
        self._type, self._script = type, script
        self.right_to_left = script == 'Arab' and not figures  # how words follow each other
        self._features = dict(type.features)
        self._buffer = hb.Buffer()
        self._words: dict[str, Word | None] = {}
        self._parts: dict[tuple[str, bool, bool], str] = {}
        self._kerns: dict[str, tuple[float, float]] = {}
        self._after: dict[str, float] = {}
        self._before: dict[str, float] = {}
        self.used: dict[int, str] = {}  # the characters that each glyph was first drawn for
        self.widths: dict[int, int] = {}

    def word(self, text: str) -> Word | None:
        """Return a word, or a blank; None where the font lacks a glyph or moves one."""
        try:
            return self._words[text]
        except KeyError:
            made = self._words[text] = self._made(text)
            return made

    def length(self, text: str) -> float | None:
        """Return how long a text is, in thousandths of an em; None where a word of it is not."""
        total = 0.0
        before = ''
        for word in text.split(' '):
            one = self.word(word)
            if one is None:
                return None
            total += one.length
            if before:
                total += self._blank(before, word)
            before = word
        return total

    def knows(self, text: str) -> bool:
        """Say whether a text has a length."""
        words = text.split(' ')
        words[2:2] = [' '] * (len(words) > 1)  # glyphs are met in the order in which `length` does
        return all(self.word(word) is not None for word in words)

    def line(self, text: str, blank: bool = False) -> str | None:
        """Return what shows a line (the operand of TJ); `blank`: one stands at its end."""
        words = text.split(' ')
        if self.right_to_left:
            words.reverse()
        last = len(words) - 1
        shown = []
        for number, word in enumerate(words):
            part = self._part(word, number > 0, number < last)
            if part is None:
                return None
            shown.append(part)
        if blank:
            shown.append(self._space.shown)
        return f'<{"".join(shown)}>'.replace('<>', '')

    @property
    def _space(self) -> Word:
        space = self.word(' ')
        assert space is not None
        return space

    def _part(self, word: str, follows: bool, followed: bool) -> str | None:
        """Return what shows a word of a line, with the blank before it where it follows another."""
        try:
            return self._parts[word, follows, followed]
        except KeyError:
            pass
        one = self.word(word)
        if one is None:
            return None
        space, shown = self._space, list[str]()
        if follows:
            shown.append(space.shown)
            _kern(shown, space.last - self._ends(word)[0])
        shown.append(one.shown)
        _kern(shown, one.last - (self._ends(word)[1] if followed else 0.0))
        made = self._parts[word, follows, followed] = ''.join(shown)
        return made

    def _blank(self, before: str, after: str) -> float:
        return self._space.length + self._ends(before)[1] + self._ends(after)[0]

    def _ends(self, word: str) -> tuple[float, float]:
        """Return by how much a word is further from a blank before it, and from one behind it."""
        found = self._kerns.get(word)
        if found is None:
            found = self._kerns[word] = (
                self._kerned(self._before, f' {word}', word, ' '),
                self._kerned(self._after, f'{word} ', word, ' '),
            )
        return found

    def _kerned(self, known: dict[str, float], pair: str, *parts: str) -> float:
        """Return by how much a word and a blank are further apart than they are long."""
        # the glyphs that meet at the blank are those of the last letters of a word, or the first
        key = pair[-4:] if pair[-1] == ' ' else pair[:4]
        found = known.get(key)
        if found is None:
            alone = sum(one.length for part in parts if (one := self.word(part)))
            found = known[key] = sum(advance for _, advance, *_ in self._shaped(pair)) - alone
        return found

    def _made(self, text: str) -> Word | None:
        shown: list[str] = []
        length, kern = 0.0, 0.0
        glyphs = self._shaped(text)
        for number, advance, moved, said in glyphs:
            if moved or (number == 0 and text):
                return None
            if number not in self.widths:
                self.widths[number] = round(self._font.get_glyph_h_advance(number) * self._unit)
                self.used[number] = said
            _kern(shown, kern)
            shown.append(f'{number:04x}')
            kern = self.widths[number] - advance
            length += advance
        return Word(''.join(shown), length, kern)

    def _shaped(self, text: str) -> list[tuple[int, float, bool, str]]:
        """Return of each glyph its number, its advance, whether it is moved, its characters."""
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_codepoints([ord(one) for one in text])
        buffer.direction = 'rtl' if self.right_to_left else 'ltr'
        buffer.script = self._script
        if self._type.language:
            buffer.language = self._type.language
        hb.shape(self._font, buffer, self._features)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        return [
            (
                info.codepoint,
                place.x_advance * self._unit,
                bool(place.x_offset or place.y_offset),
                text[info.cluster : ends[info.cluster]],
            )
            for info, place in zip(infos, places, strict=True)
        ]


def _kern(shown: list[str], amount: float) -> None:
    """Take an amount from the place of what is shown next, in whole thousandths as the engine."""
    if whole := int(amount):
        shown.append(f'>{whole}<')


@lru_cache(maxsize=16)
def _font(data: bytes) -> hb.Font:
    return hb.Font(hb.Face(data))


class Advances:
    """How long texts are in the style of a text box, each script in the font Pango chooses."""

    def __init__(self, box: Box):
        self._box = box
        self._shapers: dict[str, Shaper] = {}

    def of(self, text: str) -> float | None:
        """Return the length of a text in em; None where the engine has to set it."""
        script = script_of(text)
        if not script:
            return None
        shaper = self._shapers.get(script)
        if shaper is None:
            shaper = self._shapers[script] = Shaper(Chosen(self._box, script).type, script)
        length = shaper.length(text)
        return None if length is None else length / 1000
