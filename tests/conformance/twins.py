"""Twins: one good document, and the same with one thing wrong, so that a validator that says yes to
everything is found out.

All are made by our own engine; what the engine refuses to print (`render`) is taken from `make`,
before it judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from fixtures.compositions import SEAL, document, letter, picture
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.make import new_key
from letterpress.finishing.sealing.seal import seal
from letterpress.layout.composition import Composition
from letterpress.press import engine
from letterpress.press.tags import steps, tagging

WHEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
BODY = """<header class="running">Running head</header><main><h1>An open letter</h1>
<p>Some words with <em>emphasis</em>, <strong>force</strong>,
a <a href="https://example.org">link</a> and <span lang="fr">du français</span>.</p>
<div class="rule"></div><h2>Names</h2>
<ul class="plain"><li>La Quadrature du Net</li><li>noyb</li></ul><ol><li>one</li><li>two</li></ol>
<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>
<tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<blockquote><p>Quoted.</p></blockquote>
<figure><img alt="A red square" src="asset:square.svg"><figcaption>A square</figcaption></figure>
<img alt="" src="asset:square.svg"><img alt="Grey" src="asset:grey.png">
<p aria-hidden="true">* * *</p>
<p class="long">%s</p><div id="seal"><p>Sealed</p></div></main>""" % (
    'Extraordinary surveillance of everybody, everywhere. ' * 90
)
CSS = (
    '@page{@top-center{content:element(running)}}.running{position:running(running)}'
    '.rule{height:1mm;background:#d8360c}'
    '.plain{list-style:none}.long{hyphens:auto;text-align:justify}#seal{width:80mm;height:30mm;'
    'border:.25mm solid}'
)


def _grey() -> bytes:
    from fixtures.compositions import png

    return png(16, 16)


def good(lang: str = 'en', body: str = BODY, css: str = CSS, **changes: object) -> Composition:
    """Return the document that conforms."""
    return letter(
        body,
        css,
        lang=lang,
        seal=SEAL,
        assets=(picture(), picture('grey.png', _grey(), 'image/png')),
        **changes,
    )


def pdf(composition: Composition) -> bytes:
    """Print without judging."""
    proof, _ = engine.make(composition)
    assert proof is not None
    return proof.pdf


@contextmanager
def without(step: Callable[..., None]) -> Iterator[None]:
    """Leave a step of the finisher out."""
    all_steps = tagging.STEPS
    tagging.STEPS = tuple(one for one in all_steps if one is not step)
    try:
        yield
    finally:
        tagging.STEPS = all_steps


def _untagged() -> bytes:
    from weasyprint import HTML

    from letterpress.press.jail import Jail

    composition = good()
    return HTML(string=composition.html, url_fetcher=Jail(composition.assets)).write_pdf(
        font_config=engine.font_configuration(), pdf_variant='pdf/a-3u', pdf_tags=False
    )


def _stamped() -> bytes:
    """Sign with pyHanko's default appearance, which writes in a Courier that is not embedded."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    p12, _ = new_key('A twin', WHEN)
    out = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf(good()))),
        signers.PdfSignatureMetadata(field_name='Seal'),
        signer=signers.SimpleSigner.load_pkcs12_data(p12, other_certs=[]),
        existing_fields_only=True,
        output=out,
    )
    return out.getvalue()


def tampered() -> dict[str, bytes]:
    """Return sealed documents of which something was changed afterwards: no judge of seals may pass
    one.

    A revision added after the seal is not among them: EU DSS 6.4 passes it as long as no signed
    byte is touched (even one that turns a page of a certified document). letterpress verify does
    not: tests/test_verify.
    """
    whole = seal(pdf(good()), draft_key(), WHEN)
    middle, gap = len(whole) // 3, whole.index(b'/Contents <') + 200
    return {
        'a byte flipped': whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        'a digit of the signature': whole[:gap]
        + (b'0' if whole[gap : gap + 1] != b'0' else b'1')
        + whole[gap + 1 :],
        'the tail cut off': whole[:-40],
        'unsealed': pdf(good()),
        'the range moved': whole.replace(b'/ByteRange [0 ', b'/ByteRange [9 ', 1),
    }


def _without(step: Callable[..., None]) -> bytes:
    with without(step):
        return pdf(good())


def good_twins() -> dict[str, bytes]:
    """Return the documents that must pass both profiles."""
    right_to_left = replace(
        good('ar'),
        html=document(
            '<h1>رسالة مفتوحة</h1><p>السلام عليكم <a href="https://example.org">هنا</a> <span '
            'lang="fr" dir="ltr">noyb</span></p>'
            '<div id="seal"><p>ختم</p></div>',
            CSS,
            'ar',
            'رسالة',
            'rtl',
        ),
    )
    return {
        'plain': pdf(good()),
        'arabic': pdf(right_to_left),
        'sealed': seal(pdf(good()), draft_key(), WHEN),
    }


def bad_twins() -> dict[str, tuple[bytes, str, str]]:
    """Return by name: the document, the profile it must fail, and the clause among its failures."""
    return {
        'untagged': (_untagged(), 'ua1', '7.1-3'),
        'untagged (archive)': (_untagged(), '3a', '6.7.2.2-1'),
        'font not embedded': (_stamped(), '3a', '6.2.11.4.1-1'),
        'font not embedded (accessible)': (_stamped(), 'ua1', '7.21.4.1-1'),
        'opacity over text': (pdf(good(css=CSS + '.long{opacity:.5}')), 'ua1', '7.1-3'),
        'picture without description': (
            pdf(good(body=BODY.replace('alt="A red square" ', ''))),
            'ua1',
            '7.3-1',
        ),
        'heading skipped': (pdf(good(body=BODY.replace('h2>', 'h3>'))), 'ua1', '7.4.2-1'),
        'picture smoothed': (_without(steps.sharpen), '3a', '6.2.8-3'),
        'heading over two columns': (
            pdf(
                good(
                    body=BODY.replace(
                        '<th scope="col">a</th><th scope="col">b</th>', '<th colspan="2">a</th>'
                    )
                )
            ),
            'ua1',
            '7.5-1',
        ),
        'row too short': (pdf(good(body=BODY.replace('<td>2</td>', ''))), 'ua1', '7.2-43'),
        'link around a word with a tag': (
            pdf(good(body=BODY.replace('>link</a>', '><b>link</b></a>'))),
            'ua1',
            '7.18.5-1',
        ),
        'no claim of PDF/UA': (_without(steps.claim_ua), 'ua1', '5-1'),
        'field without a name to read': (
            pdf(replace(good(), seal=replace(SEAL, tooltip=''))),
            'ua1',
            '7.18.1-3',
        ),
    }
