"""How to reach somebody is no part of a name."""

from __future__ import annotations

import pytest

from fixtures.first_signatories import FIRST_SIGNATORIES
from letterpress.findings import Place
from letterpress.manuscript.roll import contacts, names
from letterpress.manuscript.roll import signatories as roll


@pytest.mark.parametrize(
    'name, what',
    [
        ('Jeanne Roy <jeanne.roy@courriel.fr>', 'an e-mail address'),
        ('jeanne.roy@courriel.fr', 'an e-mail address'),
        ('Jeanne Roy jeanne.roy@courriel.fr', 'an e-mail address'),
        ('Jeanne Roy (jeanne.roy@courriel.fr)', 'an e-mail address'),
        ('Jeanne Roy, JEANNE@COURRIEL.FR', 'an e-mail address'),
        ('Ana mailto:ana', 'an e-mail address'),
        ('Ana Sol ana＠example.org', 'an e-mail address'),
        ('Ana ana @ example.org', 'an e-mail address'),
        ('Ana Sol ana [at] example.org', 'an e-mail address'),
        ('ana(arobase)example.org', 'an e-mail address'),
        ('Гергана гергана@пример.бг', 'an e-mail address'),
        ('Jeanne Roy;jeanne.roy@courriel.fr;non', 'an e-mail address'),
        ('Ana Sol +33 6 12 34 56 78', 'a telephone number'),
        ('Ana Sol 06.12.34.56.78', 'a telephone number'),
        ('Ana Sol, 0612345678', 'a telephone number'),
        ('Ana (030) 123 45 67', 'a telephone number'),
        ('Ana 0049/30/1234567', 'a telephone number'),
        ('Ana 600 123 456', 'a telephone number'),
        ('Ana tel. 112 33', 'a telephone number'),
        ('Ana ٠١٢٣٤٥٦٧٨٩', 'a telephone number'),
        ('هاتف: ٠١٢٣٤٥', 'a telephone number'),
        ('Ana +30 210 1234567', 'a telephone number'),
        ('FDN https://fdn.fr', 'a web address'),
        ('www.fdn.fr', 'a web address'),
        ('FDN (facebook.com/fdn)', 'a web address'),
        ('HTTP://FDN.FR/', 'a web address'),
        ('Ana t.me/ana', 'a web address'),
    ],
)
def test_what_reaches_somebody_is_found(name, what):
    assert contacts.held(name) == what
    found = names.check(name, Place('content/signatories.yaml', 2, 9))
    assert 'LP284' in {finding.code for finding in found}
    assert all(finding.hint for finding in found)


@pytest.mark.parametrize(
    'name',
    [
        *FIRST_SIGNATORIES,
        'noyb.eu',
        'Change.org',
        '@nighttrains',
        '1000 Züge',
        'Zieloni 2004',
        'Agenda 2005-2010',
        'Agenda 2005–10',
        'Collectif du 11.09.2001',
        'Mouvement du 2019-11-03',
        '1 000 000 de femmes',
        '10.000.000 Schritte',
        'ver.di/GEW',
        'IG 14-18',
        'C@fé Babel',
        'Deutsche Bahn-Kunden-Verband, Landesverband Berlin-Brandenburg e. V.',
        'Ana Sol (Paris 11)',
        'Comité 49/3',
        'AK 47 / 11',
        'Bündnis 90/Die Grünen',
        'Kolej & Ludzie sp. z o.o.',
        '116 117',
        'Route 66',
        'Radio 98.5 FM',
        'Cgil 1906',
        'A/B',
        'Mobile 2030',
    ],
)
def test_names_that_look_a_little_like_it(name):
    assert contacts.held(name) == ''


def test_a_roll_with_an_address_in_a_name_is_wrong_and_one_with_it_in_private_is_not():
    entry = (
        '- id: ana-sol\n  name: Ana Sol{}\n  kind: person\n  public: true\n'
        '  private: {{email: ana@example.org}}\n'
    )
    assert roll.read({roll.FILE: entry.format('').encode()})[1] == ()
    people, findings = roll.read({roll.FILE: entry.format(' <ana@example.org>').encode()})
    assert [(finding.code, finding.severity, finding.place.line) for finding in findings] == [
        ('LP284', 'error', 2)
    ]
    assert people == ()
    (finding,) = roll.read(
        {roll.FILE: entry.format('\n  sort_as: Sol +33 6 12 34 56 78').encode()}
    )[1]
    assert (finding.code, finding.place.line) == ('LP284', 3)


@pytest.mark.parametrize(
    'text, name, mail',
    [
        ('Ana Sol <ana@example.org>', 'Ana Sol', 'ana@example.org'),
        ('"Ana Sol" <ana@example.org>', 'Ana Sol', 'ana@example.org'),
        (' Ana Sol<mailto:ana@example.org> ', 'Ana Sol', 'ana@example.org'),
        ('Ana Sol', 'Ana Sol', ''),
        ('Ana <Sol>', 'Ana <Sol>', ''),
        ('ana@example.org <ana@example.org>', 'ana@example.org <ana@example.org>', ''),
        ('<ana@example.org>', '<ana@example.org>', ''),
        ('Ana <a@b.org> <c@d.org>', 'Ana <a@b.org> <c@d.org>', ''),
    ],
)
def test_a_name_with_its_address_is_parted(text, name, mail):
    assert contacts.parted(text) == (name, mail)
