"""What is more than a paragraph: notes, tables, lists inside lists.

Tokens of Markdown come in; stretches and blocks go out, and findings of what would be lost or
printed otherwise. `outline` puts the blocks of a text together again as they are printed.
"""
