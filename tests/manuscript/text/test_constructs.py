"""Every construct of CommonMark 0.31 and GitHub's dialect, typed: what is seen is what was typed.

Or it is found.

The law of the house is that nothing is swallowed. So a text with no finding must show each of its
signs, but for the marks of the few forms that are kept: the # of a heading, the hyphen or number of
an entry, the > of a quotation, pairs of stars and underscores, the brackets of a link, the names of
notes, the strokes between the cells of a table, and the backslash before a sign.
"""

import re
from itertools import pairwise

import pytest

from letterpress.findings import Place, errors
from letterpress.manuscript.model import spread
from letterpress.manuscript.text import numbering, posters, press_texts, prose
from letterpress.manuscript.yaml.shapes import Report

KEPT = {  # forms that are printed, and what is seen of them: nothing but their marks is taken away
    '# One': 'One',
    '### One': 'One',
    'one *two* three': 'one two three',
    '_one_ two': 'one two',
    '**one** two': 'one two',
    '__one__': 'one',
    '***one***': 'one',
    '*one **two** three*': 'one two three',
    '- one\n- two': '– one – two',
    '- one\n\n- two': '– one – two',
    '* one\n* two': '– one – two',
    '1. one\n2. two': '1. one 2. two',
    '1) one\n2) two': '1) one 2) two',
    '> one\n> two': 'one two',
    '> one\n>\n> two': 'one two',
    '[one](https://a.org)': 'one',
    '[one *two*](https://a.org)': 'one two',
    '[one](<https://a.org>)': 'one',
    '<https://a.org/b_c_d?e=f&g=h>': 'https://a.org/b_c_d?e=f&g=h',
    '<a@b.org>': 'a@b.org',
    r'\*one\*': '*one*',
    r'\_one\_ \# \[x\] \`': '_one_ # [x] `',
    r'1984\. one': '1984. one',
    r'\- one': '- one',
    r'\\': '\\',
    r'\&amp; \<b\>': '&amp; <b>',
    'one\ntwo': 'one two',
    '  one\n two': 'one two',
    'one[two](https://a.org)three': 'onetwothree',
    '- *one*\n- [two](mailto:a@b.org)': '– one – two',
    '«*one*», (**two**)': '«one», (two)',
    'one[^1]\n\n[^1]: two': 'one two',
    'one[^a] two[^b]\n\n[^b]: three\n[^a]: four': 'one two four three',
    r'one\[^1]': 'one[^1]',
    '| one | two |\n|---|---|\n| three |  |': 'one two three',
    'one | two\n:-- | --:\nthree | four': 'one two three four',
    '| a |\n| - |\n| b |': 'a b',
    '- one\n  - two\n  - three\n- four': '– one – two – three – four',
    '- one\n  1. two\n  2. three': '– one 1. two 2. three',
    '1. one\n   - two\n2. three': '1. one – two 2. three',
}

_TYPED = r"""
Bürger*innen und Journalist*innen
un*frigging*believable
2*3*4
5 * 3 * 2
a_b_c
snake_case_ and more
*one
one*
**one
one**
**one:**two
**one: **two
__one
* one *
*one*two*
*(one)*two
(*) one (*)
a*"foo"*
** is not an empty emphasis
foo ***
*foo _bar* baz_
*foo**bar*
`code`
``code ` more``
one ` two
    indented

```
fence
```

~~~
fence
~~~

```python
fence
```
<b>bold</b>
<div>
block
</div>

<!-- comment -->
<?php one ?>
<!DOCTYPE html>
<![CDATA[one]]>
a <br/> b
a < b > c
&nbsp;
&copy;
&#169;
&#xA9;
&amp; &lt;
&nosuch;
AT&T
![alt](a.png)
![alt][1]
![alt]
[one](https://a.org "title")
[one](https://a.org 'title')
[one](/relative)
[one](#fragment)
[one]()
[](https://a.org)
[one](https://a b.org)
[one](<https://a b.org>)
[one] (https://a.org)
[one][two]
[one][]
[one]
[one]: https://a.org
[one]: <https://a.org> "title"
[one]: https://a.org
  'title'
[one][1] and [two][1]

[1]: https://a.org
<ftp://a.org>
<javascript:alert(1)>
<made-up-scheme:x>
https://a.org
www.a.org
https://a.org/_one_/*two*
a@b.org
one[^1]
[^1]: note
one[^1]

[^1]: note
one^1
one^[inline note]
H~2~O
x^2^
~~one~~
~one~
==one==
| a | b |
|---|---|
| 1 | 2 |
a | b
--|--
1 | 2
| a |
| - |
- [ ] one
- [x] two
[x] one
One
===
One
---
One
-
One
=
One
two
---
---
***
___
* * *
--
-
+
*
1.
#
##
# One #
# One ##
#One
##One
####### One
# One\
one\
one\
two
one␠␠
two
one␠␠
- one
  - two
- one

  two
- one
      code
- one
- two
-
- # One
- > one
+ one
+ one
+ two
* one
- one
+ two
1. one
1. one
1. one
2. one
3. two
10. one
01. one
02. two
0. one
1. one
3. two
1. one
   1. two
1) one
2. two
1984. one
12. Mai ist ein Tag.
one
1. two
one
2. two
one
- two
>
> one
two
> > one
> - one
> # one
> ```
> one
> ```
• one
• two
one:
– two
– three
a) one
b) two
(1) one
(2) two
one	two
1	2
\a \b
C:\Users
one \
$x^2$
==one==
++one++
:smile:
@someone #hashtag
H<sub>2</sub>O
"quotes" -- and --- dashes...
(c) (tm) 1/2
Term
: definition
*[HTML]: abbreviation
{: .class}
::: note
one
:::
[TOC]
[[wiki]]
one | two
l’an et lʼan
"""
# ␠ stands for a blank at the end of a line
TYPED = [line.replace('␠', ' ') for line in _TYPED.strip('\n').split('\n')]


def snippets(count):
    """Each `count` neighbours of TYPED: constructs of several lines are among them."""
    texts = ('\n'.join(TYPED[at : at + count]) for at in range(len(TYPED) - count + 1))
    return [text for text in dict.fromkeys(texts) if text.strip()]


def seen(blocks):
    """What a reader sees of a text, dashes and numbers of entries included."""
    return (
        ' '.join(
            f'{numbering.label(block, "en") or "–"} {block.text}'
            if block.kind == 'item'
            else block.text
            for block in spread(blocks)
        )
        .replace('  ', ' ')
        .strip()
    )


def marks_taken(text):
    """A text less the marks of the forms that are kept, as a person would strike them out.

    Line by line, sign by sign.
    """
    lines = []
    for line in text.split('\n'):
        line = re.sub(r'^ {0,3}(?:#{1,6}|>)(?:\s+|$)', '', line)
        line = re.sub(r'^ *[-*](?=\s)', '–', line)
        lines.append(line)
    text = '\n'.join(lines)
    text = re.sub(r'(?<!\\)\[\^[^\]\s]+\]:?', '', text)
    text = '\n'.join(map(strokes_taken, _tables(text)))
    text = re.sub(r'\[([^\]]*)\]\(<?[^)>]*>?\)', r'\1', text)
    text = re.sub(r'<((?:https?:|[\w.]+@)[^>]*)>', r'\1', text)
    return re.sub(r'\\([!-/:-@\[-`{-~])', r'\1', text)


def _tables(text):
    """Its lines, those of tables marked: all from the head to the empty line after it."""
    lines, inside = text.split('\n'), False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ''
        if '|' in line and re.fullmatch(r'[-:| ]*-[-:| ]*', below):
            inside = True
        if inside and (not line.strip() or re.match(r'[#>–]|\d+[.)] |```|~~~', line)):
            inside = False
        yield ('|' if inside else '') + line


def strokes_taken(line):
    if not line.startswith('|'):
        return line
    line = line[1:]
    if re.fullmatch(r'[-:| ]*-[-:| ]*', line):
        return ''
    return re.sub(r'(?<!\\)\|', ' ', line)


def signs(text):
    return sorted(re.sub(r'\s', '', text))


@pytest.mark.parametrize('typed, shown', KEPT.items())
def test_the_forms_that_are_kept_are_printed(typed, shown):
    blocks, wrong = prose.blocks(typed, 'a.md')
    assert wrong == () and seen(blocks) == shown


@pytest.mark.parametrize('count', [1, 2, 3, 4])
def test_what_is_typed_is_printed_or_found(count):
    for text in snippets(count):
        printed_or_found(text)


def printed_or_found(text):
    blocks, wrong = prose.blocks(text, 'a.md', 5)
    if wrong:
        assert all(
            5 <= one.place.line < 5 + text.count('\n') + 1 and one.place.column >= 1 and one.hint
            for one in wrong
        )
        return
    shown, due = signs(seen(blocks)), signs(marks_taken(text))
    for block in spread(blocks):  # pairs of stars and underscores around what is stressed
        for style, length in (('emphasis', 1), ('strong', 2)):
            marked = [getattr(run, style) for run in block.runs if run.text]
            pairs = sum(now and not before for before, now in pairwise([False, *marked]))
            for _ in range(2 * length * pairs):
                due.remove('*' if '*' in due else '_')
    assert shown == due, text


@pytest.mark.parametrize('count', [1, 2, 3, 4])
def test_a_press_text_says_as_much(count):
    for text in snippets(count):
        report = Report()
        release = '---\ntitle: T\nstandfirst: S\nquote_by: Q\n---\n' + text
        read = press_texts.read(
            {'release': release, 'boilerplate': 'B', 'notes': '- N'}, 'en', report, False
        )
        blocks, wrong = prose.blocks(text, 'a.md')
        if read is not None:
            assert not wrong and seen(read.blocks) == seen(blocks)
        else:
            assert wrong or {one.code for one in errors(report.findings)} <= {
                'LP150',
                'LP131',
                'LP172',
                'LP176',
            }, text


@pytest.mark.parametrize('text', snippets(1), ids=lambda text: repr(text)[1:60])
def test_a_line_of_a_poster_is_printed_or_found(text):
    if not list(posters.check(text, Place('a.yaml', 1))):
        stars = 2 * sum(starred for _, starred in posters.parts(text))
        assert len(posters.plain(text)) == len(text) - stars - len(re.findall(r'\\[*\\]', text))
        assert signs(posters.plain(text).replace('*', '')) == signs(
            re.sub(r'\\([*\\])', r'\1', text).replace('*', '')
        )
