"""Who may ask: a browser of this machine, for a page of ours, and nobody through a page of others.

Any page on the web can have a browser ask an address of this machine, and a name of its own can be
made to lead there (DNS rebinding). So the name in the address must be one of this machine, and what
another page caused is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NAMES = ('127.0.0.1', 'localhost', '[::1]')
_ALWAYS = {
    b'x-content-type-options': b'nosniff',
    b'referrer-policy': b'no-referrer',
    b'cross-origin-resource-policy': b'same-origin',
    b'cross-origin-opener-policy': b'same-origin',
    b'x-frame-options': b'SAMEORIGIN',
}


class Guard:
    """Lets through what may be asked, and says of every answer that it is for this page alone."""

    def __init__(self, app: App, port: int):
        self._app = app
        self._hosts = {f'{name}:{port}' for name in NAMES}
        if port == 80:
            self._hosts |= set(NAMES)
        self._origins = {f'http://{host}' for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope['type'] != 'http':
            return
        refused = self.refused(scope['method'], scope['headers'])
        if refused:
            await _refuse(send, *refused)
            return

        async def guarded(message: Message) -> None:
            if message['type'] == 'http.response.start':
                own = {name.lower() for name, _ in message['headers']}
                more = [(name, value) for name, value in _ALWAYS.items() if name not in own]
                message['headers'] = [*message['headers'], *more]
            await send(message)

        await self._app(scope, receive, guarded)

    def refused(self, method: str, headers: list[tuple[bytes, bytes]]) -> tuple[int, str] | None:
        """Return status and reason by which a request is refused, None for one that is fine."""
        told: dict[str, list[str]] = {}
        for name, value in headers:
            told.setdefault(name.decode('latin-1').lower(), []).append(value.decode('latin-1'))
        if method not in ('GET', 'HEAD'):
            return 405, 'here is nothing to change: GET only'
        hosts = [one.lower() for one in told.get('host', [])]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421, 'this preview answers on 127.0.0.1 and localhost only'
        if any(one.lower() not in self._origins for one in told.get('origin', [])):
            return 403, 'another page asked for this'
        site = told.get('sec-fetch-site', ['none'])[-1]
        walked = told.get('sec-fetch-mode', [''])[-1] == 'navigate'
        document = told.get('sec-fetch-dest', [''])[-1] == 'document'
        if site not in ('same-origin', 'none') and not (walked and document):
            return 403, 'another page asked for this'
        return None


async def _refuse(send: Send, status: int, why: str) -> None:
    body = f'{why}\n'.encode()
    headers = [
        (b'content-type', b'text/plain; charset=utf-8'),
        (b'content-length', str(len(body)).encode()),
        *_ALWAYS.items(),
    ]
    if status == 405:
        headers.append((b'allow', b'GET, HEAD'))
    await send({'type': 'http.response.start', 'status': status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})
