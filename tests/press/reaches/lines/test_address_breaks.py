"""Justified lines end at their measure, also where letters come from another face of the stack."""

import re
import subprocess

import pytest

from letterpress.press import engine, ruler  # noqa: F401  the engine as the house has it
from letterpress.press.engine import font_configuration
from letterpress.press.reaches.boxes import descend

GREEK = (
    'Τρένα για όλους σε όλη την Ευρώπη, τη νύχτα και την ημέρα, χωρίς αεροπλάνα και χωρίς ουρές. '
) * 6


def edges(stack: str, text: str) -> list[float]:
    """Return where lines of 100 mm end, from their start in mm; the last one left out."""
    from weasyprint import HTML

    page = (
        f'<style>@page{{size:140mm 200mm;margin:20mm}}body{{margin:0;font:11pt/14pt {stack};'
        f'text-align:justify}}p{{margin:0}}</style><p lang="el">{text}'
    )
    pdf = HTML(string=page).write_pdf(font_config=font_configuration())
    words = subprocess.run(
        ['pdftotext', '-bbox', '-', '-'], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    ends: dict[str, float] = {}
    for top, right in re.findall(r'yMin="([\d.]+)" xMax="([\d.]+)"', words):
        ends[top] = max(ends.get(top, 0.0), float(right))
    return [end * 25.4 / 72 - 20 for end in list(ends.values())[:-1]]


@pytest.mark.parametrize(
    'stack',
    ['"LP Book"', '"LP Kufi", "LP Book"', '"LP Wood", "LP Book"', '"LP Naskh", "LP Book"'],
)
def test_justified_lines_end_at_their_measure_whatever_sets_their_blanks(stack):
    found = edges(stack, GREEK)
    assert len(found) > 4
    assert found == pytest.approx([100] * len(found), abs=0.15)


def test_words_of_two_faces_in_one_line():
    found = edges('"LP Kufi", "LP Book"', GREEK.replace('τη νύχτα', 'قطارات الليل <b>νύχτα</b>'))
    assert max(found) < 100.15


@pytest.mark.parametrize(
    'word', ['example.org/1911', 'Les-Tilleuls.coop', 'www.VAVATYTY.org', 'a1.org/1.1']
)
@pytest.mark.parametrize('figures', ['proportional-nums', 'tabular-nums', 'oldstyle-nums'])
def test_an_address_is_as_wide_as_its_box_in_the_figures_of_its_style(word, figures):
    from weasyprint import HTML

    def widths(tag: str, kerning: str) -> list[float]:
        page = (
            f'<style>{tag}{{position:absolute;white-space:nowrap;font:30px "LP Book";'
            f'font-variant-numeric:{figures};font-kerning:{kerning}}}</style><{tag}>{word}</{tag}>'
        )
        document = HTML(string=page).render(font_config=font_configuration())
        inside = descend(document.pages[0]._page_box)
        return [box.width for box in inside if box.element_tag == tag]

    found = widths('p', 'normal')
    assert found == pytest.approx([found[0]] * len(found), abs=0.01) and len(found) > 1
    assert found == pytest.approx(widths('p', 'none'), abs=0.01)  # never kerned
