"""The encoding of a file that is no UTF-8, named for the person who has to save it anew."""

from __future__ import annotations

import pytest

from letterpress.base import codepages

TEXTS = {
    'cp1252': (
        'Windows-1252',
        [
            'Fédération nationale des associations d’usagers',
            'Nom;Prénom\nJosé;Ñandú',
            'Jérôme',
            'Verein für Ökologie\nGrößte Straße',
            'Associação dos Utentes São',
            'Nattågsalliansen Malmö',
            'Félag íslenskra járnbrautaráhugamanna',
            'Møller Ås',
            '« Sauvons »',
            'FÉDÉRATION',
        ],
    ),
    'cp1250': (
        'Windows-1250',
        [
            'Paweł Łącki;Stowarzyszenie Pasażerów Białystok',
            'Śląskie Towarzystwo',
            'Sdružení cestujících',
            'Žďár nad Sázavou',
            'Imię i nazwisko',
            'Szőke Gyűrű',
            'Asociaţia Pro Infrastructură',
            'Kraj;Nazwa\nPL;Żółć',
        ],
    ),
    'cp1251': (
        'Windows-1251',
        [
            'Име;Държава\nЙорданка Щерева;България',
            'Фондация Право',
            'Name;Country\nФонд „Право“;BG',
            'СДРУЖЕНИЕ',
            'Всероссийское общество',
        ],
    ),
    'cp1253': (
        'Windows-1253',
        ['Όνομα;Χώρα\nΑναστασία Παπαϊωάννου', 'Ένωση Πολιτών', 'ΕΛΛΑΔΑ', 'Name\nΓιώργος'],
    ),
    'cp1256': (
        'Windows-1256',
        ['الاسم;البلد\nالمرصد العربي', 'جمعية الحقوق', 'Name;Country\nمنظمة;MA'],
    ),
    'utf-16': ('UTF-16', ['Name;Public\nJérôme;oui', 'Име']),
    'utf-16-le': ('UTF-16', ['Name;Public\nJérôme;oui']),
    'utf-16-be': ('UTF-16', ['Name;Public\nJérôme;oui']),
}


@pytest.mark.parametrize(
    'page, name, text',
    [(page, name, text) for page, (name, texts) in TEXTS.items() for text in texts],
)
def test_the_encoding_is_named(page, name, text):
    assert codepages.likely(text.encode(page)).split(' (')[0] == name


@pytest.mark.parametrize(
    'data', [b'\x80\x81\x82\x83\x84', b'\x00\xff\xfe' + bytes(range(128, 256)) * 9, b'abc\xff']
)
def test_a_riddle_is_left_one_or_named_and_never_fails(data):
    assert isinstance(codepages.likely(data), str)
