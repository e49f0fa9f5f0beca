"""The release as a message: text and HTML say the same, in every language, and fetch nothing."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letterpress.base import bidi
from letterpress.findings import Rejected
from letterpress.kit.formats import documents, plain
from letterpress.kit.sending import release
from letterpress.kit.sending.release import Enclosed
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Block, LocalText, Run

HOUSE = Path(__file__).parents[3]
DAY = datetime(2026, 12, 1, tzinfo=UTC)
LANGUAGES = ['en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar']
PDF = Enclosed('press-release.pdf', 'PDF', media_type='application/pdf', data=b'%PDF' * 9)
PICTURE = Enclosed('poster.png', 'poster.png', 'Caption\nCredit', '', 'image/png', b'\x89PNG' * 9)


@cache
def files(folder):
    return {
        path.relative_to(HOUSE).as_posix(): path.read_bytes()
        for path in (HOUSE / folder).rglob('*')
        if path.is_file()
    }


@cache
def said(language):
    campaign, _ = reading.read(files('content'))
    return edition(campaign, language)


def read(data):
    assert data.isascii() and max(map(len, data.split(b'\r\n'))) <= 998
    assert b'\n' not in data.replace(b'\r\n', b'')
    head = data.partition(b'\r\n\r\n')[0]
    assert max(map(len, head.split(b'\r\n'))) <= 78
    return email.message_from_bytes(data, policy=policy.default)


def write(ours, enclosed=()):
    return release.write(ours, enclosed, files('layouts'), DAY)


class _Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.said = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self.said.append(' ' if tag in ('br', 'p', 'td', 'h1', 'h2', 'th') else '')

    def handle_data(self, data):
        self.said.append(data)


def words(text):
    return re.findall(r'\w+', bidi.plain(text).replace('\u2060', ''))


def bodies(message):
    text = message.get_body(('plain',)).get_content().replace('\r\n', '\n')
    return text, message.get_body(('html',)).get_content().replace('\r\n', '\n')


@pytest.mark.parametrize('language', LANGUAGES)
def test_both_bodies_say_the_release_word_for_word(language):
    ours = said(language)
    message = read(write(ours))
    text, html = bodies(message)
    document = documents.of(ours, documents.RELEASE)
    assert text == plain.text(document, ours).decode('utf-8-sig')
    page = _Page(html.partition('<body')[2].partition('>')[2])
    seen = words(''.join(page.said))
    for word in words(re.sub(r'\((https?://\S+|\S+@\S+)\)', '', text)):
        assert word in seen, word
    assert not set(words(''.join(page.said))) - set(words(text))


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_draft_from_the_contact_to_nobody_yet(language):
    ours = said(language)
    message = read(write(ours, [PDF, PICTURE]))
    document = documents.of(ours, documents.RELEASE)
    assert message['Subject'] == bidi.plain(f'{document.label} · {document.title}')
    assert message['To'] is None and message['X-Unsent'] == '1'
    assert message['From'].addresses[0].addr_spec == ours.facts.contact.email
    assert message['Date'].datetime == DAY and message['Content-Language'] == language
    assert [part.get_content_type() for part in message.walk()] == [
        *('multipart/mixed', 'multipart/alternative', 'text/plain', 'text/html'),
        *('application/pdf', 'image/png'),
    ]
    pdf, png = message.iter_attachments()
    assert pdf.get_content() == PDF.data and png.get_filename() == 'poster.png'
    text, html = bodies(message)
    for body in (text, html):
        assert 'Caption' in body and 'Credit' in body and 'press-release.pdf' not in body


def test_caption_credit_and_licence_of_a_picture_are_lines_of_their_own():
    text, html = bodies(read(write(said('el'), [PICTURE])))
    assert 'Caption\nCredit' in text
    assert re.search('Caption<br>(?:<[^>]*>)*Credit', html)


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_page_fetches_nothing_and_keeps_its_style_without_a_stylesheet(language):
    _, html = bodies(read(write(said(language), [PICTURE])))
    page = _Page(html)
    assert not {'img', 'script', 'link', 'style', 'iframe', 'object'} & set(page.tags)
    fetched = {'src', 'srcset', 'background', 'poster', 'data', 'ping', 'action'}
    assert not [one for one in page.attributes if one[1] in fetched]
    assert 'url(' not in html and '@import' not in html
    direction = 'rtl' if language == 'ar' else 'ltr'
    assert ('html', 'lang', language) in page.attributes
    assert ('html', 'dir', direction) in page.attributes
    # web mail drops html and body: what is inside says it again
    assert ('div', 'lang', language) in page.attributes
    assert ('div', 'dir', direction) in page.attributes
    styled = {'p', 'h1', 'h2', 'blockquote'}
    held = [tag for tag, name, _ in page.attributes if name == 'style']
    assert all(held.count(tag) == page.tags.count(tag) for tag in styled & set(page.tags))
    assert 'start' not in ''.join(v or '' for _, name, v in page.attributes if name == 'style')


def test_the_same_bytes_for_the_same_release_and_others_for_another():
    ours = said('en')
    assert write(ours, [PDF]) == write(ours, [PDF])
    other = replace(ours, release=replace(ours.release, standfirst='Another.'))
    one, two = read(write(ours, [PDF])), read(write(other, [PDF]))
    assert one['Message-ID'] != two['Message-ID'] and one.get_boundary() != two.get_boundary()


@pytest.mark.parametrize('language', LANGUAGES)
def test_an_embargo_comes_first(language):
    moment = datetime(2026, 12, 1, 6, tzinfo=ZoneInfo('Europe/Paris'))
    ours = said(language)
    ours = replace(ours, facts=replace(ours.facts, embargo=moment))
    message = read(write(ours))
    document = documents.of(ours, documents.RELEASE)
    assert message['Subject'].startswith(bidi.plain(document.embargo))
    text, html = bodies(message)
    assert bidi.plain(text).startswith(bidi.plain(document.embargo))
    shown = ''.join(_Page(html.partition('<body')[2].partition('>')[2]).said)
    assert words(shown)[: len(words(document.embargo))] == words(document.embargo)


def test_links_stand_in_both_bodies():
    link = replace(PICTURE, href='https://press.example.org/en/pictures/poster.png', data=b'')
    message = read(write(said('en'), [link]))
    text, html = bodies(message)
    assert link.href in text and f'href="{link.href}"' in html
    assert not list(message.iter_attachments())


def test_what_is_written_is_no_header_and_no_markup():
    ours = said('en')
    evil = 'A\r\nBcc: e@example.org\r\n\r\n<script>x</script>"; <b>'
    contact = replace(ours.facts.contact, name=LocalText(evil))
    ours = replace(
        ours,
        facts=replace(ours.facts, contact=contact),
        release=replace(ours.release, title=f'{evil} =?utf-8?q?=0ABcc:_e?=', standfirst=evil),
    )
    message = read(write(ours))
    assert 'Bcc' not in message and len(message['From'].addresses) == 1
    _, html = bodies(message)
    assert '<script' not in html and '<b>' not in html


def test_lists_tables_and_notes_are_in_both():
    ours = said('fr')
    note = Block('note', (Run('La source de tout.'),), number=1)
    blocks = (
        Block('paragraph', (Run('Un fait'), Run('1', note=note), Run('.'))),
        Block('item', (Run('première entrée'),), number=1, point='.'),
        Block('item', (Run('seconde entrée'),), number=2, point='.'),
        Block('heading', (Run('Un intertitre'),), level=2),
    )
    ours = replace(ours, release=replace(ours.release, blocks=blocks))
    text, html = bodies(read(write(ours)))
    shown = ''.join(_Page(html).said)
    for part in ('première entrée', 'Un intertitre', 'La source de tout', '[1]'):
        assert part in text and part in shown.replace('\u2060', '').replace('\u00a0', ' '), part


def test_a_layout_that_would_fetch_is_refused():
    layouts = dict(files('layouts'))
    path = 'layouts/press-text/mail.html'
    layouts[path] += b'<img src="https://count.example.org/1.gif">'
    with pytest.raises(Rejected) as caught:
        release.write(said('en'), [], layouts, DAY)
    assert [one.code for one in caught.value.findings] == ['LP611']
