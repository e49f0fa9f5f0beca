"""What comes from other machines is a value, or it is refused before anything of it is called."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass

import pytest

from letterpress.build.stages.letters import GroupMould
from letterpress.build.workers import values
from letterpress.build.workers.remote import Answer
from letterpress.findings import Finding, Place


def test_values_come_back_as_they_are():
    found = Finding(Place('layouts/x', 3), 'LP320', 'message', 'hint')
    value = ({'key': 'k', 'pages': 3}, b'%PDF', {'a': '1'}, [found], GroupMould(), (1.5, None, {2}))
    assert values.loads(pickle.dumps(value, protocol=5)) == value


@dataclass(frozen=True)
class Foreign:
    name: str


class Calls:
    def __init__(self, function, *arguments):
        self.made_by = function, arguments

    def __reduce__(self):
        return self.made_by


@pytest.mark.parametrize(
    'value',
    [
        Calls(os.system, 'touch called'),
        Calls(eval, '1'),
        Calls(pickle.loads, b''),
        Foreign('of another package'),
        Answer('value').__class__.__init__,
    ],
    ids=['system', 'eval', 'loads', 'foreign', 'method'],
)
def test_what_could_be_called_is_refused(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = pickle.dumps(value, protocol=5)
    with pytest.raises(pickle.UnpicklingError, match='is no value'):
        values.loads(data)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize('name', ['os.system', 'subprocess.run', 'sys.modules'])
def test_what_a_module_of_ours_imports_is_not_reached_through_it(name):
    data = b'\x80\x04cletterpress.build.workers.remote\n' + name.encode() + b'\n.'
    with pytest.raises(pickle.UnpicklingError, match='is no value'):
        values.loads(data)


def test_an_answer_knows_when_it_was_changed_on_its_way():
    import hashlib

    assert Answer('value', b'data', hashlib.sha256(b'data').hexdigest()).whole
    assert not Answer('value', b'date', hashlib.sha256(b'data').hexdigest()).whole
