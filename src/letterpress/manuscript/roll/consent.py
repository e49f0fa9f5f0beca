"""Who said that their name may be printed: what a column asks, what a cell answers, and what follows for the row.

Forms ask in words, in every language, and answer in words. Whoever did not clearly say yes is not public: a question or
an answer that is not understood is put to a person, never counted as a yes. Case and accents do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import islice


class Asks(Enum):
    """What a column is about, judged by its heading."""

    NOTHING = 'not taken over'
    PUBLISH = 'whether the name may be printed'
    HIDE = 'whether the name stays out of print'  # anonymous, "do not publish": a yes hides
    CONFIRMED = 'who has confirmed'  # needed, but no consent
    TERMS = 'who accepts how data are handled'  # likewise
    LETTERS = (
        'not taken over: who wants to be written to'  # a newsletter is no consent to publication
    )
    UNCLEAR = 'perhaps something about publication'


class Answer(Enum):
    """What a cell says."""

    YES = 'yes'
    NO = 'no'
    BLANK = ''
    NOT_REALLY = 'begins with no, or speaks of anonymity'
    UNCLEAR = 'anything else'


class Stand(Enum):
    """What follows for a row: its name may be printed, or why not, as one says it after a number."""

    PUBLIC = 'public'
    REFUSED = 'said no'
    ANONYMOUS = 'anonymous'
    UNCONFIRMED = 'not confirmed'
    SILENT = 'without an answer'
    NOT_ASKED = 'not asked'
    CONTRADICTED = 'contradictory'
    PRIVATE = 'not public'  # in another roll


_ASCII_WORDS = re.compile('[a-z0-9]+')


def plain(text: str) -> str:
    """Return a text's words without case, accents and punctuation, one blank between them."""
    if text.isascii():  # most cells of most forms, and a tenth of the time
        return ' '.join(_ASCII_WORDS.findall(text.lower()))
    letters = unicodedata.normalize('NFKD', text.casefold())
    return ' '.join(
        re.findall(
            r'\w+|[✓✔☑✅✗✘☐❌]',
            ''.join(c for c in letters if not unicodedata.combining(c)).replace('_', ' '),
        )
    )


def _stems(text: str) -> re.Pattern:
    """Compile stems: each begins a word, <those> are whole words, `_` is a blank, and *those stand anywhere."""
    parts = []
    for stem in text.split():
        word = re.escape(plain(stem.strip('<>*').replace('_', ' '))).replace(r'\ ', ' ')
        parts.append(
            word
            if stem.startswith('*')
            else rf'\b{word}\b'
            if stem.startswith('<')
            else rf'\b{word}'
        )
    return re.compile('|'.join(parts))


_PUBLISH = _stems(
    'publi pubblic publik veröffentlich öffentlich δημοσι публик публич обнарод *نشر *علن *ينشر nennen '
    'genannt nennung '
    'ujawni'
)
_SHOW = _stems(
    'show display listed appear mention visib sichtbar disclos reveal affich apparaî figurer <citer> divulg '
    'mostrar aparec aparez '
    'difund erschein anzeig aufgeführt aufführ appari compari εμφανι αναφερ αναγραφ κοινοποι показ изпис '
    'посоч спомен видим '
    '*عرض *ظهور *اظهار *ذكر pokaz wymien widoczn'
)
_NAME_SHOWN = _stems('display_name user_display_name nom_d_affichage anzeigename')
_ANONYMOUS = _stems('*anonym *anonim *ανωνυμ *аноним *مجهول *هوية incognito')
_HIDE = _stems(
    '<hide> <hidden> withh masqu <cacher> verberg verschweig ocult nascond κρυφ κρυψ скри *اخف ukry '
    '<private> <privé> <privat> '
    '<privado> <privato> ιδιωτ конфиденц confiden vertraulich secret geheim *سري'
)
_NOT = _stems(
    '<not> <no> <dont> <don_t> <never> <without> <ne> <n> <pas> <sans> <non> <sin> <nicht> kein <ohne> '
    '<senza> <μη> <μην> <δεν> '
    '<χωρις> <οχι> <не> <без> <لا> *عدم <دون> <بدون> <nie> <bez>'
)
_AGAINST = _stems(
    'object objec oppos einwand einwänd widersp dagegen obiez αντιρρ αντιτιθ възраз *اعتراض sprzeciw '
    'refus declin'
)
_AGREE = _stems(
    'consent consient consens einwillig einverstand zustimm agree accept accett acept autoris autoriz '
    'acconsent επιτρεπ '
    'permi allow erlaub συγκατ συναιν '
    'συμφων αποδεχ съглас приема *موافق *اوافق *توافق zgod zgadz'
)
_OPT = _stems('opt_in optin opt_out optout')
_CONFIRMED = _stems(
    'confirm konfirm bestätig verified verifi validat <valid> <validé> <validée> double_opt επιβεβ '
    'επαληθ потвърд *موكد '
    '*تاكيد potwierdz'
)
_WAITING = _stems('pending <en_attente> pendiente ausstehend <in_attesa> εκκρεμ изчакв oczekuj')
_TOKEN = _stems('<code> <token> <key> <link> <url> <hash> <id>')
_LETTERS = _stems(
    'newsletter mailing mailinglist mail_list subscri abonn suscri suscrib iscri inscri infolettre '
    'boletín bulletin rundbrief '
    '<updates> inform <keep_me> laufenden ενημερ бюлетин абон *نشرة *اشترا biuletyn <sms> contact '
    'kontakt contatt επικοινων '
    'свърж email_opt e_mail_opt mail_opt'
)
_TERMS = _stems(
    'privacy gdpr rgpd dsgvo rodo terms conditions datenschutz data_protection <data> données datos <dati> '
    '<daten> δεδομεν '
    'απορρητ лични_данни поверител *بيانات *خصوصي processing verarbeit traitement tratamiento trattamento '
    'przetwarz'
)
_OTHER_THINGS = _stems(
    'mail email e_mail courriel correo adres address direcc indirizz anschrift phone telef telep '
    'τηλεφ телеф *هاتف '
    'photo foto picture bild image comment kommentar comentario σχολι коментар *تعليق logo '
    'statement quote zitat '
    'citation testimon <age> employer <city> <ville> stadt only seulement uniquement <nur> <solo> '
    'sólo soltanto μόνο '
    'само *فقط tylko first_name vorname prénom initial'
)
_NAME = _stems(
    '<name> names <nom> <noms> nombre <nome> <nomi> namen namens ονομ <име> имена името *اسم imie nazwisk '
    'signatur <me> <mich> '
    '<moi> <us> <uns> <nous> it sign <firma> firmar unterschr υπογρ подпис *توقيع podpis'
)
# Most headings and nearly all cells speak of nothing of the kind: three letters of each word say so, without 200
# searches.
_SUBJECTS = (_PUBLISH, _SHOW, _ANONYMOUS, _HIDE, _AGREE, _OPT, _CONFIRMED, _LETTERS, _TERMS)
_BEGINNINGS = frozenset(
    begin for stems in _SUBJECTS for begin in re.findall(r'\\b(\w{3})', stems.pattern)
)
_INSIDE = re.compile(
    '|'.join(
        part
        for stems in _SUBJECTS
        for part in stems.pattern.split('|')
        if not part.startswith(r'\b')
    )
)


def _speaks(words: str) -> bool:
    """Say whether one of the subjects may be found in plain words."""
    return any(word[:3] in _BEGINNINGS for word in words.split()) or bool(_INSIDE.search(words))


_YES_OR_NO = re.compile(
    r'\b(?:yes|oui|s[iíì]|ja|ναι|да|نعم|tak|y)\s*(?:/|\||\b(?:or|ou|o|oder|ή|или|أو|lub)\b)\s*'
    r'(?:no|non|nein|όχι|не|لا|nie|n)\b'
)

_YES = frozenset(
    map(
        plain,
        'yes y yeah true oui vrai sí si ja wahr sim ναι да نعم tak 1 x on checked ✓ ✔ ☑ ✅'.split(),
    )
)
_NO = frozenset(
    map(
        plain,
        'no n non nein nee não false faux falso falsch όχι οχι не нет لا كلا nie 0 off unchecked ✗ '
        '✘ ☐ ❌'.split(),
    )
)
# a box left alone: under "anonymous" no word of its owner
_UNTICKED = frozenset('0 false off unchecked ☐'.split())
_A_DAY = re.compile(r'\d{4}[-/]\d\d?[-/]\d|\d\d?[./]\d\d?[./]\d{4}')
_SAMPLE = 1000  # cells that show what a column holds
# answers, or numbers and marks: only a whole column of them is one of answers
_BARE = frozenset('0 1 x y n on'.split())
_NONE = frozenset('n a|na|none|null|nan|keine angabe|k a|unknown'.split('|'))
_AGREED = frozenset(
    map(
        plain,
        (  # words that say yes by themselves
            'agree agreed accept accepted consent authorise authorize accepte accord consens autorise acepto consiento '
            'autorizo acuerdo '
            'einverstanden zustimme stimme willige accetto acconsento autorizzo accordo συμφωνώ αποδέχομαι συναινώ δέχομαι '
            'съгласен съгласна '
            'съгласявам приемам أوافق موافق موافقة zgadzam zgodę zgoda akceptuję'
        ).split(),
    )
)
_WITH_THEM = frozenset(
    map(
        plain,
        (  # words that may stand beside them and limit nothing
            'i we you may can do please to the a of my our your name names on in be publish published publishing publication '
            'publicly it this '
            'that with letter list je j nous que mon notre nom noms soit publié publiée à la le de d du sur cette lettre vous '
            'pouvez publier mi '
            'nombre se publique publicación en el sea publicado estoy ich wir zu der die des veröffentlichung meines meinen '
            'namens namen dass '
            'mein veröffentlicht wird damit bin mit zur auf ein che il mio nome sia pubblicato pubblicazione alla del di sono '
            'με τη την '
            'δημοσίευση του ονόματος μου να δημοσιευτεί δημοσιευθεί το όνομα съм се с публикуването публикуване на името ми '
            'على نشر اسمي na '
            'publikację mojego swojego imienia i nazwiska wyrażam się'
        ).split(),
    )
)


# Words of questions that ask for nothing else. A heading with another word may ask anything ("Public transport user?").
_ASKING = frozenset(
    map(
        plain,
        (
            'may can could do does being been by you we i want wish would like to be have has your my our their full the a an it '
            'this on in with under at as list letter website site online web page signed signature printed print use or and '
            'dont don t please should shall is ok given of for that remain stay keep from world '
            'peut on pouvons nous vous souhaitez voulez veux d pour que le la les l votre vos mon ma notre soit être sur dans '
            'en ligne liste '
            'lettre avec et ou est ce de du des je j rendre rester souhaite être elle il cela '
            'podemos para puede desea quiere quieres acuerdo con su tu mi sea ser el lista carta sitio y o los las permanecer '
            'quiero anonimato '
            'dürfen darf wir ich sie ihr ihren ihre dein deinen mein meinen soll sollen möchte möchten will wollen werden wird '
            'sein auf der die '
            'das dem den unter im brief und oder mit bleiben damit dass zur zu stimmen '
            'possiamo può posso vuole vuoi desidera che lo tuo suo mio sia essere sul nella lettera sito e di del dell della '
            'alla rimanere '
            'voglio vorrei accordo '
            'μπορούμε να θέλετε επιθυμείτε με τη την το σας μου στη λίστα στην ιστοσελίδα και ή είναι του επιθυμώ θέλω '
            'παραμείνω '
            'може можем ли да се бъде бъда ви ти ми сте желаете искате в на списъка за с и или искам остана съм '
            'هل يمكن يمكننا على في القائمة الموقع ان من و او ترغب تريد ابقاء اريد البقاء '
            'czy się na i możemy chcesz chcę pani pan twoje twojego swojego w liście do aby żeby być było pozostać'
        ).split(),
    )
)
_KNOWN_STEMS = (_PUBLISH, _SHOW, _ANONYMOUS, _HIDE, _NOT, _AGREE, _NAME)


def asks(heading: str) -> Asks:
    """Return what a column with this heading asks, in any of our languages or Polish."""
    words = plain(
        _YES_OR_NO.sub(' ', re.sub('(?<=[a-z])(?=[A-Z])', ' ', heading).casefold())
    )  # isPublic
    if not _speaks(words) or _NAME_SHOWN.search(words):
        return Asks.NOTHING
    publish = _PUBLISH.search(words.replace(plain('نشرة'), '')) or _SHOW.search(words)
    hide = _ANONYMOUS.search(words) or _HIDE.search(words)
    letters, confirmed, negative = (
        _LETTERS.search(words),
        _CONFIRMED.search(words),
        bool(_NOT.search(words)),
    )
    if (
        hide and not publish and not _ANONYMOUS.search(words) and _OTHER_THINGS.search(words)
    ):  # "private e-mail"
        return Asks.NOTHING
    if hide or publish:
        if (
            letters
            or _AGAINST.search(words)
            or (hide and (publish or negative))
            or not _of_the_name(words)
        ):
            return Asks.UNCLEAR
        return Asks.HIDE if hide or negative else Asks.PUBLISH
    if confirmed and _TOKEN.search(words):
        return Asks.NOTHING
    if confirmed or letters:
        return (
            Asks.UNCLEAR
            if negative or (confirmed and letters)
            else Asks.CONFIRMED
            if confirmed
            else Asks.LETTERS
        )
    if _TERMS.search(words):
        return Asks.UNCLEAR if negative or _AGAINST.search(words) else Asks.TERMS
    if _AGREE.search(
        words
    ):  # alone it is the consent of a roll; with more words it may be one to anything
        return Asks.PUBLISH if len(words.split()) == 1 else Asks.UNCLEAR
    return Asks.UNCLEAR if _OPT.search(words) else Asks.NOTHING


def _of_the_name(words: str) -> bool:
    """Say whether a question is about the name and its publication, and every word of it known to ask nothing else."""
    return all(
        word in _ASKING or any(stems.search(word) for stems in _KNOWN_STEMS)
        for word in words.split()
    )


@lru_cache(4096)
def answer(cell: str) -> Answer:
    """Return what a cell answers. A sentence is a yes only where every word of it is known to limit nothing."""
    text = plain(cell)
    if not text or text in _NONE:
        return Answer.BLANK
    words = text.split()
    if re.search('[?؟;\u037e]', cell) and not refuses(
        cell
    ):  # "yes?": the Greek question mark is a semicolon
        return Answer.UNCLEAR
    if len(words) == 1 and words[0] in _YES | _NO:
        return Answer.YES if words[0] in _YES else Answer.NO
    if refuses(cell) or (words[0] in _NO and not words[0].isdigit()):
        return Answer.NOT_REALLY
    if (words[0] in _YES - _BARE or any(word in _AGREED for word in words)) and all(
        word in _AGREED or word in _WITH_THEM or (n == 0 and word in _YES)
        for n, word in enumerate(words)
    ):
        return Answer.YES
    return Answer.UNCLEAR


@lru_cache(4096)
def refuses(cell: str) -> bool:
    """Say whether a text speaks of staying anonymous or of not being published, wherever it stands."""
    words = plain(cell)
    if not _speaks(words):
        return False
    if _ANONYMOUS.search(words):
        return True
    return any(
        _NOT.search(words[max(0, found.start() - 40) : found.end() + 15])
        for found in _PUBLISH.finditer(words)
    )


def answers(cells: Iterable[str]) -> bool:
    """Say whether the cells of a column look like answers of yes and no, whatever its heading."""
    said = [cell for cell in islice(cells, _SAMPLE) if answer(cell) != Answer.BLANK]
    understood = [
        plain(cell) for cell in said if answer(cell) != Answer.UNCLEAR or _is_state(plain(cell))
    ]
    if len(understood) < len(said):
        understood = [cell for cell in understood if cell not in _BARE]
    return bool(said) and 2 * len(understood) >= len(said)


_FROM_NO_TO_YES = (Stand.ANONYMOUS, Stand.REFUSED, Stand.UNCONFIRMED, Stand.SILENT, Stand.PUBLIC)


def _has_confirmed(cell: str) -> bool:
    """Say whether a cell names the day of a confirmation, or says "confirmed" and nothing else."""
    words = plain(cell)
    return bool(_A_DAY.match(cell)) or (' ' not in words and bool(_CONFIRMED.match(words)))


def _is_state(words: str) -> bool:
    """Say whether a cell names a state of consent: confirmed, unverified, pending, hidden, accepted …"""
    bare = ' '.join(word.removeprefix('un') for word in words.split())
    subjects = (_PUBLISH, _ANONYMOUS, _HIDE, _AGREE, _CONFIRMED, _AGAINST, _WAITING)
    return len(words.split()) < 4 and any(
        stems.match(words) or stems.match(bare) for stems in subjects
    )


def stand(row: Iterable[tuple[Asks, str]]) -> Stand | None:
    """Return what follows from the cells of a row, each with what its column asks; None where one is not understood.

    A no wins over every yes. Whoever left the question of publication open is SILENT; NOT_ASKED where nothing was
    asked, or only whether to hide the name, and the box was left alone.
    """
    found = set()
    for about, cell in row:
        if about == Asks.NOTHING:
            continue
        said = answer(cell)
        if about == Asks.PUBLISH:
            if said == Answer.UNCLEAR:
                return None
            found.add(
                {Answer.YES: Stand.PUBLIC, Answer.BLANK: Stand.SILENT}.get(
                    said, Stand.ANONYMOUS if _ANONYMOUS.search(plain(cell)) else Stand.REFUSED
                )
            )
        elif about == Asks.HIDE and said != Answer.BLANK:
            if said == Answer.UNCLEAR or (said == Answer.NOT_REALLY and not refuses(cell)):
                return None
            if said != Answer.NO:
                found.add(Stand.ANONYMOUS)
            elif plain(cell) not in _UNTICKED:
                found.add(Stand.PUBLIC)
        elif about == Asks.CONFIRMED and said != Answer.YES and not _has_confirmed(cell):
            found.add(Stand.UNCONFIRMED)
        elif about == Asks.TERMS and said in (Answer.NO, Answer.NOT_REALLY):
            found.add(Stand.REFUSED)
    return next((why for why in _FROM_NO_TO_YES if why in found), Stand.NOT_ASKED)
