"""What holds for every name and every roll."""

from __future__ import annotations

import re
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyuca.collator import Collator_10_0_0

from letterpress.base import characters
from letterpress.findings import Place, errors
from letterpress.manuscript.model import PrivateRecord, PublicSignatory, Signatory
from letterpress.manuscript.roll import disclosure, names, slugs, wording
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll.lists.doubts import named
from letterpress.manuscript.roll.lists.imports import Imported, read_any
from letterpress.manuscript.roll.lists.merging import merge
from letterpress.manuscript.roll.order import collation

# what is right may take its time: the first call of several reads tables, on a machine that is busy
settings.register_profile('patient', deadline=None)
settings.load_profile('patient')

ANY = st.text(st.characters(codec=None), max_size=30)  # lone surrogates too
LETTERS = st.text(
    st.characters(categories=['L', 'M', 'N', 'P', 'Zs', 'S']), min_size=1, max_size=30
)
NAMES = (
    LETTERS.map(lambda name: ' '.join(name.split()))
    .map(names.normal)
    .filter(lambda name: not errors(names.check(name, Place())) and name == name.strip())
)
WHOLE = Collator_10_0_0()


def organisations(distinct=True):
    def build(found):
        entries: list[Signatory] = []
        for name in found:
            entries.append(
                Signatory(slugs.fresh(name, {entry.id for entry in entries}), name, 'organisation')
            )
        return tuple(entries)

    return st.lists(NAMES, max_size=8, unique_by=names.skeleton if distinct else None).map(build)


@given(ANY)
def test_judging_a_name_never_fails_and_is_stable(name):
    found = names.check(name, Place())
    assert found == names.check(name, Place())
    for position, _ in names.refused(name):
        assert 1 <= position <= len(name)


@given(NAMES)
def test_what_may_be_printed_is_seen(name):
    assert not any(unicodedata.category(c) in ('Cc', 'Cs', 'Co', 'Zl', 'Zp') for c in name)
    assert not set(name) & {
        '\u00ad',
        '\u200b',
        '\u2060',
        '\ufeff',
        *map(chr, (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    }


@given(NAMES)
def test_names_are_equal_in_every_normal_form_and_case(name):
    assert names.same(name) == names.same(unicodedata.normalize('NFD', name))
    assert names.skeleton(name) == names.skeleton(unicodedata.normalize('NFD', name))
    assert names.normal(names.normal(name)) == names.normal(name)


@given(NAMES)
def test_a_slug_is_ascii_and_short(name):
    found = slugs.slug(name)
    assert found.isascii() and 0 < len(found) <= slugs.MAX_LENGTH
    assert all(part and part.isalnum() and part == part.lower() for part in found.split('-'))


@given(ANY)
def test_what_is_left_of_a_name_is_made_letter_by_letter_as_of_the_whole(name):
    """Tables of letters stand for what these lines do with a text."""
    text = ''.join(names._LOOKALIKES.get(one, one) for one in unicodedata.normalize('NFKD', name))
    folded = unicodedata.normalize('NFKD', text.casefold())
    kept = ''.join(one for one in folded if unicodedata.category(one)[0] in 'LN')
    assert names.skeleton(name) == (kept or names.same(name))
    letters = unicodedata.normalize('NFKD', name.casefold())
    bare = ''.join(one for one in letters if not unicodedata.combining(one)).replace('_', ' ')
    assert wording.plain(name) == ' '.join(re.findall(r'\w+|[✓✔☑✅✗✘☐❌]', bare))
    folded = unicodedata.normalize('NFC', name.casefold())
    words = re.findall('[a-z0-9]+', ''.join(map(slugs._latin, folded)))
    if words and not set(name) & {'\ud800'}:
        assert slugs.slug(name) == '-'.join(words)[: slugs.MAX_LENGTH] or len(name) > 20


@given(ANY)
def test_a_spoilt_name_is_found_however_quickly_it_is_looked_at(letters):
    def slowly():
        for page in ('cp1252', 'latin-1', 'cp1250'):
            try:
                return name.encode(page).decode('utf-8')
            except UnicodeError:
                continue
        return ''

    for name in (letters, letters + 'é', 'Ã©', 'FÃ©dÃ©ration', f'Ã©{letters}'):
        if '\ufffd' not in name and not name.isascii():
            assert named.spoilt(name) == slowly()


@given(
    st.text(st.sampled_from('\n\t\x00\x7f\u00a0\u200b\u2028\ufeff\U000e0041aбع\ufdd0'), max_size=30)
)
def test_what_nobody_can_see_is_found_in_every_line(text):
    found = [(one.place.line, one.place.column) for one in characters.unprintable(text, 'f')]
    wrong = [match.start() for match in characters._UNPRINTABLE.finditer(text)]
    assert found == [
        (text.count('\n', 0, at) + 1, at - (text.rfind('\n', 0, at) + 1) + 1) for at in wrong
    ]


@given(st.text(st.sampled_from("nulNotrue019.-+_:eExb~<=! TZ@é’'"), max_size=8))
def test_a_value_is_written_bare_only_where_every_reader_takes_it_for_a_text(value):
    made = roll_files.scalar(value)
    assert yaml.safe_load(f'- {made}') == [value]


def weights(texts):
    """The keys of texts as pyuca gives them: a character is a weight."""
    return [tuple(map(ord, key)) for key in collation.keys(texts)]


@given(st.lists(st.text(max_size=12), max_size=4))
def test_keys_are_pyucas(texts):
    meant = [WHOLE.sort_key(text) for text in texts]
    assert weights(texts) == meant
    many = -(-collation._MANY // max(1, len(texts)))
    assert weights(texts * many) == meant * many


@given(
    st.lists(
        st.text(
            st.sampled_from('lL·أاآيى\u0653\u0306\u0328\u0316иЙ\u0418กเไ\u09c7\u09be𑄱中ẩ'),
            max_size=6,
        ),
        min_size=1,
        max_size=9,
    )
)
def test_keys_of_many_are_pyucas_where_letters_have_a_weight_together(texts):
    many = -(-collation._MANY // len(texts))
    meant = [WHOLE.sort_key(text) for text in texts]
    assert weights(texts * many) == meant * many


@given(organisations(distinct=False), st.randoms())
def test_the_order_does_not_depend_on_the_order_before(entries, random):
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert disclosure.order(shuffled) == disclosure.order(entries)
    assert sorted(entry.id for entry in disclosure.order(entries)) == sorted(
        entry.id for entry in entries
    )


@given(organisations())
def test_yaml_comes_back(entries):
    found, findings = roll.read({roll.FILE: roll_files.to_yaml(entries)})
    assert not errors(findings)
    assert [(entry.id, entry.name) for entry in found] == [
        (entry.id, entry.name) for entry in entries
    ]


@given(
    st.lists(
        st.text(
            st.characters(
                exclude_characters='\r\n\t',
                exclude_categories=['Cs', 'Cc', 'Zl', 'Zp', 'Cn', 'Co', 'Cf'],
            ),
            max_size=20,
        ),
        max_size=5,
    )
)
def test_private_texts_come_back_from_yaml(notes):
    people = [
        Signatory(f'p{n}', f'Person {n}', 'person', public=True, private=PrivateRecord(note=note))
        for n, note in enumerate(notes)
    ]
    found, findings = roll.read({roll.FILE: roll_files.to_yaml(people)})
    assert not errors(findings)
    assert [entry.private.note for entry in found] == [characters.settled(note) for note in notes]


@given(organisations())
def test_csv_comes_back_through_the_importer(entries):
    # "Â¡" is "¡" read in another encoding: a question, wherever it stands
    whole = [entry for entry in entries if not named.spoilt(entry.name)]
    public = [PublicSignatory(entry.id, entry.name, entry.kind) for entry in whole]
    if public:
        assert [
            disclosure.publish(entry)
            for entry in read_any(roll_files.to_csv(public), 'x.csv').entries
        ] == public


@given(organisations(), organisations())
def test_merging_is_idempotent_and_keeps_what_is_there(present, more):
    imported = Imported(more, ())
    once = merge(present, imported)
    assert once.roll[: len(present)] == present
    assert once.roll == present + once.added
    assert merge(once.roll, imported).added == ()
    assert len({entry.id for entry in once.roll}) == len(once.roll)


@settings(max_examples=60)
@given(st.text(alphabet='Aéb (),-–;|•\n#1.*', max_size=60))
def test_any_list_is_read_or_refused_with_a_finding(text):
    from letterpress.findings import Rejected

    try:
        imported = read_any(text.encode(), 'list.txt', 'organisation')
    except Rejected as rejected:
        if not rejected.findings:
            pytest.fail('refused without a finding')
        return
    for entry in imported.entries:
        assert entry.name in ' '.join(text.split('\n')) and entry.name == entry.name.strip()
