"""A letter with all that a letter may hold, built from the command line: its tags are its text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

from fixtures import structures
from fixtures.sample import letterpress, once
from letterpress.finishing import structure

_ADDRESSED = re.compile(r'\[(.*?)\]\(https://(.*?)\)')


@pytest.fixture(scope='module')
def letters(run_folder: Path) -> dict[str, bytes]:
    """The letters as built, by language."""
    folder = once(run_folder, 'structured letters', lambda aside: (aside.mkdir(), _fill(aside)))
    return {language: (folder / language).read_bytes() for language in structures.LANGUAGES}


def _fill(folder: Path) -> None:
    for language, path in structures.build(folder, letterpress).items():
        (folder / language).write_bytes(path.read_bytes())


@pytest.mark.parametrize('language', structures.LANGUAGES)
def test_the_tags_of_a_letter_are_its_text(letters: dict[str, bytes], language: str) -> None:
    assert structures.faults(PdfReader(io.BytesIO(letters[language]))) == []


@pytest.mark.parametrize('language', structures.LANGUAGES)
def test_each_note_is_read_in_the_words_of_its_writer(
    letters: dict[str, bytes], language: str
) -> None:
    written = (structures.TEXTS / f'{language}.md').read_text(encoding='utf-8')
    notes = re.findall(r'(?m)^\[\^\w+\]: (.*)$', written)
    read = structure.read(letters[language])
    assert read.direction == ('rtl' if language == 'ar' else 'ltr')
    assert [one.text for one in read.passages if one.tag == 'Note'] == [
        _ADDRESSED.sub(r'\1 (\2)', note) for note in notes
    ]


# ---- a judge that says yes to everything is found out --------------------------------------------


def _first(root: Any, tag: str, beside: str = '') -> Any:
    for element in structures.kids(root):
        if element['/S'] == f'/{tag}' and (not beside or beside in element):
            return element
        found = _first(element, tag, beside)
        if found is not None:
            return found
    return None


def _no_id(root: Any) -> None:
    del _first(root, 'Note')['/ID']


def _same_id(root: Any) -> None:
    quoted = _first(_first(root, 'BlockQuote'), 'Note')
    quoted[NameObject('/ID')] = TextStringObject(_first(root, 'Note')['/ID'])


def _no_tree_of_names(root: Any) -> None:
    del root['/IDTree']


def _note_at_the_end(root: Any) -> None:
    note = _first(root, 'Note').indirect_reference
    beside = note['/P']['/K']
    beside.remove(note)
    beside.append(note)


def _no_label(root: Any) -> None:
    _first(root, 'LI')[NameObject('/K')] = ArrayObject(_first(root, 'LI')['/K'][1:])


def _cell_without_head(root: Any) -> None:
    del _first(root, 'TD')['/A']['/Headers']


def _head_is_a_cell(root: Any) -> None:
    _first(root, 'TH')[NameObject('/S')] = NameObject('/TD')


def _quotation_is_text(root: Any) -> None:
    _first(root, 'BlockQuote')[NameObject('/S')] = NameObject('/Div')


def _rank_skipped(root: Any) -> None:
    _first(root, 'H2')[NameObject('/S')] = NameObject('/H3')


def _area(root: Any) -> Any:
    return next(
        one['/Obj']
        for one in (kid.get_object() for kid in _first(root, 'Link')['/K'])
        if isinstance(one, dict)
    )


def _no_words_of_a_link(root: Any) -> None:
    del _area(root)['/Contents']


def _link_leads_back_elsewhere(root: Any) -> None:
    area = _area(root)
    area[NameObject('/StructParent')] = NumberObject(area['/StructParent'] + 1)


def _link_is_no_link(root: Any) -> None:
    link = _first(root, 'Link')
    link[NameObject('/S')] = NameObject('/Span')


def _wrong_parent(root: Any) -> None:
    _first(root, 'H2')[NameObject('/P')] = _first(root, 'Note').indirect_reference


@pytest.mark.parametrize(
    ('damage', 'said'),
    [
        (_no_id, 'a note has no /ID'),
        (_same_id, 'two elements have one /ID'),
        (_no_tree_of_names, 'the tree of names does not lead'),
        (_note_at_the_end, 'a note does not stand right behind its reference'),
        (_no_label, 'the letter is read as'),
        (_cell_without_head, 'a cell of column 1 does not name its head'),
        (_head_is_a_cell, 'the letter is read as'),
        (_quotation_is_text, 'the letter is read as'),
        (_rank_skipped, 'a rank of headings is skipped'),
        (_no_words_of_a_link, 'a link does not say in words'),
        (_link_leads_back_elsewhere, 'leads back to another element'),
        (_link_is_no_link, 'a link on a page is in no element'),
        (_wrong_parent, 'stands in another element than it says'),
    ],
)
def test_a_damaged_tree_is_found_out(
    letters: dict[str, bytes], damage: Callable[[Any], None], said: str
) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(letters['de']))
    damage(writer._root_object['/StructTreeRoot'])
    out = io.BytesIO()
    writer.write(out)
    assert said in '; '.join(structures.faults(PdfReader(out)))
