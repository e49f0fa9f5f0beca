"""The words of consent, in our languages and Polish: what questions and answers are made of.

Lists for people to add to; what follows from them is judged in `consent`.
"""

from __future__ import annotations

import re
import unicodedata

_ASCII_WORDS = re.compile('[a-z0-9]+')
_ANY_WORDS = re.compile(r'\w+|[✓✔☑✅✗✘☐❌]')


class _Bare(dict[int, str]):
    """What each character is without case and accents; that of its neighbours changes nothing."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize('NFKD', chr(code).casefold())
        bare = ''.join(one for one in letters if not unicodedata.combining(one))
        self[code] = bare = bare.replace('_', ' ')
        return bare


_BARE = _Bare()


def plain(text: str) -> str:
    """Return a text's words without case, accents and punctuation, one blank between them."""
    if text.isascii():  # most cells of most forms, and a tenth of the time
        return ' '.join(_ASCII_WORDS.findall(text.lower()))
    return ' '.join(_ANY_WORDS.findall(text.translate(_BARE)))


def stems(text: str) -> re.Pattern[str]:
    """Compile stems: each begins a word, <those> are whole words, *those stand anywhere.

    `_` is a blank.
    """
    return re.compile('|'.join(map(_stem, text.split())))


def _stem(text: str) -> str:
    word = re.escape(plain(text.strip('<>*').replace('_', ' '))).replace(r'\ ', ' ')
    if text.startswith('*'):
        return word
    return rf'\b{word}\b' if text.startswith('<') else rf'\b{word}'


def _words(text: str) -> frozenset[str]:
    """Return the words of a text, plain."""
    return frozenset(map(plain, text.split()))


PUBLISH = stems("""
    publi pubblic publik veröffentlich öffentlich δημοσι публик публич обнарод *نشر *علن *ينشر
    openba zveřejn nyilvános nennen genannt nennung ujawni
""")
SHOW = stems("""
    show display listed appear mention visib sichtbar disclos reveal affich apparaî figurer <citer>
    divulg mostrar aparec aparez difund erschein anzeig aufgeführt aufführ appari compari εμφανι
    αναφερ αναγραφ κοινοποι показ изпис посоч спомен видим *عرض *ظهور *اظهار *ذكر pokaz wymien
    widoczn vermeld zobraz uved
""")
NAME_SHOWN = stems('display_name user_display_name nom_d_affichage anzeigename')
ANONYMOUS = stems('*anonym *anonim *ανωνυμ *аноним *مجهول *هوية incognito')
HIDE = stems("""
    <hide> <hidden> withh masqu <cacher> verberg verschweig ocult nascond κρυφ κρυψ скри *اخف ukry
    <private> <privé> <privat> <privado> <privato> ιδιωτ конфиденц confiden vertraulich secret
    geheim *سري
""")
NOT = stems("""
    <not> <no> <dont> <don_t> <never> <without> <ne> <n> <pas> <sans> <non> <sin> <nicht> kein
    <ohne> <senza> <μη> <μην> <δεν> <χωρις> <οχι> <не> <без> <لا> *عدم <دون> <بدون> <nie> <bez>
""")
AGAINST = stems("""
    object objec oppos einwand einwänd widersp dagegen obiez αντιρρ αντιτιθ възраз *اعتراض sprzeciw
    refus declin
""")
AGREE = stems("""
    consent consient consens einwillig einverstand zustimm agree accept accett acept autoris autoriz
    acconsent επιτρεπ permi allow erlaub συγκατ συναιν συμφων αποδεχ съглас приема *موافق *اوافق
    *توافق zgod zgadz concord aceit toestem instem souhlas hozzájárul
""")
OPT = stems('opt_in optin opt_out optout')
CONFIRMED = stems("""
    confirm konfirm bestätig verified verifi validat <valid> <validé> <validée> double_opt επιβεβ
    επαληθ потвърд *موكد *تاكيد potwierdz
""")
# whom an e-mail does not reach: "bouncing", "spam complaint"
BOUNCED = stems('bounc spam suppress')
# states in which a signature does not stand
GONE = stems("""
    withdr unsubscri delet remov revok cancel annul désinscr désabonn retir supprim <baja> elimin
    abgemeldet widerruf zurückgez gelösch ausgetrag ritir disiscri revoc revoqu διαγραφ αποσυρ ανακλ
    оттегл отпис изтрит wycof wypis usuni draft brouillon borrador entwurf bozza unconfirm unverif
    unvalid reject refus anonym inactiv invalid storn gestrich anulow anulad rétract
""")
# what a remark says of a signature that was taken back, or stands twice
WITHDREW = stems("""
    withdrew withdrawn unsubscribed revoked cancelled canceled struck_out removed duplicate <dupe>
    rétract retiré retirée désinscri annulé annulée doublon retirado retirada retiró anulad duplicad
    zurückgezogen zieht_zurück widerrufen storniert gestrichen streichen dublette doppelt ritirat
    revocat annullat doppion αποσύρ αποσυρ ανακάλεσ ακυρώθ ακυρωθ διπλοεγγραφ оттегл отмен дублик
    *انسحب *ألغى wycofał wycofan rezygnu zrezygn anulow duplikat skreśl
""")
# what a remark says of a signature that was asked for and not given, or not yet
DECLINED = stems("""
    declined refused rejected waiting_for refusé refusée décliné déclinée rechazad denegad declinad
    abgelehnt lehnt_ab rifiutat declinat αρνήθηκ απορρίφθ отказа отказал *رفض odmówi odmowa odrzuc
""")
SIGN = stems('sign unterschr unterzeich zeichn firm υπογρ подпи podpis')
# what is printed beside the name of a person
ROLE = stems("""
    affiliat organis organiz institut function fonction funktion funzione funcion función función
    role rôle <rolle> ruolo carica cargo profess occupation beruf title titre titel universit
    university employer title ιδιότητ ιδρυμα φορεα длъжност институци организац *وظيف *مؤسس *صفة
    afiliac funkcj instytucj zawod stanowisk capacity qualité
""")
WAITING = stems('pending <en_attente> pendiente ausstehend <in_attesa> εκκρεμ изчакв oczekuj')
TOKEN = stems('<code> <token> <key> <link> <url> <hash> <id>')
LETTERS = stems("""
    newsletter mailing mailinglist mail_list subscri abonn suscri suscrib iscri inscri infolettre
    boletín bulletin rundbrief <updates> inform <keep_me> laufenden ενημερ бюлетин абон *نشرة *اشترا
    biuletyn <sms> contact kontakt contatt επικοινων свърж email_opt e_mail_opt mail_opt
""")
TERMS = stems("""
    privacy gdpr rgpd dsgvo rodo terms conditions datenschutz data_protection <data> données datos
    <dati> <daten> δεδομεν απορρητ лични_данни поверител *بيانات *خصوصي processing verarbeit
    traitement tratamiento trattamento przetwarz
""")
OTHER_THINGS = stems("""
    mail email e_mail courriel correo adres address direcc indirizz anschrift phone telef telep
    τηλεφ телеф *هاتف photo foto picture bild image comment kommentar comentario σχολι коментар
    *تعليق logo statement quote zitat citation testimon <age> employer <city> <ville> stadt only
    seulement uniquement <nur> <solo> sólo soltanto μόνο само *فقط tylko first_name vorname prénom
    initial
""")
NAME = stems("""
    <name> names <nom> <noms> nombre <nome> <nomi> namen namens ονομ <име> имена името *اسم imie
    nazwisk naam naim jmén <seu> <seus> signatur <me> <mich> <moi> <us> <uns> <nous> it sign
    <firma> firmar unterschr υπογρ подпис *توقيع podpis
""")
NAME_ITSELF = stems("""
    <name> names <nom> <noms> <nombre> nombres <nome> <nomi> namen namens ονομ <име> имена името
    *اسم imie imię nazwisk naam jmén
""")
# Most headings and nearly all cells speak of nothing of the kind: three letters of each word say
# so, without 200 searches.
_SUBJECTS = (PUBLISH, SHOW, ANONYMOUS, HIDE, AGREE, OPT, CONFIRMED, LETTERS, TERMS)
_BEGINNINGS = frozenset(
    begin for subject in _SUBJECTS for begin in re.findall(r'\\b(\w{3})', subject.pattern)
)
_INSIDE = re.compile(
    '|'.join(
        stem
        for subject in _SUBJECTS
        for stem in subject.pattern.split('|')
        if not stem.startswith(r'\b')
    )
)
STATES = (PUBLISH, ANONYMOUS, HIDE, AGREE, CONFIRMED, AGAINST, WAITING)  # of a consent


def speaks(words: str) -> bool:
    """Say whether one of the subjects may be found in plain words."""
    return any(word[:3] in _BEGINNINGS for word in words.split()) or bool(_INSIDE.search(words))


YES_OR_NO = re.compile(
    r'\b(?:yes|oui|s[iíì]|ja|ναι|да|نعم|tak|y)\s*(?:/|\||\b(?:or|ou|o|oder|ή|или|أو|lub)\b)\s*'
    r'(?:no|non|nein|όχι|не|لا|nie|n)\b'
)

YES = _words(
    'yes y yeah true oui vrai sí si ja wahr sim ναι да نعم tak ano áno igen da '
    'waar verdadeiro prawda 1 x on checked ✓ ✔ ☑ ✅'
)
NO = _words("""
    no n non nein nee não false faux falso falsch όχι οχι не нет لا كلا nie 0 off unchecked ✗ ✘ ☐ ❌
    nem ne nu nej fałsz onwaar
""")
# a box left alone: under "anonymous" no word of its owner
UNTICKED = frozenset('0 false off unchecked ☐'.split())
# answers, or numbers and marks: only a whole column of them is one of answers
BARE = frozenset('0 1 x y n on'.split())
NONE = frozenset('n a|na|none|null|nan|keine angabe|k a|unknown'.split('|'))
AGREED = _words("""
    agree agreed accept accepted consent authorise authorize accepte accord consens autorise acepto
    consiento autorizo acuerdo einverstanden zustimme stimme willige accetto acconsento autorizzo
    accordo συμφωνώ αποδέχομαι συναινώ δέχομαι съгласен съгласна съгласявам приемам أوافق موافق
    موافقة zgadzam zgodę zgoda akceptuję
""")
WITH_THEM = _words("""
    i we you may can do please to the a of my our your name names on in be publish published
    publishing publication publicly it this that with letter list je j nous que mon notre nom noms
    soit publié publiée à la le de d du sur cette lettre vous pouvez publier mi nombre se publique
    publicación en el sea publicado estoy ich wir zu der die des veröffentlichung meines meinen
    namens namen dass mein veröffentlicht wird damit bin mit zur auf ein che il mio nome sia
    pubblicato pubblicazione alla del di sono με τη την δημοσίευση του ονόματος μου να δημοσιευτεί
    δημοσιευθεί το όνομα съм се с публикуването публикуване на името ми على نشر اسمي na publikację
    mojego swojego imienia i nazwiska wyrażam się
""")


# Words of questions that ask for nothing else. A heading with another word may ask anything
# ("Public transport user?").
ASKING = _words("""
    may can could do does being been by you we i want wish would like to be have has your my our
    their full the a an it this on in with under at as list letter website site online web page
    signed signature printed print use or and dont don t please should shall is ok given of for that
    remain stay keep from world peut on pouvons nous vous souhaitez voulez veux d pour que le la les
    l votre vos mon ma notre soit être sur dans en ligne liste lettre avec et ou est ce de du des je
    j rendre rester souhaite être elle il cela podemos para puede desea quiere quieres acuerdo con
    su tu mi sea ser el lista carta sitio y o los las permanecer quiero anonimato dürfen darf wir
    ich sie ihr ihren ihre dein deinen mein meinen soll sollen möchte möchten will wollen werden
    wird sein auf der die das dem den unter im brief und oder mit bleiben damit dass zur zu stimmen
    possiamo può posso vuole vuoi desidera che lo tuo suo mio sia essere sul nella lettera sito e di
    del dell della alla rimanere voglio vorrei accordo μπορούμε να θέλετε επιθυμείτε με τη την το
    σας μου στη λίστα στην ιστοσελίδα και ή είναι του επιθυμώ θέλω παραμείνω може можем ли да се
    бъде бъда ви ти ми сте желаете искате в на списъка за с и или искам остана съм هل يمكن يمكننا
    على في القائمة الموقع ان من و او ترغب تريد ابقاء اريد البقاء czy się na i możemy chcesz chcę
    pani pan podemos pode o a os seu sua mogen we jullie uw op met bij als můžeme vaše jméno
    vaší v seznamu twoje twojego swojego w liście do aby żeby być było pozostać
""")
KNOWN_STEMS = (PUBLISH, SHOW, ANONYMOUS, HIDE, NOT, AGREE, NAME, ROLE)
