"""Forms: what programs export, a campaign's own, and what somebody says of columns."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from fixtures import spreadsheets as made
from letterpress.findings import Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll.lists import forms, imports, sources, table
from letterpress.manuscript.roll.lists.columns import Told
from letterpress.manuscript.roll.lists.imports import Imported
from letterpress.manuscript.yaml.shapes import Report


def read(text: str, name: str = 'list.csv', encoding: str = 'utf-8', **asked: object) -> Imported:
    source = sources.read(text.encode(encoding), name)
    return imports.read(source, table.Asked(**asked))  # type: ignore[arg-type]


def codes(found: Imported) -> list[str]:
    return [one.code for one in found.ambiguous]


def stands(found: Imported) -> dict[str, str]:
    return {
        one.name: 'public' if one.public else found.stands[one.place].value for one in found.entries
    }


# What each program exports (headings as it writes them): the text, its encoding, and what follows
# for each signatory when they signed under a sentence that says names are published.
EXPORTS = {
    'google-forms': (
        'Zeitstempel,E-Mail-Adresse,Vor- und Nachname,Dürfen wir Ihren Namen veröffentlichen?\n'
        '2027/01/01 8:00:00 AM GMT+1,a@example.org,Ana Sol,"Ja, gerne"\n'
        '2027/01/02 9:01:07 AM GMT+1,b@example.org,Bea Luna,Nein\n',
        'utf-8',
        {'Ana Sol': 'without a clear answer', 'Bea Luna': 'said no'},
    ),
    'nextcloud-forms': (
        'User ID,User display name,Timestamp,Organisation\n'
        ',Anonymous user,2026-11-03T10:00:00+01:00,Les Amis du Vélo\n',
        'utf-8-sig',
        {'Les Amis du Vélo': 'public'},
    ),
    'limesurvey': (
        'id,submitdate,lastpage,startlanguage,seed,G01Q01[SQ001],G01Q01[SQ002],G02Q01\n'
        '1,2026-11-03 10:00:00,2,fr,12345,Ana,Sol,Y\n'
        '2,,1,fr,12346,Bea,Luna,Y\n'
        '3,2026-11-04 10:00:00,2,fr,12347,Carla,Mar,N\n',
        'utf-8',
        {'Ana Sol': 'public', 'Bea Luna': 'not confirmed', 'Carla Mar': 'said no'},
    ),
    'drupal-webform': (
        'Serial;SID;Submitted Time;Completed Time;Modified Time;Draft;IP Address;UID;Username;'
        'Prénom;Nom;Publier mon nom (oui/non)\n'
        '1;11;2026-11-03;2026-11-03;2026-11-03;0;192.0.2.1;0;;Ana;Sol;Oui\n'
        '2;12;2026-11-03;;2026-11-03;1;192.0.2.1;0;;Bea;Luna;Oui\n',
        'utf-8',
        {'Ana Sol': 'public', 'Bea Luna': 'withdrawn'},
    ),
    'action-network': (
        'uuid,first_name,last_name,email,Phone Number,can2_user_address,can2_user_city,'
        'can2_user_state,zip_code,County,can2_user_tags,can2_subscription_status,can2_sms_status\n'
        '1,Ana,Sol,a@example.org,,,Paris,,75011,,,subscribed,\n'
        '2,Bea,Luna,b@example.org,,,Paris,,75011,,,unsubscribed,\n'
        '3,Carla,Mar,c@example.org,,,Paris,,75011,,,bouncing,\n',
        'utf-8',
        {'Ana Sol': 'public', 'Bea Luna': 'unsubscribed', 'Carla Mar': 'unsubscribed'},
    ),
    'change-org': (
        'Name,City,State,Postal Code,Country,Signed On\n'
        'Ana Sol,Paris,,75011,France,2026-11-03\n'
        'Anonymous,Paris,,75011,France,2026-11-03\n',
        'utf-8',
        {'Ana Sol': 'public', 'Anonymous': 'anonymous'},
    ),
    'pytition': (
        'first_name,last_name,phone,email,subscribed_to_mailinglist,confirmed\n'
        'Ana,Sol,,a@example.org,False,True\nBea,Luna,,b@example.org,True,False\n',
        'utf-8',
        {'Ana Sol': 'public', 'Bea Luna': 'not confirmed'},
    ),
    'speakout': (
        'Petition Title\tPetitions ID\tHonorific\tFirst Name\tLast Name\tEmail Address\t'
        'Street Address\tCity\tState\tPost Code\tCountry\tCustom Message\tEmail Opt-in\t'
        'Date Signed\tConfirmation code\tConfirmed\tIP Address\tAnonymise\n'
        'Trains\t1\tMs\tAna\tSol\ta@example.org\t\t\t\t\tFrance\t\tY\t2026-11-03\tx1\t1\t\t0\n'
        'Trains\t1\tMr\tBen\tRuiz\tb@example.org\t\t\t\t\tFrance\t\tN\t2026-11-03\tx2\t0\t\t0\n'
        'Trains\t1\tMr\tCarl\tDoe\tc@example.org\t\t\t\t\tFrance\t\tN\t2026-11-03\tx3\t1\t\t1\n',
        'utf-16',
        {'Ana Sol': 'public', 'Ben Ruiz': 'not confirmed', 'Carl Doe': 'anonymous'},
    ),
    'civicrm': (
        'Contact ID,Contact Type,Contact Subtype,First Name,Last Name,Organization Name,Job Title,'
        'Current Employer,Email,Country\n'
        '1,Individual,,Ana,Sol,,Professor of Law,Universidade do Porto,a@example.org,Portugal\n'
        '2,Organization,,,,Attac,,,b@example.org,France\n',
        'utf-8',
        {'Ana Sol': 'public', 'Attac': 'public'},
    ),
    'eff-action-center': (
        'full_name,email,city,state,country_code\n'
        'Ana Sol,a@example.org,San Francisco,CA,United States of America\n',
        'utf-8',
        {'Ana Sol': 'public'},
    ),
}
# Other versions of the same programs: by whose preset each is read
OTHERS = [
    (
        'nextcloud-forms',
        'Submission ID,User ID,User display name,Timestamp,Organisation\n'
        'submission_id,user_id,user_display_name,timestamp,question-id-5\n'
        '7,,Anonymous user,2026-11-03T10:00:00+01:00,Les Amis du Vélo\n',
        'utf-8-sig',
        {'Les Amis du Vélo': 'public'},
    ),
    (
        'nextcloud-forms',
        'ID de usuario,Nombre a mostrar del usuario,Marca de tiempo,Organización\n'
        ',Usuario anónimo,2026-11-03T10:00:00+01:00,Les Amis du Vélo\n',
        'utf-8-sig',
        {'Les Amis du Vélo': 'public'},
    ),
    (
        'google-forms',
        'Časová značka,E-mailová adresa,Organizace\n'
        '2026/11/03 8:00:00 dop. SEČ,a@example.org,Zelený kruh\n',
        'utf-8',
        {'Zelený kruh': 'public'},
    ),
    (
        'google-forms',
        'Клеймо за време,Имейл адрес,Организация\n3.11.2026 8:00:00,a@example.org,За Земята\n',
        'utf-8',
        {'За Земята': 'public'},
    ),
    (
        'limesurvey',
        'Antwort ID;Datum Abgeschickt;Letzte Seite;Start-Sprache;Zufallsstartwert;Datum gestartet;'
        'Datum letzte Aktivität;Organisation\n'
        '1;2026-11-03 10:00:00;2;de;12345;2026-11-03 09:58:00;2026-11-03 10:00:00;Attac\n'
        '2;;1;de;12346;2026-11-03 09:58:00;2026-11-03 10:00:00;Oxfam\n',
        'utf-8',
        {'Attac': 'public', 'Oxfam': 'not confirmed'},
    ),
    (
        'limesurvey',
        'ID de la réponse;Date de soumission;Dernière page;Langue de départ;Tête de série;'
        'Date de lancement;Date de la dernière action;Organisation\n'
        '1;2026-11-03 10:00:00;2;fr;12345;2026-11-03 09:58:00;2026-11-03 10:00:00;Attac\n'
        '2;;1;fr;12346;2026-11-03 09:58:00;2026-11-03 10:00:00;Oxfam\n',
        'utf-8',
        {'Attac': 'public', 'Oxfam': 'not confirmed'},
    ),
    (
        'limesurvey',
        'id. Response ID,submitdate. Date submitted,lastpage. Last page,'
        'startlanguage. Start language,seed. Seed,Organisation\n'
        '1,2026-11-03 10:00:00,2,en,12345,Attac\n2,,1,en,12346,Oxfam\n',
        'utf-8',
        {'Attac': 'public', 'Oxfam': 'not confirmed'},
    ),
    (
        'drupal-webform',
        'Serial number,Submission ID,Submission URI,Created,Completed,Changed,Is draft,'
        'Current page,Remote IP address,Submitted by: ID,Submitted by: Title,Submitted by: URL,'
        'Language,Organisation\n'
        '1,11,/petition,2026-11-03 10:00,2026-11-03 10:00,2026-11-03 10:00,No,,192.0.2.1,0,'
        'Anonymous,,en,Attac\n'
        '2,12,/petition,2026-11-03 10:00,,2026-11-03 10:00,Yes,,192.0.2.1,7,editor,'
        'https://www.example.org/user/7,en,Oxfam\n',
        'utf-8',
        {'Attac': 'public', 'Oxfam': 'withdrawn'},
    ),
    (
        'change-org',
        'Name\tCity\tState\tPostal Code\tCountry\tSigned On\n'
        'Ana Sol\tParis\t\t75011\tFrance\t2026-11-03\n'
        'Ζωή Ηλιού\tΑθήνα\t\t10431\tFrance\t2026-11-03\n',
        'utf-16',
        {'Ana Sol': 'public', 'Ζωή Ηλιού': 'public'},
    ),
    (
        'speakout',
        'Signature ID,Petition ID,Honorific,First Name,Last Name,Email Address,Address,City,State,'
        'Postal Code,Country,,,,,,,,Email Opt-in,Date Signed,Confirmation code,Confirmed,'
        'Custom Message,Language,IP Address,Anonymise\n'
        '1,1,Ms,Ana,Sol,a@example.org,,,,,France,,,,,,,,1,2026-11-03,x1,1,,fr,,0\n'
        '2,1,Mr,Ben,Ruiz,b@example.org,,,,,France,,,,,,,,0,2026-11-03,x2,0,,fr,,0\n'
        '3,1,Mr,Carl,Doe,c@example.org,,,,,France,,,,,,,,0,2026-11-03,x3,1,,fr,,1\n',
        'utf-16',
        {'Ana Sol': 'public', 'Ben Ruiz': 'not confirmed', 'Carl Doe': 'anonymous'},
    ),
    (
        'eff-action-center',
        'full_name,email,city,state,country\nAna Sol,a@example.org,Paris,,France\n',
        'utf-8',
        {'Ana Sol': 'public'},
    ),
]
MORE = {
    'limesurvey': {
        'told': Told(
            {
                'given': ('G01Q01[SQ001]',),
                'family': ('G01Q01[SQ002]',),
                'public': ('G02Q01',),
            }
        )
    }
}
ASKING = ('google-forms', 'limesurvey', 'drupal-webform')


def test_every_preset_has_a_source_and_is_tried():
    assert set(forms.presets()) == set(EXPORTS)
    folder = forms.resources.files(forms.__package__).joinpath('presets')
    for path in folder.iterdir():
        assert '\nsource: https://' in path.read_text(encoding='utf-8'), path.name


@pytest.mark.parametrize('name', EXPORTS)
def test_an_export_gives_itself_away_and_is_read(name):
    text, encoding, expected = EXPORTS[name]
    asked = MORE.get(name, {})
    basis = '' if name in ASKING else 'signed under the words: names are published'
    found = read(text, 'export.csv', encoding, basis=basis, **asked)
    assert found.form is not None and found.form.name == name
    assert stands(found) == expected
    assert {'LP244', 'LP224', 'LP242'}.isdisjoint(codes(found))
    # nothing of the program's own reaches an entry
    assert not any(one.id or one.joined for one in found.entries)


@pytest.mark.parametrize(('name', 'text', 'encoding', 'expected'), OTHERS)
def test_another_version_of_a_program_is_read_by_the_same_preset(name, text, encoding, expected):
    found = read(text, 'export.csv', encoding, basis='signed under: names are published')
    assert found.form is not None and found.form.name == name
    assert stands(found) == expected
    assert {'LP244', 'LP246', 'LP242'}.isdisjoint(codes(found))
    assert all(one.country in ('', 'FR') for one in found.entries)


def test_a_row_of_names_for_columns_is_nobody_however_the_form_is_called():
    text = OTHERS[0][1]
    again = own('known_by: [Timestamp]\nno_rows: [submission_id]\n')
    for asked in ({'form': again['nachtzug']}, {'own': again}):
        assert list(stands(read(text, **asked))) == ['Les Amis du Vélo'], asked


NEXTCLOUD = {
    'de': ('Einreichungs-ID', 'Benutzer-ID', 'Anzeigename des Nutzers', 'Zeitstempel'),
    'el': ('Submission ID', 'Ταυτότητα Χρήστη', 'Εμφανιζόμενο όνομα χρήστη', 'Χρονοσφραγίδα'),
    # in no language that the preset has
    'nl': ('Inzending', 'Gebruikersnaam', 'Weergavenaam', 'Naam van de tijd'),
}


@pytest.mark.parametrize('language', NEXTCLOUD)
@pytest.mark.parametrize('kind', ['xlsx', 'ods'])
def test_the_hidden_row_of_nextcloud_forms_is_nobody_and_names_the_columns(language, kind):
    rows = [
        [*NEXTCLOUD[language], 'Organisation', 'Publish my name (yes/no)'],
        [*'submission_id user_id user_display_name timestamp question-id-5 question-id-6'.split()],
        [7, '', 'Anonymer Benutzer', '2026-11-03T10:00:00+01:00', 'Les Amis du Vélo', 'Ja'],
        [8, 'ana', 'Ana Sol', '2026-11-03T10:00:00+01:00', 'Attac', 'Nein'],
    ]
    sheets = {'Worksheet': rows}
    data = made.xlsx(sheets, hidden_rows=[2]) if kind == 'xlsx' else hidden_in_ods(sheets)
    found = imports.read(sources.read(data, f'list.{kind}'))
    assert found.form is not None and found.form.name == 'nextcloud-forms'
    assert stands(found) == {'Les Amis du Vélo': 'public', 'Attac': 'said no'}
    assert codes(found) == [] and found.rows == 2
    assert [str(one) for one in found.columns[:4]] == ['let go'] * 4


def hidden_in_ods(sheets) -> bytes:
    """A spreadsheet whose second row nobody sees."""
    with zipfile.ZipFile(BytesIO(made.ods(sheets))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    first, second, *others = bytes(parts['content.xml']).decode().split('<table:table-row>')
    unseen = '<table:table-row table:visibility="collapse">'
    parts['content.xml'] = f'{first}<table:table-row>{second}{unseen}' + '<table:table-row>'.join(
        others
    )
    return made.packed(parts)


@pytest.mark.parametrize('hidden', [[3], [2, 4]])
def test_another_hidden_row_beside_it_is_a_question(hidden):
    rows = [
        ['Submission ID', 'User ID', 'User display name', 'Timestamp', 'Organisation'],
        ['submission_id', 'user_id', 'user_display_name', 'timestamp', 'question-id-5'],
        [7, '', 'Anonymous user', '2026-11-03T10:00:00+01:00', 'Attac'],
        [8, '', 'Anonymous user', '2026-11-03T10:00:00+01:00', 'Oxfam'],
    ]
    source = sources.read(made.xlsx({'Worksheet': rows}, hidden_rows=hidden), 'list.xlsx')
    with pytest.raises(Rejected, match='LP229') as refused:
        imports.read(source)
    assert 'hides 1 of its rows' in str(refused.value)


def test_without_a_basis_of_consent_the_persons_of_an_export_stay_private():
    for name in set(EXPORTS) - set(ASKING):
        text, encoding, _ = EXPORTS[name]
        found = read(text, 'export.csv', encoding)
        assert not any(one.public for one in found.entries if one.kind == 'person'), name


def test_a_person_of_civicrm_has_role_and_affiliation():
    text, _, _ = EXPORTS['civicrm']
    ana = read(text, basis='signed on paper').entries[0]
    assert (ana.role, ana.affiliation, ana.country) == (
        'Professor of Law',
        'Universidade do Porto',
        'PT',
    )
    assert ana.private.consent == 'signed on paper'


# ---- what somebody says ----


def test_what_somebody_says_of_a_column_counts():
    text = 'Wer;Nachtzug?;Egal\nAttac;ja;ja\nFDN;nein;ja\n'
    with pytest.raises(Rejected, match='LP235'):
        read(text)
    told = Told({'organisation': ('wer',), 'public': ('#2',)}, let_go=('Egal',))
    found = read(text, told=told)
    assert stands(found) == {'Attac': 'public', 'FDN': 'said no'} and codes(found) == []
    assert [str(one) for one in found.columns] == [
        'organisation',
        'whether the name may be printed',
        'let go',
    ]


@pytest.mark.parametrize(
    'told, said',
    [
        (Told({'name': ('Nam of it',)}), 'did you mean Name of it?'),
        (Told(let_go=('Nonsense',)), 'known here: Name of it'),
        (Told({'name': ('#9',)}), '“#9”'),
    ],
)
def test_a_column_that_is_not_there_is_refused(told, said):
    with pytest.raises(Rejected, match='LP224') as caught:
        read('Name of it;X\nAttac;1\n', told=told)
    assert said in str(caught.value)


def test_a_basis_of_consent_does_not_count_beside_a_column_that_asks():
    text = 'Full name;May we publish your name?\nAna Sol;no\n'
    with pytest.raises(Rejected, match='LP227'):
        read(text, basis='they signed')
    found = read('Full name;Anonymous\nAna Sol;\nBea Luna;yes\n', basis='they signed')
    assert stands(found) == {'Ana Sol': 'public', 'Bea Luna': 'anonymous'}


def test_what_stands_beside_a_name_is_printed_only_where_somebody_agreed_to_it():
    rows = 'Ana Sol;Professor of Law;Universidade do Porto;yes\n'
    name_alone = f'Full name;Occupation;University;May we publish your name?\n{rows}'
    found = read(name_alone)
    ana: Signatory = found.entries[0]
    assert (ana.role, ana.affiliation) == ('', '') and codes(found) == ['LP228']
    assert ana.private.note == 'Professor of Law; Universidade do Porto'
    told = Told({'role': ('Occupation',), 'affiliation': ('University',)})
    ana = read(name_alone, told=told).entries[0]
    assert (ana.role, ana.affiliation) == ('Professor of Law', 'Universidade do Porto')
    for asks in ('May we publish your name and affiliation?', 'Public', 'May we publish it?'):
        found = read(f'Full name;Role;Affiliation;{asks}\n{rows}')
        assert found.entries[0].role == 'Professor of Law' and codes(found) == []


# ---- a campaign's own ----

OWN = """known_by: [Wer, Nachtzug]
rows: organisation
columns:
  name: Wer
  public: Nachtzug
answers:
  yes: [Na klar]
  no: [Lieber nicht]
let_go: [Egal]
"""


def own(text: str) -> dict[str, forms.Form]:
    report = Report()
    found = forms.read({f'{forms.FOLDER}nachtzug.yaml': text.encode()}, report)
    assert not report.findings, [str(one) for one in report.findings]
    return found


def test_a_form_of_the_campaign_gives_itself_away():
    text = 'Wer;Nachtzug;Egal\nAttac;Na klar;ja\nFDN;lieber nicht;ja\nHoga;vielleicht;ja\n'
    found = read(text, own=own(OWN))
    assert stands(found) == {
        'Attac': 'public',
        'FDN': 'said no',
        'Hoga': 'without a clear answer',
    }
    assert codes(found) == ['LP245'] and found.form and found.form.name == 'nachtzug'


def test_the_consent_of_a_form_counts_only_where_somebody_names_it():
    mine = own('known_by: [Wer]\nrows: person\ncolumns: {name: Wer}\nconsent_basis: they signed\n')
    assert stands(read('Wer\nAna Sol\n', own=mine)) == {'Ana Sol': 'not asked'}
    found = read('Wer\nAna Sol\n', own=mine, form=mine['nachtzug'])
    assert stands(found) == {'Ana Sol': 'public'}
    with pytest.raises(Rejected, match='LP225') as caught:
        forms.named('nachtzg', mine)
    assert 'did you mean nachtzug?' in str(caught.value)


def test_a_form_that_is_kept_reads_the_same_list_again():
    text = 'Wer;"Nacht ""zug"" \\ ?";Egal\nAttac;ja;ja\n'
    told = Told({'organisation': ('Wer',), 'public': ('Nacht "zug" \\ ?',)}, let_go=('Egal',))
    headings = ['Wer', 'Nacht "zug" \\ ?', 'Egal']
    kept = forms.written('nachtzug', told, 'they signed', headings, 'list.csv')
    again = own(kept.decode())
    assert again['nachtzug'].consent_basis == 'they signed'
    assert stands(read(text, own=again)) == {'Attac': 'public'}


@pytest.mark.parametrize(
    'text, code',
    [
        ('colums: {name: Wer}\n', 'LP121'),
        ('columns: {nam: Wer}\n', 'LP12'),
        ('rows: club\n', 'LP12'),
        ('known_by: [', 'LP1'),
    ],
)
def test_a_form_that_is_wrong_is_a_finding_at_its_line(text, code):
    report = Report()
    assert forms.read({f'{forms.FOLDER}x.yaml': text.encode()}, report) == {}
    assert report.findings[0].code.startswith(code)
    assert report.findings[0].place.path == 'content/imports/x.yaml' and report.findings[0].hint
