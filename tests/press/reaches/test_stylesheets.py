"""A stylesheet is parsed once, and says the same in each document."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from letterpress.layout import compose
from letterpress.layout.manifest import discover
from letterpress.press import engine
from letterpress.press.reaches import stylesheets
from letterpress.world import resources

LAYOUTS = resources.root() / 'layouts'


def parsed(text, rules, layers):
    return stylesheets.stylesheet(
        string=text,
        base_url=None,
        media_type='print',
        page_rules=rules,
        layers=layers,
        url_fetcher=None,
        font_config=engine.font_configuration(),
        counter_style={},
        color_profiles={},
    )


def test_a_stylesheet_is_parsed_once_and_its_pages_count_in_each_document():
    one, two = [], []
    first = parsed('@page{size:a4}p{color:#000}', one, [])
    second = parsed('@page{size:a4}p{color:#000}', two, [])
    assert first.matcher is second.matcher and len(one) == len(two) == 1
    assert first.page_rules is one and second.page_rules is two


FILES = {
    f'layouts/{path.relative_to(LAYOUTS).as_posix()}': path.read_bytes()
    for path in LAYOUTS.rglob('*')
    if path.is_file()
}


# what is laid out in a browser has rules that the engine does not know
PRINTED = [one for one in discover(FILES)[0] if one.sizes and not one.browser]


@pytest.mark.parametrize('layout', PRINTED, ids=lambda layout: layout.name)
def test_every_stylesheet_of_the_house_is_parsed_once(layout):
    text = compose.stylesheet(FILES, layout)
    assert parsed(text, [], []).matcher is parsed(text, [], []).matcher


def test_a_stylesheet_that_declares_more_or_has_a_fault_is_read_for_each_document(expected_logs):
    for text in (
        '@counter-style x{system:cyclic;symbols:"*"}p{color:#000}',
        '@layer a{p{color:#000}}',
        'p{colour:#000}',
    ):
        assert parsed(text, [], []).matcher is not parsed(text, [], []).matcher, text
    assert len([record for record in expected_logs if 'colour' in record.getMessage()]) >= 2


@pytest.fixture
def asked():
    """A server on this machine: its address, and the paths that it was asked for."""
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_port}', paths
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize('at', ['@import', '@IMPORT', r'@\69mport', '/* */@import'])
def test_nothing_is_fetched_for_a_stylesheet_that_is_made_ready(asked, at):
    address, paths = asked
    text = f'{at} url("{address}/x.css");p{{color:#000}}'
    engine.warm_with(text)
    assert stylesheets.known(text) is None
    assert paths == []


def test_a_stylesheet_that_is_made_ready_is_not_parsed_again(monkeypatch):
    text = 'p{color:#111}'
    engine.warm_with(text)
    monkeypatch.setattr(stylesheets, 'CSS', None)
    assert stylesheets.read(text, None, None) is stylesheets.known(text)
