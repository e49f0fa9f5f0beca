"""The lines at the head of a message: read again as they were said, whatever was said."""

import email
import re
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.utils import getaddresses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letterpress.kit.sending import headers

LONG = {
    'ar': 'بيان صحفي من الائتلاف الدولي لحظر التعرّف على الوجوه في الأماكن العامة، القاهرة ' * 4,
    'pl': 'Ośrodek Działań „Źródła”, Łódź, dział "kontakty" (biuro; prasowe) ' * 3,
    'el': 'ΕΜΠΑΡΓΚΟ έως: 1 Δεκεμβρίου 2026, 6:00 π.μ. · Απαγορεύστε την αναγνώριση προσώπων',
    'en': 'Ban facial recognition ' * 20,
    'word': 'x' * 300,
    'encoded': 'a =?utf-8?q?=0D=0ABcc:_e@example.org?= b',
    'lines': 'a\r\nBcc: e@example.org\n\nbody\x85x\u2028y\x00z',
    'comma': 'Müller, "Jörg" d’Œuvre',
    'quotes': 'Doe, John "JD" \\ Co.',
    'none': '',
}
ANY = st.text(st.characters(exclude_categories=['Cs']), max_size=400)


def read(header):
    """Return the headers of a message with this one, by Python's parser, and the raw lines."""
    data = (header + 'X-End: 1\r\n\r\n').encode('ascii')
    lines = data.split(b'\r\n')
    assert all(len(line) <= 78 or b' ' not in line.strip() for line in lines)
    assert b'\n' not in data.replace(b'\r\n', b'')
    return email.message_from_bytes(data, policy=policy.compat32)


def unfolded(value):
    return str(make_header(decode_header(re.sub('\r?\n', '', value))))


@pytest.mark.parametrize('said', LONG.values(), ids=LONG.keys())
def test_a_subject_is_read_as_it_was_said(said):
    message = read(headers.text('Subject', said))
    assert message.keys() == ['Subject', 'X-End']
    assert unfolded(message['Subject']).strip() == headers.one_line(said)


@pytest.mark.parametrize('said', LONG.values(), ids=LONG.keys())
def test_a_name_stays_one_mailbox(said):
    header = headers.mailbox('From', said, 'press@example.org')
    message = read(header)
    assert message.keys() == ['From', 'X-End']
    # the newer parser of Python 3.11 puts blanks between encoded words of a name
    ((name, address),) = getaddresses([re.sub('\r?\n', '', message['From'])])
    assert address == 'press@example.org' and unfolded(name) == headers.one_line(said)


@given(ANY)
@example('\u0130\u0307' * 60)
@example('=?utf-8?b?')
@example('"')
@example('\\')
def test_no_text_makes_another_header_or_another_mailbox(said):
    for header in (headers.text('Subject', said), headers.mailbox('To', said, 'a@example.org')):
        message = read(header)
        assert len(message.keys()) == 2 and not message.get_payload()
    said = headers.one_line(said)
    assert unfolded(read(headers.text('Subject', said))['Subject']).strip(' ') == said
    words = re.findall(r'=\?utf-8\?b\?[^?]*\?=', headers.text('Subject', said))
    assert all(len(word) <= 75 for word in words)


def test_an_arabic_subject_is_folded_and_begins_on_its_first_line():
    first, *others = headers.text('Subject', LONG['ar']).split('\r\n')
    assert first.startswith('Subject: =?utf-8?b?') and len(others) > 5


@pytest.mark.parametrize('address', ['', 'a', 'a@b c', 'a@b\nBcc: x@y', 'a b@c', 'ä@example.org'])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match='address'):
        headers.mailbox('To', 'A', address)


def test_dates_and_words():
    when = datetime(2026, 12, 1, tzinfo=UTC)
    assert headers.date('Date', when) == 'Date: Tue, 01 Dec 2026 00:00:00 +0000\r\n'
    assert headers.token('X-Unsent', '1') == 'X-Unsent: 1\r\n'
    with pytest.raises(ValueError, match='word'):
        headers.token('Message-ID', 'a\nb')
