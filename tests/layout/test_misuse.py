"""What a template gives wrongly to our functions is the template's fault, at its line."""

from __future__ import annotations

import pytest

from fixtures.type import FlatRuler
from letterpress.base.lengths import Size
from letterpress.findings import Place, Rejected
from letterpress.layout import environment
from letterpress.layout.desk import poster
from letterpress.layout.desk.compositor import Compositor
from letterpress.layout.desk.stick import Stick
from letterpress.layout.faces import faces
from letterpress.layout.type.ink import Face

CONTEXT = {
    'type': Compositor(FlatRuler(), 'en', faces('en'), '', 'layouts/x/page.html'),
    'stick': Stick(FlatRuler(), 'en', 'x', 'a4', ''),
    'panel': lambda edge=0: poster.panel(Size('a4', 210, 297), edge),
    'face': Face('Book'),
    'names': ('Ana', 'Rui'),
}


def render(line: str, **more: object) -> str:
    page = f'<p>\n{{{{ {line} }}}}\n</p>'
    env = environment.environment({'layouts/x/page.html': page.encode()})
    return environment.render(env, 'x/page.html', {**CONTEXT, **more})


@pytest.mark.parametrize(
    ('line', 'said'),
    [
        ('type.title("A title", face, "wide", 20)', '“width” of title is the text “wide”'),
        ('type.title("A title", face, None, 20)', '“width” of title is None, where a number'),
        ('type.title(7, face, 100, 20)', '“text” of title is the number 7, where a text'),
        ('type.longest([1, 2], face, 10)', 'where a list of texts belongs'),
        ('stick.fit_lines(3, face, 100)', '“texts” of fit_lines is the number 3'),
        ('stick.stack(stick.fit_lines(names, face, 90), "top", 4)', '“top” of stack is the text'),
        ('panel("7mm").edge', '“edge” of panel is the text “7mm”'),
    ],
)
def test_a_value_of_another_type_is_told_at_the_templates_line(line: str, said: str) -> None:
    with pytest.raises(Rejected) as refused:
        render(line)
    (finding,) = refused.value.findings
    assert (finding.code, finding.place) == ('LP323', Place('layouts/x/page.html', 2))
    assert said in finding.message, finding.message


@pytest.mark.parametrize(
    'line',
    [
        'type.title("A title", face, 100, 20).size',
        'type.longest(names, face, 10)',
        'stick.fit_lines(names, face, 100)|length',
        'panel(7).width',
    ],
)
def test_what_is_right_is_right(line: str) -> None:
    assert render(line).strip()


def test_a_fault_of_ours_stays_ours() -> None:
    """Everything that was given is as it should be; what breaks is inside."""

    class Broken(FlatRuler):
        def measure(self, items):
            raise TypeError('inside')

    broken = Compositor(Broken(), 'en', faces('en'), '', 'layouts/x/page.html')
    with pytest.raises(TypeError, match='inside'):
        render('broken.title("A title", face, 100, 20)', broken=broken)
