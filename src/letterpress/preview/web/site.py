"""The addresses of the preview, and who waits at them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from letterpress.preview.contents import ROOM
from letterpress.preview.messages import (
    GOOD,
    WRONG,
    Asked,
    Given,
    Looking,
    Renewed,
    Saved,
    State,
)
from letterpress.preview.web import pages
from letterpress.preview.web.guard import App, Guard

PATIENCE = 700.0  # seconds that a document may take: the build gives it as long
BEAT = 15.0  # seconds between two signs of life
WIDEST = 3000  # pixels of a picture of a page
KEPT = 300  # findings that a page is told


class Site:
    """What a browser finds, and whom it hears of it from."""

    def __init__(self, pipe: Connection, port: int):
        self._pipe, self._port = pipe, port
        self._state = State(0, reading=True)
        self._renewed: dict[str, Renewed] = {}
        self._waiting: dict[int, asyncio.Future[Given]] = {}
        self._number = 0
        self._listeners: dict[asyncio.Queue[tuple[str, Any]], tuple[str, ...]] = {}

    def app(self) -> App:
        """Return what answers requests."""
        return Guard(
            Starlette(
                routes=[
                    Route('/', self._index),
                    Route('/in/{language}', self._index),
                    Route('/look/{path:path}', self._look),
                    Route('/made/{path:path}', self._made),
                    Route('/page/{page:int}/{width:int}/{path:path}', self._picture),
                    Route('/room/{path:path}', self._room),
                    Route('/events', self._events),
                    Route('/house/{name}', self._house),
                ]
            ),
            self._port,
        )

    # ---- what the other process says -------------------------------------------------------------

    def take(self, message: object) -> None:
        """Take what the process that makes said, and pass it on to whom it concerns."""
        if isinstance(message, Given):
            future = self._waiting.pop(message.number, None)
            if future is not None and not future.done():
                future.set_result(message)
        elif isinstance(message, State):
            self._state = message
            self._publish('state', self._told(), '')
        elif isinstance(message, Renewed):
            self._renewed[message.path] = message
            self._publish('renewed', _renewed(message), message.path)

    def _publish(self, kind: str, value: Any, path: str) -> None:
        for queue, looked in self._listeners.items():
            if not path or path in looked or not looked or kind == 'state':
                queue.put_nowait((kind, value))

    def saved(self, polling: bool) -> None:
        """Say that something changed in the folders."""
        self._pipe.send(Saved(polling))

    # ---- what a browser asks ---------------------------------------------------------------------

    async def _index(self, request: Request) -> Response:
        language = request.path_params.get('language', '')
        contents = self._state.contents
        known = [one['code'] for one in contents.get('languages', ())]
        if language and contents and language not in known:
            return _lost('there is no such language here')
        return _page(pages.index(self._state, language))

    async def _look(self, request: Request) -> Response:
        path = request.path_params['path']
        shown = pages.known(self._state, path)
        if shown is None and self._state.contents:
            return _lost('there is no such document: it may have been renamed')
        renewed = self._renewed.get(path)
        return _page(pages.look(self._state, path, shown, renewed))

    async def _made(self, request: Request) -> Response:
        return self._answer(request, await self._ask(request.path_params['path']))

    async def _picture(self, request: Request) -> Response:
        asked = request.path_params
        if not (1 <= asked['page'] <= 10_000 and 1 <= asked['width'] <= WIDEST):
            return _lost('there is no such picture')
        return self._answer(request, await self._ask(asked['path'], asked['page'], asked['width']))

    async def _room(self, request: Request) -> Response:
        path = request.path_params['path']
        if path in ('', 'index.html'):
            return RedirectResponse('/')
        if path.endswith('/'):
            path += 'index.html'
        return self._answer(request, await self._ask(ROOM + path))

    async def _ask(self, path: str, page: int = 0, width: int = 0) -> Given:
        self._number += 1
        number = self._number
        future: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._pipe.send(Asked(number, path, page, width))
        try:
            return await asyncio.wait_for(future, PATIENCE)
        except TimeoutError:
            return Given(number, WRONG)
        finally:
            self._waiting.pop(number, None)

    def _answer(self, request: Request, given: Given) -> Response:
        if given.outcome == WRONG:
            return PlainTextResponse('it cannot be made as it is now\n', 503)
        if given.outcome != GOOD:
            return _lost('there is no such file')
        headers = {'cache-control': 'no-cache', 'x-pages': str(given.pages)}
        if given.media.startswith('text/html'):
            headers['content-security-policy'] = "frame-ancestors 'self'"
        if given.tag:
            headers['etag'] = f'"{given.tag}"'
            if request.headers.get('if-none-match') == headers['etag']:
                return Response(status_code=304, headers=headers)
        return Response(given.data, media_type=given.media, headers=headers)

    async def _house(self, request: Request) -> Response:
        found = pages.house(request.path_params['name'])
        if found is None:
            return _lost('there is no such file')
        data, media = found
        return Response(data, media_type=media, headers={'cache-control': 'no-cache'})

    # ---- what a browser hears --------------------------------------------------------------------

    async def _events(self, request: Request) -> Response:
        looked = tuple(request.query_params.getlist('look'))[:1]
        return StreamingResponse(
            self._heard(looked),
            media_type='text/event-stream',
            headers={'cache-control': 'no-store', 'x-accel-buffering': 'no'},
        )

    async def _heard(self, looked: tuple[str, ...]) -> AsyncIterator[str]:
        queue: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._listeners[queue] = looked
        self._looking()
        try:
            yield _event('state', self._told())
            for path in looked:
                if path in self._renewed:
                    yield _event('renewed', _renewed(self._renewed[path]))
            while True:
                try:
                    kind, value = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield ': still here\n\n'
                    continue
                yield _event(kind, value)
        finally:
            del self._listeners[queue]
            self._looking()

    def _looking(self) -> None:
        """Say what browsers look at, the last one first."""
        looked = [path for paths in reversed(self._listeners.values()) for path in paths]
        self._pipe.send(Looking(tuple(dict.fromkeys(looked))))

    def _told(self) -> dict[str, Any]:
        state = self._state
        return {
            'number': state.number,
            'reading': state.reading,
            'contents': pages.mark(state.contents),
            'findings': [pages.finding(one) for one in state.findings[:KEPT]],
        }


def _renewed(message: Renewed) -> dict[str, Any]:
    return {
        'path': message.path,
        'tag': message.tag,
        'pages': message.pages,
        'seconds': message.seconds,
        'findings': [pages.finding(one) for one in message.findings[:KEPT]],
    }


def _event(kind: str, value: Any) -> str:
    return f'event: {kind}\ndata: {json.dumps(value)}\n\n'


def _lost(why: str) -> Response:
    return PlainTextResponse(f'{why}\n', 404)


def _page(html: str) -> Response:
    return Response(
        html,
        media_type='text/html; charset=utf-8',
        headers={'cache-control': 'no-store', 'content-security-policy': pages.POLICY},
    )
