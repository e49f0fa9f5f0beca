"""The press: a composition goes in, a finished PDF and its facts come out.

`typefaces` reads and proves fonts/ and says which faces set which language; `coverage` finds, before anything is laid
out, what no face can set; `fit` measures type; `engine` renders inside its jail; `tagging` finishes the PDF. What the
engine would do again and again is done once: `lines`, `stylesheets`, `patterns`, and `quick` for its import. Only `engine`
and what it works with (these four, `jail`, `breaks`, `sight` and its parts, `claims`, `tagging`, `tagtree`, `seal_field`, `fit`) know
WeasyPrint, pyphen and pydyf. fontconfig must have been told of our fonts (`typefaces.fontconfig_xml`, FONTCONFIG_FILE) before
one of these is imported.
"""
