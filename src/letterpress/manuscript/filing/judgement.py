"""Judging a campaign by the filing profiles: what stands between this letter and each body.

One finding a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterpress.findings import Finding
from letterpress.manuscript.filing.profiles import FilingProfile
from letterpress.manuscript.model import Campaign, Filing, Letter, spread
from letterpress.manuscript.text.adoption import FILED


def chosen(campaign: Campaign) -> tuple[FilingProfile, ...]:
    """Return the profiles to judge by.

    They are those that campaign.yaml names under `filing: bodies:`, else all.
    """
    bodies = campaign.facts.filing.bodies
    return tuple(one for one in campaign.filing_profiles if bodies is None or one.body in bodies)


def judge(campaign: Campaign) -> Iterator[Finding]:
    """Say for each body what it asks for and the campaign does not give.

    And what must be done by hand. Code: LP275.
    """
    for profile in chosen(campaign):
        points = tuple(_points(profile, campaign))
        if points:
            yield Finding(
                profile.place,
                'LP275',
                f'{profile.name} ({profile.procedure}): {"; ".join(points)}',
                _hint(profile),
            )


def _points(profile: FilingProfile, campaign: Campaign) -> Iterator[str]:
    taken = accepted(profile, campaign)
    yield from _language(profile, campaign, taken)
    source = campaign.letters[campaign.facts.source_language]
    text = min(taken, key=lambda letter: letter.status not in FILED, default=source)
    for what, length, limit in (
        ('title', len(text.title), profile.title_characters),
        ('text', characters(text), profile.text_characters),
    ):
        if limit is not None and length > limit:
            yield (
                f'the {what} may have {limit} characters, '
                f'and the one in {text.language} has {length}'
            )
    lacking = missing(profile, campaign.facts.filing)
    if lacking:
        yield (
            'it must know who signs first, '
            f'and campaign.yaml does not say the {_listed(lacking, "and")} (filing: signed_by:)'
        )
    if profile.names_on_first_sheet:
        yield (
            'the signatories must stand on the first sheet, and the packet names them in its annex'
        )
    if profile.ink:
        copy = f'build/filing/{text.language}/packet.{text.language}.paper.pdf'
        yield f'paper must be signed in ink: print {copy} and sign it'
    if profile.sides:
        sides = 'one side' if profile.sides == 'single' else 'both sides'
        yield f'print the paper copy on {sides} of each sheet'
    if profile.channels == ('portal',):
        yield f'it comes in by the portal only{", " + profile.portal if profile.portal else ""}'


def _language(
    profile: FilingProfile, campaign: Campaign, taken: tuple[Letter, ...]
) -> Iterator[str]:
    if not taken:
        yield (
            f'it is not accepted in {_listed(campaign.facts.languages, "or")}, '
            f'only in {_listed(profile.languages, "or")}'
        )
    elif not any(letter.status in FILED for letter in taken):
        texts = _listed(tuple(letter.language for letter in taken), 'and')
        what = 'a translation' if len(taken) == 1 else 'translations'
        yield (
            f'of the accepted languages this letter has {texts}, '
            f'{what} that nobody has adopted (status: adopted)'
        )


def _hint(profile: FilingProfile) -> str:
    refused = f'Not accepted: {"; ".join(profile.refuses)}.' if profile.refuses else ''
    return f'{profile.about} {refused}'.strip() or (
        'list under filing: bodies: in campaign.yaml the bodies that you write to, '
        'and only those are judged'
    )


def accepted(profile: FilingProfile, campaign: Campaign) -> tuple[Letter, ...]:
    """Return the letters that a body accepts by their language, in the campaign's order.

    A letter in `pt-BR` is one in `pt`.
    """
    return tuple(
        campaign.letters[code]
        for code in campaign.facts.languages
        if not profile.languages or {code, code.partition('-')[0]} & set(profile.languages)
    )


def characters(letter: Letter) -> int:
    """Return how long the text is as somebody pastes it, in characters.

    An empty line stands between two paragraphs; the title is not counted.
    """
    return len('\n\n'.join(block.text for block in spread(letter.blocks)))


def missing(profile: FilingProfile, filing: Filing) -> tuple[str, ...]:
    """Return what a body must know of whoever signs first and campaign.yaml does not say."""
    known = {
        'name': filing.signer,
        'nationality': filing.nationality,
        'address': filing.address,
        'email': filing.email,
    }
    return tuple(name for name in profile.first_signatory if not known[name])


def _listed(words: Iterable[str], last: str) -> str:
    *before, end = words
    return f'{", ".join(before)} {last} {end}' if before else end


# ---- what only the finished packet shows ----


def packet(
    campaign: Campaign, language: str, size: int, pages: int, paper: str
) -> Iterator[Finding]:
    """Judge a finished packet by the bodies that accept its language.

    `size` in bytes, `paper` such as 'a4'. Codes: LP276, LP277.
    """
    for profile in chosen(campaign):
        if campaign.letters[language] not in accepted(profile, campaign):
            continue
        limits = (size, profile.upload_bytes, 'bytes'), (pages, profile.upload_pages, 'pages')
        over = [
            f'{found} {unit}, at most {most}'
            for found, most, unit in limits
            if most is not None and found > most
        ]
        if over:
            yield Finding(
                profile.place,
                'LP276',
                f'the packet in {language} is larger than {profile.name} takes: {"; ".join(over)}',
                'send the letter alone (build letter), or the packet on paper',
            )
        if profile.paper and paper != profile.paper:
            yield Finding(
                profile.place,
                'LP277',
                f'{profile.name} asks for paper of the size {profile.paper}, and the '
                f'packet in {language} is set on {paper}',
                'set the size in layouts/packet/layout.yaml',
            )


def translations(campaign: Campaign, languages: Iterable[str]) -> Iterator[Finding]:
    """Say which of the packets just made are translations that nobody has adopted, in one finding.

    Code: LP278.
    """
    told = [
        campaign.letters[code]
        for code in sorted(languages)
        if campaign.letters[code].status not in FILED
    ]
    if told:
        where = _listed((letter.language for letter in told), 'and')
        what = (
            f'packet in {where} holds a translation'
            if len(told) == 1
            else f'packets in {where} hold translations'
        )
        yield Finding(
            told[0].place,
            'LP278',
            f'the {what} that the signatories have not adopted',
            'file the source, or have the translation adopted: status: adopted, adopted_by: and '
            'adopted_on:',
        )
