"""The salutation and the closing formula of a letter, which the house prints from its phrases.

A document has them in its text, and they would stand twice on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterpress.findings import Finding, Place
from letterpress.manuscript.intake.draft import Draft, Text, begins, plain

SHORT = 220  # characters of a formula; a sentence that begins like one may be longer
_OPENINGS = (
    *('Dear ', 'Honourable ', 'To whom it may concern', 'Your Excellenc'),
    *('Sehr geehrte', 'Liebe ', 'Geehrte'),
    *('Madame', 'Monsieur', 'Mesdames', 'Messieurs', 'Cher', 'Chère'),
    *('Estimad', 'Querid', 'Distinguid', 'Excelentísim', 'Señor'),
    *('Gentil', 'Egregi', 'Onorevol', 'Spettabil', 'Illustr', 'Car'),
    *('Αξιότιμ', 'Αγαπητ', 'Αξιότιμε', 'Κυρί'),
    *('Уважаем', 'Скъп', 'Почитаем'),
    *('السادة', 'السيدات', 'حضرة', 'سعادة', 'معالي', 'تحية'),
    *('Szanown', 'Drodzy', 'Droga', 'Geachte', 'Beste', 'Exm', 'Caro', 'Cara', 'Prezad', 'Vážen'),
)
_CLOSINGS = (
    *('Yours ', 'Sincerely', 'Kind regards', 'Best regards', 'Respectfully', 'With kind regards'),
    *('Mit freundlich', 'Hochachtungsvoll', 'Mit vorzüglicher', 'Mit solidarisch', 'Mit besten'),
    *('Veuillez ', 'Nous vous prions d', 'Cordialement', 'Respectueusement', 'Bien à vous'),
    *('Atentamente', 'Cordialmente', 'Un saludo', 'Reciba', 'Con un cordial'),
    *('Cordiali saluti', 'Distinti saluti', 'Vogliate gradire', 'Con osservanza'),
    *('Με εκτίμηση', 'Με τιμή', 'Με φιλικούς', 'Με τη διαβεβαίωση'),
    *('С уважение', 'С почит', 'Моля, приемете'),
    *('وتفضلوا', 'تفضلوا', 'مع خالص', 'مع فائق', 'وتقبلوا'),
    *(
        'Z poważaniem',
        'Z wyrazami',
        'Met vriendelijke',
        'Hoogachtend',
        'Com os melhores',
        'S úctou',
    ),
)
_OPENS = re.compile('|'.join(map(re.escape, _OPENINGS)), re.IGNORECASE)
_CLOSES = re.compile('|'.join(map(re.escape, _CLOSINGS)), re.IGNORECASE)
_ENDS = (',', '!', ':', '،')


def findings(found: Draft) -> Iterator[Finding]:
    """Yield the formulas that a letter's text holds (LP735)."""
    texts = [plain(one.words) for one in found.blocks if isinstance(one, Text)]
    for text in texts[:3]:
        if len(text) <= SHORT and _OPENS.match(text) and text.endswith(_ENDS):
            yield _twice(found, text, 'a salutation', 'letter.salutation')
            break
    for after, text in enumerate(reversed(texts[-6:])):
        if len(text) <= SHORT and _CLOSES.match(text):
            yield _twice(found, text, 'a closing formula', 'letter.closing', after)
            break


def _twice(found: Draft, text: str, what: str, phrase: str, after: int = 0) -> Finding:
    below = (
        '; what stands below it may be signatories, who belong in content/signatories.yaml'
        if after
        else ''
    )
    return Finding(
        Place(found.name),
        'LP735',
        f'“{begins(text, 60)}” reads like {what}, and the letter prints one of its own',
        f'take it out of the letter, and write it as {phrase} in content/phrases/{below}',
    )
