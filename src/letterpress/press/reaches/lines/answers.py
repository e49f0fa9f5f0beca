"""What was found out about words and paragraphs: kept for other processes and later builds.

A letter that is built again is the same but for a word. Where its other words may be broken and its
other paragraphs were is known, under the names of these questions, as JSON. Answers depend on the
engines and this code only: whoever keeps `found` must key it by them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

BEGINS = 'word ', 'ends '  # of questions: what is remembered of other things begins otherwise

_answers: dict[str, str] = {}


def take(answers: Mapping[str, str]) -> None:
    """Take over what was found out elsewhere."""
    _answers.update((name, said) for name, said in answers.items() if name.startswith(BEGINS))


def found() -> dict[str, str]:
    """Return all that is known: a text for each question."""
    return dict(_answers)


def of(question: str, find: Callable[[], Any]) -> Any:
    """Return the answer to a question, as JSON holds it; find it if nobody has."""
    if question not in _answers:
        _answers[question] = json.dumps(find(), ensure_ascii=False)
    return json.loads(_answers[question])


def forget() -> None:
    """Forget everything."""
    _answers.clear()
