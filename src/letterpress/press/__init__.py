"""The press: a composition goes in, a finished PDF and its facts come out.

`typefaces` says which faces set which language; `ruler` measures type; `engine` renders inside its
`jail` and gives a `proof`, and `merge` a letter for each of many addressees, whose own words stand
in `slots`; `records` turns what the engine logs into findings. `reaches` holds what the house does
to the engine, `tags` finishes the PDF, `sight` looks for what a reader would not see. Only these
rooms know WeasyPrint, pyphen and pydyf. fontconfig must have been told of our fonts
(FONTCONFIG_FILE) before one of them is imported.
"""
