"""Who said yes: headings that ask, cells that answer, and what an import makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterpress.findings import Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import consent, disclosure, wording
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll.consent import Answer, Asks, Stand
from letterpress.manuscript.roll.lists.imports import Imported, read_any
from letterpress.manuscript.roll.lists.merging import merge


def table(text: str, kind: str | None = None) -> Imported:
    return read_any(text.encode(), 'list.csv', kind)


def codes(imported: Imported) -> list[str]:
    return [finding.code for finding in imported.ambiguous]


def public(text: str, kind: str | None = None) -> list[str]:
    return [entry.name for entry in table(text, kind).entries if entry.public]


# ---- headings ----


@pytest.mark.parametrize(
    'heading',
    [
        'Public',
        'PUBLIC',
        ' public ',
        'isPublic',
        'is_public',
        'publish_name',
        'Consent',
        'Consentement',
        'Einwilligung',
        'Συγκατάθεση',
        'съгласие',
        'موافقة',
        'zgoda',
        'May we publish your name?',
        'May we publish it, yes or no',
        'Publish my name (yes/no)',
        'Do you want your name to be listed publicly?',
        'Show my name',
        'I agree to the publication of my name',
        'Acceptez-vous que le nom soit publié ?',
        'Peut-on vous citer publiquement ?',
        'Publier mon nom (oui/non)',
        'Souhaitez-vous que votre nom apparaisse dans la liste ?',
        '¿Podemos publicar su nombre? (sí/no)',
        'Desea que su nombre aparezca en la lista?',
        'Dürfen wir Ihren Namen veröffentlichen? (ja/nein)',
        'Darf Ihr Name genannt werden?',
        'Stimmen Sie der Veröffentlichung zu?',
        'öffentlich',
        'Possiamo pubblicare il tuo nome?',
        'Acconsento alla pubblicazione del mio nome',
        'Μπορούμε να δημοσιεύσουμε το όνομά σας;',
        'Δημοσίευση ονόματος (ναι/όχι)',
        'Може ли да публикуваме името Ви? (да/не)',
        'Съгласие за публикуване',
        'هل توافق على نشر اسمك؟',
        'هل يمكننا نشر اسمك؟ (نعم/لا)',
        'أوافق على النشر',
        'Czy zgadzasz się na publikację imienia i nazwiska?',
        'Consiento la publicación de mi nombre',
        'Consentimiento para publicar',
        'Do you consent to your name being published?',
        'Επιτρέπω τη δημοσίευση του ονόματός μου',
        'Publication du nom',
        'Name public?',
    ],
)
def test_headings_that_ask_whether_the_name_may_be_printed(heading):
    assert consent.asks(heading) == Asks.PUBLISH
    text = f'Full name;"{heading}"\nAna Sol;yes\nBea Luna;no\nCarla Mar;\nDora Vent;perhaps\n'
    assert public(text) == ['Ana Sol']
    # under `consent` may also stand how somebody agreed: kept, and not public
    record = table(text).columns[1].record
    assert codes(table(text)) == ['LP236' if record else 'LP245']
    private = [entry.name for entry in table(text).entries if not entry.public]
    assert private == ['Bea Luna', 'Carla Mar', 'Dora Vent']


@pytest.mark.parametrize(
    'heading',
    [
        'Anonymous',
        'anonymous?',
        'Anonymise',
        'is_anonymous',
        'Stay anonymous',
        'Do not publish',
        "Don't publish my name",
        'Not public',
        'Hide my name',
        'Keep my name private',
        'Anonyme',
        'Je souhaite rester anonyme',
        'Ne pas publier',
        'Ne pas publier mon nom',
        'Quiero permanecer en el anonimato',
        'No publicar',
        'Nicht veröffentlichen',
        'Ich möchte anonym bleiben',
        'Anonym',
        'Non pubblicare',
        'Rimanere anonimo',
        'Ανώνυμα',
        'Να μη δημοσιευτεί',
        'Анонимно',
        'Да не се публикува',
        'لا تنشر اسمي',
        'عدم النشر',
        'مجهول',
        'Nie publikować',
        'Anonimowo',
        'Unterschrift anonym',
        'Sign anonymously',
    ],
)
def test_headings_that_ask_whether_the_name_stays_out_invert(heading):
    assert consent.asks(heading) == Asks.HIDE
    assert public(
        f'Full name;"{heading}"\nAna Sol;yes\nBea Luna;no\nCarla Mar;\nDora Vent;x\nEva Roca;0\n'
        'Fina '
        f'Pou;False\n'
    ) == ['Bea Luna']
    # a box left alone says nothing
    text = f'Organisation;"{heading}"\nAna;yes\nBea;no\nCarla;\nDora;0\nEva;perhaps\n'
    assert public(text) == ['Bea', 'Carla', 'Dora'] and codes(table(text)) == ['LP245']


@pytest.mark.parametrize(
    'heading',
    [
        'Opt-in',
        'optin',
        'Opt out',
        'Public transport user?',
        'Öffentlicher Dienst',
        'May we publish your e-mail address?',
        'Only publish my first name',
        'Publish my photo',
        'I do not want to be anonymous',
        'Do you object to publication?',
        'Subscribe to our publications',
        'I agree with the letter',
        'Publish my name or stay anonymous?',
        'Nu public',
        'Not confirmed',
        'Avez-vous une objection à la publication ?',
        'Keine Einwände gegen eine Veröffentlichung',
        'Publish my name and city',
    ],
)
def test_headings_that_may_ask_it_are_put_to_a_person(heading):
    assert consent.asks(heading) == Asks.UNCLEAR
    imported = table(f'Full name;Public;"{heading}"\nAna Sol;yes;yes\nBea Luna;yes;no\n')
    assert imported.entries == () and codes(imported) == ['LP244']
    assert '--let-go' in imported.ambiguous[0].hint and imported.ambiguous[0].place.line == 1


@pytest.mark.parametrize(
    'heading',
    [
        'Newsletter',
        'subscribed_to_mailinglist',
        'Email Opt-in',
        'can2_subscription_status',
        'Je souhaite recevoir la newsletter',
        'Boletín',
        'نشرة إخبارية',
        'Ενημερωτικό δελτίο',
        'Бюлетин',
        'I accept the privacy policy',
        'Consent to data processing',
        'GDPR consent',
        'Datenschutz',
        'Confirmed',
        'Confirmé',
        'Bestätigt',
        'Потвърдено',
        'E-mail verified',
        'Potwierdzony',
    ],
)
def test_a_newsletter_terms_and_a_confirmation_are_no_consent(heading):
    assert consent.asks(heading) in (Asks.LETTERS, Asks.TERMS, Asks.CONFIRMED)
    imported = table(f'Full name;"{heading}"\nAna Sol;yes\nBea Luna;no\n')
    assert not any(entry.public for entry in imported.entries) and 'LP236' in codes(imported)


@pytest.mark.parametrize(
    'heading',
    [
        'Name',
        'City',
        'Timestamp',
        'Comment',
        'Confirmation code',
        'User display name',
        'Republic',
        'Private e-mail',
        'Accord',
        'Ville',
        'Komentarz',
        '',
    ],
)
def test_headings_that_ask_nothing(heading):
    assert consent.asks(heading) == Asks.NOTHING


@pytest.mark.parametrize(
    'heading', ['Nachtzug?', 'Q7', 'Willst du dabei sein', 'Отговор', 'G01Q02[SQ001]']
)
@pytest.mark.parametrize(
    'yes, no',
    [
        ('Ja', 'Nein'),
        ('Y', 'N'),
        ('1', '0'),
        ('Tak, wyrażam zgodę', 'Nie, podpisuję anonimowo'),
        ('True', 'False'),
        ('نعم', 'لا'),
        ('x', ''),
        ('I agree', 'no'),
        ('Ναι', 'Όχι'),
        ('confirmed', 'unconfirmed'),
        ('verified', 'pending'),
        ('public', 'private'),
        ('visible', 'hidden'),
        ('accepted', 'refused'),
        ('published', 'unpublished'),
        ('confirmé', 'en attente'),
        ('bestätigt', 'unbestätigt'),
    ],
)
def test_a_column_of_answers_is_asked_about_whatever_its_heading(heading, yes, no):
    imported = table(f'Full name;Public;"{heading}"\nAna Sol;yes;"{yes}"\nBea Luna;yes;"{no}"\n')
    assert (
        imported.entries == ()
        and codes(imported) == ['LP244']
        and heading in imported.ambiguous[0].message
    )


def test_what_a_program_writes_is_no_answer():
    text = (
        'Serial;SID;UID;User display name;IP Address;Full name;Publication du nom\n'
        '1;1;0;Anonymous;1;Ana Sol;Oui\n'
        '0;1;0;Anonymous;1;Bea Luna;Non\n'
    )
    assert codes(table(text)) == [] and public(text) == ['Ana Sol']


@pytest.mark.parametrize(
    'cells',
    [('Paris', 'Lyon'), ('12', '1'), ('2026-11-03', ''), ('1.2.3.4', '::1'), ('red', 'yes it is')],
)
def test_other_columns_are_not_asked_about(cells):
    imported = table(f'Full name;Public;Town\nAna Sol;yes;{cells[0]}\nBea Luna;no;{cells[1]}\n')
    assert codes(imported) == [] and [entry.public for entry in imported.entries] == [True, False]
    assert str(imported.columns[2]) == 'let go'


# ---- answers ----

YES = [
    *(
        'yes Yes YES y Y oui Oui sí Sí si sì Ja JA ja ναι Ναι ΝΑΙ да ДА نعم tak TAK true '
        'True TRUE 1 x X ✓'
    ).split(),
    'Yes, I agree',
    'Tak, wyrażam zgodę',
    'I agree',
    "J'accepte",
    'D’accord',
    'Ich stimme zu',
    'Ja, ich stimme zu',
    'Einverstanden',
    'Acepto',
    'De acuerdo',
    'Sì, acconsento',
    'Ναι, συμφωνώ',
    'Да, съгласен съм',
    'Да, съгласна съм',
    'نعم، أوافق',
    'Zgadzam się',
    'Yes, publish my name',
    'Oui, j’accepte que mon nom soit publié',
    'Yes!',
    ' yes ',
    'yes.',
]
NO = [
    *'no No NO n N non Non nein Nein NEIN όχι Όχι ΟΧΙ не Не لا nie false False FALSE 0 ☐'.split(),
    'Nie, podpisuję anonimowo',
    'Non, je préfère pas',
    'No, thank you',
    'Nein danke',
    'не съм съгласен',
    'No problem',
    'anonymous',
    'Oui, mais anonymement',
    'Please do not publish',
    'Ja, aber anonym',
    'Ne pas publier',
    'لا أوافق',
]
UNCLEAR = [
    'perhaps',
    'maybe',
    'yes/no',
    'Y/N',
    'Yes, but only my first name',
    'Ja, aber nur Vorname',
    'Oui, seulement mes initiales',
    'yes - initials',
    'I agree to the privacy policy',
    'web form',
    'ok',
    '2',
    'Yes, but later',
    'J. S.',
    'si no',
    'Ана',
    '?',
    '…?x?',
    'yes?',
    'Ναι;',
    'نعم؟',
]


@pytest.mark.parametrize('cell', YES)
def test_a_clear_yes(cell):
    assert public(f'Full name;May we publish your name?\nAna Sol;"{cell}"\n') == ['Ana Sol']


@pytest.mark.parametrize('cell', [*NO, '', '-', 'n/a', ' '])
def test_a_no_and_no_answer_are_private(cell):
    for who in ('Full name', 'Organisation'):
        imported = table(f'{who};May we publish your name?\nAna Sol;"{cell}"\n')
        (entry,) = imported.entries
        assert not entry.public and codes(imported) == []


@pytest.mark.parametrize('cell', [cell for cell in UNCLEAR if consent.answer(cell) != Answer.BLANK])
def test_anything_else_is_a_question(cell):
    for who in ('Full name', 'Organisation'):
        imported = table(f'{who};May we publish your name?\nAna Sol;"{cell}"\nBea Luna;yes\n')
        assert [(one.name, one.public) for one in imported.entries] == [
            ('Ana Sol', False),
            ('Bea Luna', True),
        ]
        assert [(finding.code, finding.place.line) for finding in imported.ambiguous] == [
            ('LP245', 2)
        ]


@pytest.mark.parametrize('cell', UNCLEAR + NO)
def test_nothing_but_a_yes_makes_public(cell):
    assert public(f'Full name;Public\nAna Sol;"{cell}"\n') == []


def test_one_answer_of_many_rows_is_asked_once():
    rows = ''.join(f'Person {letter};perhaps\n' for letter in 'ABCDEFGH')
    (finding,) = table(f'Full name;Public\n{rows}').ambiguous
    assert finding.code == 'LP245' and '(lines 2, 3, 4, 5, 6 and 3 more)' in finding.message


@pytest.mark.parametrize(
    'remark',
    [
        'Please keep me anonymous',
        'bitte nicht veröffentlichen',
        'Ne publiez pas mon nom',
        'No publiquen mi nombre',
        'моля да не се публикува',
        'لا تنشروا اسمي',
        'Να μη δημοσιευτεί',
        'vorrei restare anonima',
    ],
)
@pytest.mark.parametrize('heading', ['Comment', 'Something else'])
def test_a_remark_that_asks_for_silence_is_a_question(remark, heading):
    imported = table(
        f'Full name;Public;{heading}\nAna Sol;yes;"{remark}"\nBea Luna;yes;Thank you\nCarla '
        f'Mar;yes;Good\n'
    )
    assert [entry.name for entry in imported.entries if entry.public] == ['Bea Luna', 'Carla Mar']
    assert len(imported.entries) == 3 and codes(imported) == ['LP245']


# ---- columns that contradict each other ----


@pytest.mark.parametrize(
    'row, stand',
    [
        ('yes,no,True', Stand.PUBLIC),
        ('yes,,True', Stand.PUBLIC),
        ('yes,0,2026-11-03 10:00', Stand.PUBLIC),
        ('yes,yes,True', Stand.ANONYMOUS),
        ('yes,no,False', Stand.UNCONFIRMED),
        ('yes,no,', Stand.UNCONFIRMED),
        ('yes,no,pending', Stand.UNCONFIRMED),
        ('no,no,True', Stand.REFUSED),
        (',no,True', Stand.SILENT),
        (',,True', Stand.SILENT),
        ('no,yes,False', Stand.ANONYMOUS),
    ],
)
def test_a_no_wins_over_every_yes(row, stand):
    imported = table(f'Full name,Public,Anonymous,Confirmed\nAna Sol,{row}\n')
    (entry,) = imported.entries
    assert (
        entry.public == (stand == Stand.PUBLIC)
        and imported.stands.get(entry.place, Stand.PUBLIC) == stand
    )


def test_unconfirmed_rows_stay_private():
    text = (
        'first_name,last_name,phone,email,subscribed_to_mailinglist,confirmed\nAna,Dupont,,a@b.org,True,True\n'
        'Bob,Otto,,b@b.org,True,False\n'
    )
    merged = merge((), table(text))
    assert [entry.public for entry in merged.added] == [False, False]
    assert merged.private == {'not asked': 1, 'not confirmed': 1}
    assert [entry.confirmed for entry in merged.added] == [True, False]
    again = roll.read({roll.FILE: roll_files.to_yaml(merged.added)})[0]
    assert [entry.confirmed for entry in again] == [True, False] and disclosure.counts(
        again
    ).signatories == 1  # no signature, no number


def test_what_nobody_confirmed_is_never_public():
    text = b'- id: a\n  name: Ana Sol\n  kind: person\n  public: true\n  confirmed: false\n'
    (entry,) = roll.read({roll.FILE: text})[0]
    assert (
        not entry.public
        and disclosure.published([entry]) == ()
        and disclosure.counts([entry]).signatories == 0
    )


def test_an_address_typed_twice_is_no_confirmation():
    text = 'Organisation,Email,Confirm your e-mail\nAttac,a@b.org,a@b.org\n'
    assert public(text) == ['Attac']


def test_what_was_said_is_kept_as_proof():
    (entry,) = table('Full name,May we publish your name?\nAna Sol,"Yes, I agree"\n').entries
    assert entry.private.consent == 'May we publish your name?: Yes, I agree'
    people = roll.read(
        {roll.FILE: roll_files.to_yaml([entry.__class__(**vars(entry) | {'id': 'ana-sol'})])}
    )[0]
    assert people[0].public and people[0].private.consent == entry.private.consent


# ---- what the roll says already ----

ANA = Signatory('ana-sol', 'Ana Sol', 'person', public=True)


@pytest.mark.parametrize(
    'headings, cells',
    [('Public', 'no'), ('Anonymous', 'yes'), ('Confirmed', 'False'), ('Public', 'Nie, anonimowo')],
)
def test_somebody_who_says_no_now_is_a_finding(headings, cells):
    merged = merge((ANA,), table(f'Full name,{headings}\nAna Sol,"{cells}"\n'))
    assert merged.roll == (ANA,) and merged.known == 1
    (finding,) = [one for one in merged.ambiguous if one.code != 'LP236']
    assert (finding.code, finding.severity) == (
        'LP247',
        'error',
    ) and 'withdraw ana-sol' in finding.hint


def test_a_list_that_says_nothing_leaves_the_roll_alone():
    assert [one.code for one in merge((ANA,), table('Full name\nAna Sol\n')).ambiguous] == ['LP236']
    assert merge((ANA,), table('Full name,Public\nAna Sol,yes\n')).ambiguous == ()


def test_a_later_yes_is_said_and_not_done():
    quiet = Signatory('ana-sol', 'Ana Sol', 'person', public=False)
    merged = merge((quiet,), table('Full name,Public\nAna Sol,yes\n'))
    assert merged.roll == (quiet,) and [one.code for one in merged.ambiguous] == ['LP248']


@pytest.mark.parametrize('answers', ['yes no', 'no yes', 'yes no yes', 'no yes yes'])
def test_two_rows_that_disagree_are_private(answers):
    text = 'Full name,Public\n' + ''.join(f'Ana Sol,{answer}\n' for answer in answers.split())
    merged = merge((), table(text))
    assert [entry.public for entry in merged.added] == [False] and merged.private == {
        'contradictory': 1
    }
    assert merged.roll == merged.added


# ---- whatever the table ----

CELLS = st.one_of(
    st.sampled_from(
        [
            'yes',
            'no',
            'Ana Sol',
            'Attac',
            'a@b.org',
            '1',
            'x',
            '',
            'Name',
            'public',
            '+33 6 12 34 56 78',
        ]
    ),
    st.text(st.characters(categories=['L', 'N', 'P', 'Zs', 'S']), max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from(',;\t|'),
    st.sampled_from(['list.csv', 'list.tsv', 'list.txt']),
)
def test_what_is_not_understood_never_becomes_public(rows, sign, name):
    """Without --kind, nothing has a public entry unless its headings say what the rows are."""
    text = '\n'.join(sign.join(cell.replace('"', '') for cell in row) for row in rows)
    found, wrong = (), ()
    try:
        imported = read_any(text.encode(), name)
        found, wrong = imported.entries, imported.ambiguous
    except Rejected as rejected:
        wrong = rejected.findings
    assert found == ()  # none of these cells is a heading that says it
    assert wrong


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.text(st.characters(categories=['L', 'N', 'Zs', 'P']), max_size=25),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_unknown_headings_publish_no_person(headings, data):
    rows = data.draw(
        st.lists(
            st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=4
        )
    )
    whole = [['Full name', *headings], *(['Ana Sol', *row] for row in rows)]
    quoted = [','.join('"' + cell.replace('"', '') + '"' for cell in row) for row in whole]
    try:
        imported = read_any('\n'.join(quoted).encode(), 'list.csv')
    except Rejected:
        return
    asked = any(column.asks in (Asks.PUBLISH, Asks.HIDE) for column in imported.columns)
    assert asked or not any(entry.public for entry in imported.entries)


# ---- a text that refuses is found by the first letters of its words ----

# What begins with one of the subjects, or holds one, in letters of several scripts, with accents,
# in capitals, with a letter too many, and joined as words of names are
PARTS = st.sampled_from(sorted({
    *(stem.removeprefix('\\b') for stem in wording._INSIDE.pattern.split('|')),
    *wording._BEGINNINGS,
}))  # fmt: skip
LOOKS = st.sampled_from((
    str,
    str.upper,
    str.title,
    lambda part: part.replace('o', 'ó'),
    lambda part: part.replace('n', 'ñ'),
    lambda part: part[:2] + 'ŀ' + part[2:],
))  # fmt: skip
JOINED = st.sampled_from(('', 'x', 'Ana ', 'é ', 'a’', "b'", 'ß ', 'Ŀ', '-', 'نا', 'Пет'))


@given(PARTS, LOOKS, JOINED, st.sampled_from(('', 's', ' Sol', '-B', 'ж')))
@settings(max_examples=400, deadline=None)
def test_no_text_that_speaks_of_print_is_passed_over(part, look, before, after) -> None:
    text = before + look(part) + after
    spoken = wording.speaks(wording.plain(text))
    assert any(map(consent._may_speak, consent._beginnings(text))) or not spoken


def test_a_refusal_in_a_name_is_found() -> None:
    for text in (
        *('Anonymous', 'ÁNÓNIMO', 'Pseudoanonymos', 'Ανώνυμος', 'Анонимен', 'مجهول'),
        *('Señor Añonymo', 'do not publish', 'nie publikować', 'bitte nicht veröffentlichen'),
    ):
        assert consent.refuses(text), text
    for name in ('Ana Sol', 'Pablo Neruda', 'Ανδρέας Παπανδρέου', 'نور الدين', 'Hanna Nonnen'):
        assert not consent.refuses(name), name


# ---- remarks on a signature that was taken back ----

TAKEN_BACK = [
    *('withdrawn', 'Withdrew consent by mail', 'cancelled', 'duplicate of row 2', 'struck out'),
    *('a retiré sa signature', 'annulée', 'doublon', 'retirada', 'duplicado'),
    *('zurückgezogen am 3.11.', 'hat widerrufen', 'bitte streichen!', 'Dublette', 'ritirata'),
    *('doppione', 'αποσύρθηκε', 'ακυρώθηκε'),
    *('оттеглен', 'дубликат', 'انسحب', 'wycofany', 'rezygnuje', 'duplikat'),
]  # fmt: skip


@pytest.mark.parametrize('remark', TAKEN_BACK)
@pytest.mark.parametrize('heading', ['Remarks', 'Favourite colour'])
def test_a_remark_that_takes_a_signature_back_is_a_question(remark, heading):
    found = table(f'Full name;Public;{heading}\nAna Sol;yes;{remark}\nBea Luna;yes;Thank you\n')
    assert [one.name for one in found.entries if one.public] == ['Bea Luna']
    assert codes(found) == ['LP245']
    assert public(f'Full name;Public\n"Ana Sol ({remark})";yes\nBea Luna;yes\n') == ['Bea Luna']


@pytest.mark.parametrize(
    'comment',
    [
        'The law on facial recognition must be withdrawn before it is too late for us all',
        'Streichen Sie dieses Gesetz endlich aus dem Programm Ihrer Regierung',
        'Keep going',
        'Weiter so',
    ],
)
def test_a_comment_on_the_matter_is_none(comment):
    assert public(f'Full name;Public;Comments\nAna Sol;yes;{comment}\n') == ['Ana Sol']


def test_a_column_of_states_with_an_unknown_one_is_a_question():
    """Status: active, active, stillgelegt. Of whom nobody knows, nobody is taken over."""
    text = 'Full name;Public;Status\nAna Sol;yes;active\nBea Luna;yes;{}\n'
    assert codes(table(text.format('stillgelegt'))) == ['LP244']
    assert public(text.format('stillgelegt')) == []
    assert public(text.format('storniert')) == public(text.format('annulé')) == ['Ana Sol']
    members = 'Full name;Public;Status\nAna Sol;yes;member\nBea Luna;yes;guest\n'
    assert public(members) == ['Ana Sol', 'Bea Luna']  # no states at all: let go


@pytest.mark.parametrize(
    'decision',
    [
        *('declined', 'refused', 'pending', 'will not sign', 'waiting for the board', 'en attente'),
        *('refusé', 'ne signe pas', 'rechazada', 'no firma', 'abgelehnt', 'unterschreibt nicht'),
        *('ausstehend', 'rifiutato', 'in attesa', 'αρνήθηκε', 'отказа', 'رفض', 'odmówił'),
    ],
)
def test_who_was_asked_and_did_not_sign_is_not_public(decision):
    """A list of whom one wrote to: only those are signatories who signed."""
    found = table(f'Organisation;Decision\nAttac;signs\nOxfam;{decision}\nCimade;signs\n')
    assert [one.name for one in found.entries if one.public] == ['Attac', 'Cimade']
    assert codes(found) == ['LP245']
