"""Who may ask the preview: a page of its own, and nobody through a page of others."""

from __future__ import annotations

import pytest

from letterpress.preview.web.guard import Guard

PORT = 8417
HERE = (b'host', b'127.0.0.1:8417')


async def _nothing(*_) -> None:
    raise AssertionError('nobody is asked')


@pytest.mark.parametrize('host', '127.0.0.1 localhost LOCALHOST [::1]'.split())
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert Guard(_nothing, PORT).refused('GET', [(b'Host', f'{host}:{PORT}'.encode())]) is None


@pytest.mark.parametrize(
    'host',
    [
        'evil.example:8417',
        '127.0.0.1',
        '127.0.0.1:80',
        '127.0.0.1.evil.example:8417',
        'localhost.evil.example:8417',
        '192.168.0.2:8417',
        '',
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    """DNS rebinding: the browser takes our page for one of that name's."""
    assert Guard(_nothing, PORT).refused('GET', [(b'host', host.encode())])[0] == 421


def test_no_name_or_two_are_refused() -> None:
    assert Guard(_nothing, PORT).refused('GET', [])[0] == 421
    assert Guard(_nothing, PORT).refused('GET', [HERE, (b'host', b'evil.example')])[0] == 421


@pytest.mark.parametrize('method', 'POST PUT DELETE PATCH OPTIONS CONNECT TRACE'.split())
def test_nothing_can_be_changed(method: str) -> None:
    assert Guard(_nothing, PORT).refused(method, [HERE])[0] == 405


@pytest.mark.parametrize(
    'origin', ['https://evil.example', 'http://localhost:3000', 'null', 'https://127.0.0.1:8417']
)
def test_what_another_page_asks_for_is_refused(origin: str) -> None:
    guard = Guard(_nothing, PORT)
    assert guard.refused('GET', [HERE, (b'origin', origin.encode())])[0] == 403
    assert guard.refused('GET', [HERE, (b'origin', b'http://127.0.0.1:8417')]) is None


@pytest.mark.parametrize('site', ['cross-site', 'same-site'])
def test_a_page_elsewhere_can_show_nothing_of_it_but_lead_there(site: str) -> None:
    guard = Guard(_nothing, PORT)
    elsewhere = (b'sec-fetch-site', site.encode())
    walk, frame, picture = (b'sec-fetch-mode', b'navigate'), b'iframe', b'image'
    assert guard.refused('GET', [HERE, elsewhere])[0] == 403
    for shown in (frame, picture):
        assert guard.refused('GET', [HERE, elsewhere, walk, (b'sec-fetch-dest', shown)])[0] == 403
    assert guard.refused('GET', [HERE, elsewhere, walk, (b'sec-fetch-dest', b'document')]) is None
