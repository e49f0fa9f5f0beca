"""The tags of a PDF: what a screen reader hears, what is copied, and the claims that rest on it.

The engine's laid-out document and its PDF objects come in; the same objects go out, finished:
`tagging` does what the engine leaves undone while it draws, and the `steps` after it when the tree
of tags stands; `tree` tidies the tree, `spelling` says what each glyph is, `blanks` keeps the blank
at a line's end, `seal_field` prepares the field that the seal will fill, `claims` finds what would
break the claim.
"""
