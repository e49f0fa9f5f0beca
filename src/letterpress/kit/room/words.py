"""The words of the pages: the campaign's phrases, over those that layouts bring along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from letterpress.kit import cards
from letterpress.layout.declared import own_phrases
from letterpress.manuscript.model import Edition

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

ROOM = 'press-room'
FALLBACK = 'en'  # of a language for which nobody has written them
# what the script says, by the name it has there
SAID = {
    'copy': 'room.copy',
    'copied': 'room.copied',
    'drop': 'room.check_drop',
    'same': 'room.check_same',
    'other': 'room.check_other',
    'elsewhere': 'room.check_elsewhere',
    'insecure': 'room.check_insecure',
    'filter': 'room.filter',
}


def worded(edition: Edition, shown: Sequence[Layout], layouts: Mapping[str, bytes]) -> Edition:
    """Return the edition with the phrases that layouts bring along, too."""
    house = own_phrases.said(ROOM, edition.language, layouts) or own_phrases.said(
        ROOM, FALLBACK, layouts
    )
    own = own_phrases.of_all(shown).get(edition.language, {})
    return replace(edition, phrases=MappingProxyType({**house, **own, **edition.phrases}))


def of_script(edition: Edition) -> dict[str, str]:
    """Return what the script of a page says; `{name}` and `{language}` stay, for it to fill in."""
    return {
        short: cards.say(edition, key, **{one: f'{{{one}}}' for one in ('name', 'language')})
        for short, key in SAID.items()
    }
