"""Runs of a text as a word processor has them: style, language, direction, links, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from letterpress.layout.runs import LATIN, RTL, referred, stretches
from letterpress.layout.type import languages
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Run

SPACE = '{http://www.w3.org/XML/1998/namespace}space'
Refer = Callable[[Block], Any]  # makes the reference to a note


def element(tag: str, **values: str) -> Any:
    """Return an element of the namespace w with attributes of it."""
    made = OxmlElement(f'w:{tag}')
    for name, value in values.items():
        made.set(qn(f'w:{name}'), value)
    return made


def fill(paragraph: Any, runs: Iterable[Run], language: str, part: Part, refer: Refer) -> None:
    """Append runs to a paragraph (w:p) of a part; `refer` makes the references to notes."""
    direction = locales.direction(language)
    spaced = languages.rules(language).spaced
    told = [
        run if run.href or run.note else replace(run, text=_of(run, language, spaced))
        for run in runs
    ]
    for stretch in stretches(referred(told, language), direction):
        against = bool(stretch.kind)
        rtl = (direction == 'rtl') != against
        foreign = 'en' if stretch.kind.startswith(LATIN) else 'ar' if stretch.kind == RTL else ''
        for href, group in groupby(stretch.runs, key=lambda run: run.href):
            home = paragraph
            if href:
                home = element('hyperlink', history='1')
                target = part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                home.set(qn('r:id'), target)
                paragraph.append(home)
            for run in group:
                if run.note is not None:
                    paragraph.append(refer(run.note))
                else:
                    home.append(_run(run, rtl, run.lang or foreign, bool(href)))


def _of(run: Run, language: str, spaced: Callable[[str], str]) -> str:
    """Return a run's text, its blanks as its language has them."""
    if run.lang and run.lang != language:
        return languages.rules(run.lang).spaced(run.text)
    return spaced(run.text)


def _run(run: Run, rtl: bool, lang: str, linked: bool) -> Any:
    """Return a run (w:r); what it says of itself stands in the order of the format's schema."""
    made, said = element('r'), element('rPr')
    if linked:
        said.append(element('rStyle', val='Hyperlink'))
    for wanted, tag in ((run.strong, 'b'), (run.emphasis, 'i')):
        if wanted:
            said.append(element(tag))
            said.append(element(f'{tag}Cs'))
    if rtl:
        said.append(element('rtl'))
    if lang:
        tag = locales.with_country(lang)
        said.append(element('lang', bidi=tag) if rtl else element('lang', val=tag))
    if len(said):
        made.append(said)
    text = element('t')
    text.text = run.text
    text.set(SPACE, 'preserve')
    made.append(text)
    return made
