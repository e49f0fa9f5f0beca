"""Justified Arabic: words, styles and their order stay; each line is held together."""

from fixtures.type import FlatRuler
from letterpress.base import bidi
from letterpress.layout.faces import faces
from letterpress.layout.type import justify
from letterpress.layout.type.ink import Gauge
from letterpress.manuscript.model import Block, Run


def test_justified_lines_keep_words_styles_and_order():
    block = Block(
        'paragraph',
        (
            Run('واحد اثنان '),
            Run('Traitement des antécédents', emphasis=True, lang='fr'),
            Run('، ثلاثة أربعة خمسة ستة'),
        ),
    )
    made = justify.lines(block.runs, Gauge(FlatRuler(), 'ar'), faces('ar'), 12, 40)
    assert ' '.join(bidi.plain(made.striptags()).split()) == block.text
    assert (
        '<em lang="fr" class="la" dir="ltr">\u2066Traitement' in made
        and made.count('<span class="nb">') >= 1
    )
