"""Texts that are broken by arithmetic have the lines that the engine gives them, at every size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letterpress.press import ruler as fit

BASE = (
    'p,li,blockquote{margin:0;padding:0;list-style:none}'
    '.text{font-family:"LP Book";text-align:justify;hyphens:auto;hyphenate-character:"\\2010"}'
)
EN = (
    '<p>We, the undersigned organisations, ask parliament to reject the comprehensive surveillance '
    'of publicly accessible spaces, which turns every passer-by into a suspect.</p>'
    '<p>It would be disproportionate, and <em>nobody</em> has shown that it works.</p>'
)
DE = (
    '<p>Wir fordern die Abgeordneten auf, die anlasslose biometrische Gesichtserkennung im '
    'öffentlichen Raum abzulehnen, denn sie macht aus Passantinnen und Passanten Verdächtige.</p>'
    '<p>Niemand hat gezeigt, dass Massenüberwachung Sicherheit schafft.</p>'
)
EL = '<p>Ζητούμε από τη Βουλή να απορρίψει την αναγνώριση προσώπων σε δημόσιους χώρους.</p>' * 2
AR = '<p>نطالب البرلمان برفض التعرف الجماعي على الوجوه في الأماكن العامة للجميع.</p>' * 2
QUOTE = '<p>Before.</p><blockquote><p>It is everybody’s business, said nobody.</p></blockquote>'

TEXTS = {
    'plain': ('en', EN, ''),
    'hyphens': ('de', DE, ''),
    'greek': ('el', EL, ''),
    'right to left': ('ar', AR, '.text{font-family:"LP Naskh";hyphens:none}'),
    'indent that grows': ('de', DE, 'p + p{text-indent:1.4em}'),
    'indent that does not': ('de', DE, 'p + p{text-indent:5mm}'),
    'larger words': ('en', EN, 'em{font-size:1.6em;line-height:0}'),
    'words of one size': ('en', EN, 'em{font-size:30px;line-height:0}'),
    'an edge that grows': ('en', EN, 'em{padding:0 .7em}'),
    'an edge that does not': ('en', EN, 'em{padding:0 4mm}'),
    'narrower by em': ('en', QUOTE, 'blockquote{padding:0 2em}'),
    'narrower by mm': ('en', QUOTE, 'blockquote{padding:0 7mm}'),
    'letters apart': ('en', EN, 'em{letter-spacing:2px}'),
    'words apart': ('en', EN, '.text{word-spacing:.2em}'),
    'even rag': ('en', EN, '.text{text-align:start;--rag:even}'),
    'filled rag': ('en', EN, '.text{text-align:start}'),
    'free between': ('en', EN, 'p + p{margin-top:3mm}'),
    'a wide word': ('en', '<p>Pneumonoultramicroscopicsilicovolcanoconiosis, he said.</p>', ''),
}
GROWING = (
    'plain',
    'hyphens',
    'greek',
    'words apart',
    'indent that grows',
    'larger words',
    'narrower by em',
)
TRIED = [(90, 4), (90, 4.5), (90, 5.07), (60, 4.4), (33, 4), (33, 6.1), (400, 5), (25, 7)]


def lines(ruler: fit.Ruler, name: str, width: float, size: float):
    language, html, css = TEXTS[name]
    return ruler.flow(html, BASE + css, width, size, 1.4, language, 'text').lines


@pytest.mark.parametrize('name', TEXTS)
def test_every_size_and_measure_has_the_lines_of_the_engine(name: str) -> None:
    growing = fit.Ruler()
    for width, size in TRIED:
        found, alone = lines(growing, name, width, size), lines(fit.Ruler(), name, width, size)
        assert len(found) == len(alone), (width, size)
        for one, other in zip(found, alone, strict=True):
            assert replace(one, width=0) == replace(other, width=0), (width, size)
            assert not one.last or one.width == pytest.approx(other.width, abs=2e-4), (width, size)


@pytest.mark.parametrize('name', GROWING)
def test_the_engine_is_asked_twice_at_most(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ruler, asked = fit.Ruler(), []
    ordinary = fit.Ruler._render
    monkeypatch.setattr(
        fit.Ruler, '_render', lambda self, *given: asked.append(1) or ordinary(self, *given)
    )
    for width, size in TRIED[:5]:
        lines(ruler, name, width, size)
    assert len(asked) == (1 if name in ('plain', 'hyphens', 'greek') else 2)


def test_what_grows_otherwise_is_left_to_the_engine() -> None:
    for name in set(TEXTS) - set(GROWING) - {'even rag', 'right to left', 'an edge that grows'}:
        if name != 'a wide word':
            ruler = fit.Ruler()
            for width, size in TRIED[:3]:
                lines(ruler, name, width, size)
            assert not ruler._growing, name
