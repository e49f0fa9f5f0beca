"""Whatever stands in content/, reading answers with findings, never with an exception."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.tiny import files
from letterpress.base import decoding
from letterpress.findings import Rejected, errors
from letterpress.manuscript import reading
from letterpress.manuscript.text import prose
from letterpress.manuscript.yaml import tree

SIGNS = st.text(
    st.sampled_from(
        'abé0 \t\n:-[]{}*&!|>\'"%@`#?,.\\<>~=()_\u202e\u2069\u0660\x00\ufeff\U0001f600'
    ),
    max_size=40,
)
GOOD = files()


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_any_text_is_a_tree_or_rejected(text):
    found = ()
    try:
        tree.parse(decoding.decode(text.encode(), 'a.yaml'), 'a.yaml')
    except Rejected as rejected:
        found = rejected.findings or pytest.fail('rejected without a finding')
    assert all(one.severity and one.place.line for one in found)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_rejected(data):
    with contextlib.suppress(Rejected):
        tree.parse(decoding.decode(data, 'a.yaml'), 'a.yaml')


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_any_markdown_is_blocks_and_findings_inside_the_text(text):
    blocks, wrong = prose.blocks(text, 'a.md', 3)
    last = text.count('\n') + 3
    assert all(3 <= one.place.line <= last for one in (*blocks, *wrong))
    assert all(block.runs and all(run.text for run in block.runs) for block in blocks)
    assert len(prose.letter_hash(blocks)) == 64


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data(), SIGNS)
def test_any_change_of_any_file_is_answered(path, data, signs):
    text = GOOD[path].decode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 30, len(text))))
    campaign, findings = reading.read(GOOD | {path: (text[:start] + signs + text[end:]).encode()})
    assert (campaign is None) == bool(errors(findings))
    assert all(one.hint for one in findings)
