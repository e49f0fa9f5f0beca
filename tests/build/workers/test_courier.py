"""A worker that dies with its answer: the courier waits for no answer that cannot come."""

from __future__ import annotations

import hashlib
import pickle
import queue
from typing import Any

import pytest

from letterpress.build.workers import courier, remote
from letterpress.build.workers.courier import Order
from letterpress.build.workers.remote import Answer, Call

ONE, OTHER = 'tcp://10.0.0.1:1', 'tcp://10.0.0.2:1'


class Future:
    """A future of Dask whose answer lies in a worker."""

    def __init__(self, status: str, answer: Answer | None):
        self.status, self._answer, self.asked = status, answer, 0

    def add_done_callback(self, call: Any) -> None:
        """Nothing is done by itself here."""

    def cancel(self) -> None:
        self.status = 'cancelled'

    def result(self, timeout: float) -> Answer:
        self.asked += 1
        if self._answer is None:
            raise TimeoutError
        return self._answer

    exception = result


class Client:
    """A client of a cluster of which some workers are there."""

    def __init__(self, futures: list[Future]):
        self.there, self._futures, self.given = [ONE, OTHER], futures, []

    def scheduler_info(self) -> dict[str, list[str]]:
        return {'workers': self.there}

    def submit(self, function: Any, argument: Any, workers: list[str], **how: Any) -> Future:
        self.given.append(workers[0])
        return self._futures.pop(0)


class Pipe:
    def __init__(self) -> None:
        self.said: list[bytes] = []

    def send_bytes(self, data: bytes) -> None:
        self.said.append(data)


@pytest.mark.parametrize('status', ['finished', 'pending', 'lost'])
def test_what_a_worker_died_with_is_done_by_another(status: str) -> None:
    lost = Future(status, None)
    answer = Answer(remote.VALUE, b'made', hashlib.sha256(b'made').hexdigest())
    again = Future('finished', answer)
    client, pipe, events = Client([lost, again]), Pipe(), queue.Queue()
    one = courier._Courier(client, pipe, events)
    one._waiting.append(courier._Job(Order(7, Call(b'', (), '', {}, 60.0), {})))
    one._look()
    one._hand_out()
    assert client.given == [ONE]
    one._done(ONE, lost)
    assert lost.asked == (status == 'finished') and events.qsize() == (status == 'finished')
    client.there = [OTHER]
    one._look()
    one._hand_out()
    assert client.given == [ONE, OTHER] and not pipe.said
    one._done(ONE, lost)  # its event comes late: nobody asks it any more
    assert lost.asked == (status == 'finished') and not pipe.said
    one._done(OTHER, again)
    assert pickle.loads(pipe.said[0])[:4] == (courier.ANSWER, 7, remote.VALUE, b'made')
