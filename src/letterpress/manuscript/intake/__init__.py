"""Letters as offices send them: a DOCX, an ODT, a text.

In: the bytes of one file. Out: a `Draft` (title, blocks, notes, and every doubt a person must
decide), and the draft as the Markdown of content/letter/. Nothing of the file's words is lost in
silence: what is not in the draft is among its doubts.
"""
