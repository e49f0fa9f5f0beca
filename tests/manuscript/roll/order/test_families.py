"""Persons are sorted by their family names, as their countries do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.layout.initials import initials_of
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll.lists.imports import read_any
from letterpress.manuscript.roll.order import families


@pytest.mark.parametrize(
    'name, country, by',
    [
        ('Friedrich von Hayek', 'DE', 'Hayek Friedrich von'),
        ('Anna Zur Linde', 'DE', 'Zur Linde Anna'),
        ('Karl vom Stein', 'AT', 'vom Stein Karl'),
        ('Vincent van Gogh', 'NL', 'Gogh Vincent van'),
        ('Jan Van den Broeck', 'BE', 'Van den Broeck Jan'),
        ('Charles de Gaulle', 'FR', 'Gaulle Charles de'),
        ('Jean de La Fontaine', 'FR', 'La Fontaine Jean de'),
        ('Joachim Du Bellay', 'FR', 'Du Bellay Joachim'),
        ('Honoré d’Urfé', 'FR', 'Urfé Honoré d’'),
        ('Alcide De Gasperi', 'IT', 'De Gasperi Alcide'),
        ('Gabriele D’Annunzio', 'IT', 'D’Annunzio Gabriele'),
        ('Lorenzo de’ Medici', 'IT', 'Medici Lorenzo de’'),
        ('Federico García Lorca', 'ES', 'García Lorca Federico'),
        ('José Ortega y Gasset', 'ES', 'Ortega y Gasset José'),
        ('Ana de la Torre', 'MX', 'Torre Ana de la'),
        ('José Eduardo dos Santos', 'PT', 'Santos José Eduardo dos'),
        ('Alaa al-Aswany', 'EG', 'Aswany Alaa al-'),
        ('علاء الأسواني', 'EG', 'علاء الأسواني'),
        ('Nagy Imre', 'HU', 'Nagy Imre'),
        ('毛泽东', '', '毛泽东'),
        ('Björk Guðmundsdóttir', 'IS', 'Björk Guðmundsdóttir'),
        ('Ана Петрова', 'BG', 'Петрова Ана'),
        ('Seán O’Brien', 'IE', 'O’Brien Seán'),
        ('W. E. B. Du Bois', '', 'Du Bois W. E. B.'),
        ('Ursula von der Leyen', '', 'Leyen Ursula von der'),
        ('Martin Luther King, Jr.', 'US', 'King Martin Luther'),
        ('Madonna', '', 'Madonna'),
        ('van Gogh', 'NL', 'Gogh van'),
    ],
)
def test_a_person_is_sorted_by_the_family_name_as_the_country_does(name, country, by):
    assert families.sorted_by(name, country) == by


@given(st.text(max_size=40), st.sampled_from(['', 'DE', 'ES', 'NL', 'BE', 'EG', 'HU', 'IS', 'XX']))
def test_no_letter_of_a_name_is_lost(name, country):
    by = families.sorted_by(name, country)
    assert sorted(''.join(by.split())) == sorted(''.join(name.split())) or ',' in name
    assert families.sorted_by(name, country) == by


def test_the_heading_is_the_letter_of_what_is_sorted_by():
    people = [
        Signatory('a', 'Zoe Almeida', 'person', country='PT'),
        Signatory('b', 'Anna van Zanten', 'person', country='NL'),
        Signatory('c', 'Anna Van Aken', 'person', country='BE'),
        Signatory('d', 'Zeit für Rechte', 'organisation'),
        Signatory('e', 'Ana Sol', 'person', sort_as='Mar'),
    ]
    printed = disclosure.published(people)
    assert [one.id for one in printed] == ['a', 'e', 'c', 'b', 'd']
    assert initials_of(printed) == ['A', 'M', 'V', 'Z', 'Z']


def test_an_import_keeps_what_given_and_family_name_are_sorted_by():
    table = 'first name,last name,country,public\nAnna,van Gogh,NL,yes\nAnna,van Gogh,BE,yes\n'
    found = read_any(table.encode(), 'list.csv', 'person').entries
    assert [(one.name, one.sort_as) for one in found] == [
        ('Anna van Gogh', 'Gogh Anna van'),
        ('Anna van Gogh', 'van Gogh Anna'),
    ]
