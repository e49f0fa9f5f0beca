"""Layouts come from strangers: a template prints what it is given, and reaches nothing else."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from types import CodeType, FrameType, ModuleType, SimpleNamespace

import jinja2
import pytest

from fixtures.type import FlatRuler, english, house_files
from letterpress.base.lengths import Size
from letterpress.findings import Finding, Rejected
from letterpress.kit.formats import twin
from letterpress.layout import environment, manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import contradictions, own_phrases
from letterpress.layout.manifest import Layout
from letterpress.manuscript import reading
from letterpress.world import resources
from letterpress.world.files import inside

TINY = Layout('tiny', 'tiny', (Size('a5', 148, 210),), reads=contradictions.READS)
HEAD = '<title>A title</title>\n'


def made(template: str, **others: str) -> str:
    """Return what a layout of this template gives. Raises Rejected."""
    files = {
        'layouts/tiny/page.html': (HEAD + template).encode(),
        'layouts/tiny/style.css': b'',
        **{f'layouts/{name}': text.encode() for name, text in others.items()},
    }
    return compose(english(), TINY, TINY.sizes[0], FlatRuler(), Options(), files).html


def refused(template: str, **others: str) -> Finding:
    """Return the one finding that a template gives."""
    with pytest.raises(Rejected) as caught:
        made(template, **others)
    (finding,) = caught.value.findings
    assert finding.place.path.startswith('layouts/') and finding.hint
    return finding


# ---- the known ways out -------------------------------------------------------------------------

ESCAPES = {
    # from a function's or a class's globals to the modules
    'cycler': "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    'joiner': "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
    'namespace': "{{ namespace.__init__.__globals__.os.popen('id').read() }}",
    'lipsum': "{{ lipsum.__globals__['os'].popen('id').read() }}",
    'a function': '{{ say.__globals__ }}',
    'a partial': '{{ say.func.__globals__ }}',
    'what a partial holds': '{{ say.func }}',
    'its values': '{{ say.args }}',
    'a method': '{{ type.title.__func__.__globals__ }}',
    'what a method belongs to': '{{ draw.__self__ }}',
    'a class': '{{ Face.__init__.__globals__ }}',
    'a class, by a public name': '{{ Face.font }}',
    'the ruler': '{{ type._ruler }}',
    'the ruler of the stick': '{{ stick._ruler }}',
    'a value': '{{ facts.__class__.__init__.__globals__ }}',
    # a walk through the classes
    'subclasses': '{{ "".__class__.__mro__[1].__subclasses__() }}',
    'mro': '{{ "".__class__.mro() }}',
    'base': '{{ ().__class__.__base__ }}',
    'by subscript': '{{ ""["__class__"] }}',
    'spelt in parts': '{{ ""["__cla" ~ "ss__"] }}',
    'spelt in hexadecimals': '{{ ""["\\x5f\\x5fclass\\x5f\\x5f"] }}',
    'in a variable': '{% set x = "__class__" %}{{ ""[x] }}',
    # filters that read attributes
    'attr': '{{ ""|attr("__class__") }}',
    'attr of attr': '{{ say|attr("func")|attr("__globals__") }}',
    'map': '{{ [""]|map(attribute="__class__")|list }}',
    'a path in map': '{{ [""]|map(attribute="__class__.__mro__")|list }}',
    'map by filter': '{{ [""]|map("attr", "__class__")|list }}',
    'sum': '{{ [""]|sum(attribute="__class__", start="") }}',
    'sort': '{{ ["", ""]|sort(attribute="__class__")|list }}',
    'groupby': '{{ [""]|groupby("__class__")|list }}',
    'selectattr': '{{ [say]|selectattr("func.x")|list }}',
    'unique': '{{ [say]|unique(attribute="func.x")|list }}',
    'min': '{{ [say, say]|min(attribute="func.x") }}',
    # texts that format
    'format': '{{ "{0.__class__}".format("") }}',
    'format_map': '{{ "{x.__class__}".format_map({"x": ""}) }}',
    'format of markup': '{{ ("{0.__class__}"|safe).format("") }}',
    'format by attr': '{{ ("{0.__class__}"|attr("format"))("") }}',
    'format by map': '{{ ["{0.__class__}"]|map(attribute="format")|list }}',
    'a phrase that formats': "{{ say('letter.signed', count=say.__class__) }}",
    # what runs, stands still or is being run
    'a generator': '{{ ([1]|map("int")).gi_frame.f_globals }}',
    'its code': '{{ ([1]|map("int")).gi_code }}',
    'self': '{{ self.__init__.__globals__ }}',
    'the context of self': '{{ self._TemplateReference__context }}',
    'self by filter': '{{ self|attr("_TemplateReference__context") }}',
    'a block': '{% block b %}{% endblock %}{{ self.b._context }}',
    'loop': '{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}',
    'what loop walks': '{% for x in [1] %}{{ loop._iterator }}{% endfor %}',
    'a macro': '{% macro m() %}{% endmacro %}{{ m._environment }}',
    'its function': '{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}',
    'caller': '{% macro m() %}{{ caller._environment }}{% endmacro %}{% call m() %}{% endcall %}',
    'undefined': '{{ nothing.__class__ }}',
    'what undefined remembers': '{{ nothing._undefined_exception.__init__ }}',
    'the undefined of a value': '{{ facts.nothing.__class__ }}',
    # the clock, chance, and what changes what it is given
    'today': '{{ facts.date.today() }}',
    'now': '{{ facts.date.now() }}',
    'the zone of the machine': '{{ facts.date.strftime("%Z") }}',
    'chance': '{{ [1, 2]|random }}',
    'other words each time': '{{ lipsum() }}',
    'append': '{{ [].append(1) }}',
    'update': '{{ {}.update(x=1) }}',
    'the findings': '{{ stick.findings.clear() }}',
    'a phrase': "{{ edition.phrases.update({'x': 'y'}) }}",
    # files
    'include': '{% include "/etc/passwd" %}',
    'include above': '{% include "../../etc/passwd" %}',
    'import': '{% import "../content/campaign.yaml" as x %}',
    'extends': '{% extends "/etc/passwd" %}',
    'code': '{% do x %}',
    'debug': '{% debug %}',
    # what would print where something lies in memory
    'a bare function': '{{ say }}',
    'a bare class': '{{ Face }}',
    'a bare macro': '{% macro m() %}{% endmacro %}{{ m }}',
}


@pytest.mark.parametrize('template', ESCAPES.values(), ids=ESCAPES)
def test_no_way_leads_out(template):
    finding = refused(template)
    assert finding.code in ('LP320', 'LP321', 'LP322', 'LP323')
    assert finding.place.line == 2


def test_what_is_not_for_templates_says_so():
    finding = refused('\n{{ draw.__self__ }}')
    assert (finding.code, str(finding.place)) == ('LP323', 'layouts/tiny/page.html:3')
    assert '“__self__” of a function is not for templates' in finding.message


def test_an_imported_part_is_in_the_sandbox_too():
    part = '{% macro m(x) %}\n{{ x.__class__ }}{% endmacro %}'
    page = '{% import "_shared/m.html" as m with context %}{{ m.m(1) }}'
    assert str(refused(page, **{'_shared/m.html': part}).place) == 'layouts/_shared/m.html:2'
    assert refused('{% import "_shared/m.html" as m %}{{ m.__init__ }}', **{'_shared/m.html': part})


BOMBS = {
    'range': '{{ range(10**9)|list }}',
    'range, in steps': '{% for x in range(0, 10**9, 2) %}{% endfor %}',
    'a power': '{{ 9 ** 9 ** 9 }}',
    'a power of a power': '{{ 10 ** 64 ** 64 }}',
    'a long text': '{{ "a" * 10**9 }}',
    'a long text, the other way round': '{{ 1000000000 * "a" }}',
    'a long list': '{{ [1] * 1000000000 }}',
    'a long tuple': '{{ (1, 2) * 1000000000 }}',
    'a wide number': '{{ "%999999999d" % 1 }}',
    'a wide number by filter': '{{ "%0999999999d"|format(1) }}',
    'many decimals': '{{ "%.999999999f" % 1 }}',
    'a width that is given': '{{ "%*d" % (999999999, 1) }}',
    'a width by name': '{{ "%(x)999999999d" % {"x": 1} }}',
    'centred': '{{ "a"|center(10**9) }}',
    'padded': '{{ "a".ljust(10**9) }}',
    'zeros': '{{ "a".zfill(10**9) }}',
    'indented': '{{ "a\\nb"|indent(10**9) }}',
    'filled up': '{{ [1]|batch(10**9, "x")|list }}',
    'cut': '{{ [1]|slice(10**9)|list }}',
    'tabs': '{{ "\\t".expandtabs(10**9) }}',
}


@pytest.mark.parametrize('template', BOMBS.values(), ids=BOMBS)
def test_no_expression_takes_all_memory(template):
    finding = refused(template)
    assert finding.code == 'LP323' and finding.place.line == 2


def test_what_is_harmless_still_works():
    page = (
        '{{ "%d-%02d · %s" % (facts.date.year, 7, "EN") }} {{ "-" * 3 }} {{ 2 ** 5 }} '
        '{{ facts.date.isoformat() }} {{ range(3)|join }} {{ "a"|center(5) }}| '
        '{{ [1, 2]|batch(2)|list }} '
        '{{ "%s!"|format("so") }} {{ "a b".split(" ")|length }} {{ Face("X", 700).weight }}'
    )
    assert '2026-07 · EN --- 32 2026-12-01 012   a  | [[1, 2]] so! 2 700' in made(page)


# ---- nothing to find ----------------------------------------------------------------------------

NEVER = (
    ModuleType,
    CodeType,
    FrameType,
    Path,
    io.IOBase,
    jinja2.Environment,
    jinja2.loaders.BaseLoader,
)
DEEP = 5  # attributes after each other


def walk(env: jinja2.Environment, values: Mapping[str, object]):
    """Yield (path, value) of what a template reaches from values: nearest first, each once."""
    seen: dict[int, object] = {}  # kept: an id is not given twice
    queue = deque((name, value, 0) for name, value in values.items())
    while queue:
        path, value, deep = queue.popleft()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        yield path, value
        if deep < DEEP:
            queue += [(path + step, found, deep + 1) for step, found in steps(env, value)]


def steps(env: jinja2.Environment, value: object):
    """Yield what is one attribute or entry away from a value."""
    for name in dir(value):
        try:
            found = env.getattr(value, name)
        except jinja2.exceptions.SecurityError:
            continue
        except TypeError:  # __weakref__ of a class with slots, in Python before 3.11.3
            assert name.startswith('__')
            continue
        if not isinstance(found, jinja2.Undefined):
            yield f'.{name}', found
    entries: list[object] = []
    if isinstance(value, Mapping):
        entries = [*value, *value.values()][:6]
    elif isinstance(value, (list, tuple)):
        entries = list(value[:3])
    for number, entry in enumerate(entries):
        yield f'[{number}]', entry


def with_phrases(files):
    """Return the layouts of the house with the phrases that they bring along."""
    campaign, _ = reading.read(inside.read_tree(resources.root(), 'content'))
    assert campaign is not None
    return own_phrases.read(manifest.discover(files)[0], campaign, files)[0]


@pytest.fixture
def contexts(monkeypatch):
    """Give what the templates of the house are given, by layout."""
    found = {}
    real = environment.render

    def render(env, name, context):
        found[name] = (env, dict(context))
        return real(env, name, context)

    monkeypatch.setattr(environment, 'render', render)
    files = house_files()
    for layout in with_phrases(files):
        if layout.sizes and layout.speaks(english().posters):
            compose(english(), layout, layout.sizes[0], FlatRuler(), Options(), files)
    twin.twin(english(), files, draft=True)
    return found


def test_no_value_leads_to_a_module_a_file_or_the_environment(contexts):
    assert {'letter/page.html', 'packet/page.html', 'twin/page.html'} <= contexts.keys()
    for name, (env, context) in contexts.items():
        reached = list(walk(env, {**env.globals, **context}))
        assert len(reached) > 1000, name
        for path, value in reached:
            assert not isinstance(value, NEVER), f'{name}: {path}'
            assert not path.rpartition('.')[2].startswith('_'), f'{name}: {path}'


def test_the_walk_would_find_a_module():
    env, plain = environment.environment({}), jinja2.Environment()
    value = {'value': SimpleNamespace(part=SimpleNamespace(module=re))}
    assert 'value.part' in [path for path, _ in walk(env, value)]
    assert not any(isinstance(found, ModuleType) for _, found in walk(env, value))
    assert any(isinstance(found, ModuleType) for _, found in walk(plain, value))
