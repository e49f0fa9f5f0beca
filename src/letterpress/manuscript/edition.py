"""The campaign as one language sees it: all that a layout may read, and nothing private."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from letterpress.manuscript import locales, phrases, roll
from letterpress.manuscript.model import Block, Campaign, Edition, Release


def edition(campaign: Campaign, language: str) -> Edition:
    """Return the edition of a language of the campaign; `{signatories}` is filled here, in the language's digits.

    Raises KeyError for a language that the campaign does not have.
    """
    counts = roll.counts(campaign.roll)
    values = {'signatories': counts.signatories}

    def filled(text: str) -> str:
        return phrases.fill(text, values, language)

    posters = {layout: MappingProxyType({slot: filled(value) if isinstance(value, str) else tuple(map(filled, value))
                                         for slot, value in slots.items()})
               for layout, slots in campaign.posters[language].items()}
    release = campaign.releases[language]
    return Edition(
        language=language, direction=locales.direction(language), facts=campaign.facts,
        letter=campaign.letters[language], source_language=campaign.facts.source_language,
        phrases=campaign.phrases[language],
        posters=MappingProxyType(posters), release=_release(release, filled),
        signatories=roll.published(campaign.roll), counts=counts)


def _release(release: Release, filled: Callable[[str], str]) -> Release:
    def all_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(replace(block, runs=tuple(replace(run, text=filled(run.text)) for run in block.runs))
                     for block in blocks)

    return replace(release, title=filled(release.title), standfirst=filled(release.standfirst),
                   quote_by=filled(release.quote_by), blocks=all_of(release.blocks), about=all_of(release.about),
                   notes=all_of(release.notes))
