"""What others see of the roll: order, numbers, and never a private field."""

from __future__ import annotations

import json
import pickle
from dataclasses import fields, replace

import pytest

from fixtures.signatories import CANARIES, CANARY, FULL, organisation, read
from letterpress.manuscript.model import PublicSignatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll import files as roll_files


def test_the_order_is_that_of_the_root_table():
    names = [
        'Zoë',
        'zoe',
        'Ábc',
        'abd',
        'Abb',
        'ritimo',
        'Résistance',
        'ReAct',
        'Œuvre',
        'Oeuvre',
        'Ofre',
        "L'Auberge",
        'La Boussole',
        'Étoile',
        'Ετος',
        'Яна',
        'أمل',
        '9 voix',
        'Łódź',
        'Luz',
        'Lz',
    ]
    people = [organisation(name, id=f'n{n}') for n, name in enumerate(names)]
    assert [entry.name for entry in disclosure.order(people)] == [
        '9 voix',
        'Abb',
        'Ábc',
        'abd',
        'Étoile',
        "L'Auberge",
        'La Boussole',
        'Łódź',
        'Luz',
        'Lz',
        'Oeuvre',
        'Œuvre',
        'Ofre',
        'ReAct',
        'Résistance',
        'ritimo',
        'zoe',
        'Zoë',
        'Ετος',
        'Яна',
        'أمل',
    ]


def test_sort_as_and_ids_decide():
    people = [
        organisation('Le Mouton', sort_as='Mouton Le'),
        organisation('La Cimade'),
        organisation('Ana', id='b'),
        organisation('Ana', id='a'),
    ]
    assert [entry.id for entry in disclosure.order(people)] == ['a', 'b', 'la-cimade', 'le-mouton']


def test_the_order_is_pyucas_own():
    from pyuca.collator import Collator_10_0_0

    from letterpress.manuscript.roll.order import collation

    whole = Collator_10_0_0()
    texts = [
        'L·L',
        'l·',
        'क्ष',
        '한국',
        '漢字',
        '\U00020000',
        'e\u0301',
        '\u0fb2\u0f71\u0f80',
        'กเก',
        '\U00017000',
        'a\u0301\u0327\u0302',
        '',
        'Île',
    ]
    keys = [tuple(map(ord, key)) for key in collation.keys(texts)]
    assert keys == [whole.sort_key(text) for text in texts]


def test_counts_name_nobody_and_leave_nobody_out():
    people, _ = read(FULL + '- {id: x, name: Ana, kind: person, public: false}\n')
    assert disclosure.counts(people).signatories == 3
    assert dict(disclosure.counts(people).by_kind) == {'organisation': 1, 'person': 2}
    assert dict(disclosure.counts(()).by_kind) == {'organisation': 0, 'person': 0}


def test_no_private_field_gets_through_the_door():
    public = disclosure.publish(CANARY)
    assert public == PublicSignatory(
        'ana', 'Ana Sol', 'person', 'https://example.org', 'ES', '2026-01-02'
    )
    listed = json.dumps(str(disclosure.published([CANARY]))).encode()
    seen = repr(public).encode() + pickle.dumps(public) + roll_files.to_csv([public]) + listed
    assert b'Ana Sol' in seen and b'canary' not in seen


def test_a_private_record_does_not_print_itself():
    assert 'canary' not in f'{CANARY!r} {CANARY} {CANARY.private}'


def test_the_public_value_has_only_the_fields_that_were_decided():
    assert [field.name for field in fields(PublicSignatory)] == [
        'id',
        'name',
        'kind',
        'url',
        'country',
        'joined',
        'role',
        'affiliation',
        'initial',
    ]


def test_who_is_not_public_is_not_published():
    hidden = replace(CANARY, public=False)
    assert disclosure.published([hidden, organisation('Abilian')]) == (
        PublicSignatory('abilian', 'Abilian', 'organisation'),
    )
    with pytest.raises(ValueError, match='ana'):
        disclosure.publish(hidden)


def test_findings_do_not_tell_private_values():
    text = (
        roll_files.to_yaml([CANARY])
        .decode()
        .replace('kind: person', 'kind: nobody')
        .replace('  email:', '  e_mail:')
    )
    assert text.count('canary') == len(CANARIES)
    findings = read(text)[1]
    assert [finding.code for finding in findings] == ['LP124', 'LP121']
    assert 'canary' not in ' '.join(map(str, findings))
