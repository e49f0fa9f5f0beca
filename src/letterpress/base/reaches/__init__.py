"""Every reach into the private parts of a third party, in one table, and the check of it.

A reach is a name that a package does not promise to keep: a private one, one that is undocumented,
one that is replaced or overridden. With another version of the package it may be gone, or mean
something else. So whoever reaches for one has the reaches into its package checked first (`guard`):
the engine before it is patched (press/reaches/quick_import, press/engine), the others before they
import what they derive from. Nothing goes in but the name of a package; a name that is missing
comes out as LP408, and nothing is made.

The `table` lies in this room and not in press/reaches because imports run one way: the manuscript
reaches into markdown-it and pyuca, the layout into Jinja2, the finishing into pyHanko, and none of
them may know the press. It is data and imports nothing. Before a pin in pyproject.toml is raised,
it is the list to go through. tests/base/reaches/test_table.py removes each name in turn, and finds
a reach that is not in it.
"""
