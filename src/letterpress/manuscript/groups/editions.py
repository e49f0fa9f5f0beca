"""A campaign as a local group's sheets say it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from letterpress.manuscript.groups import words
from letterpress.manuscript.groups.model import PublicGroup
from letterpress.manuscript.model import Edition

EVENT = 'event'  # the layout whose fields are an event's


def of_group(edition: Edition, group: PublicGroup) -> Edition:
    """Return an edition with a group's event in place of the campaign's own."""
    event, language = group.event, edition.language
    own = {
        **edition.posters.get(EVENT, {}),
        'when': words.when(event, language),
        'where': words.where(event, language),
    }
    own.pop('link', None)
    if link := event.link or group.url:
        own['link'] = link
    if event.title:
        own['call'] = event.title
    posters = MappingProxyType({**edition.posters, EVENT: MappingProxyType(own)})
    return replace(edition, posters=posters, group=group)
