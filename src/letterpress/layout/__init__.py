"""The layout: how it looks.

In come an `Edition` (what one language says), a `Layout` (a folder of layouts/, found by its
manifest), a size and a ruler that measures type; out comes a `Composition`: one complete HTML
document with its stylesheet, its drawn pictures and the facts the press needs. Pure: no file,
clock, environment or process is touched, and no engine is known here; what has to be measured is
asked of the ruler that the caller hands in. Third parties: Jinja2, MarkupSafe.
"""
