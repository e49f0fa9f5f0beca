"""The formats in which a text leaves the house beside PDF.

An `Edition` comes in; plain text, HTML and DOCX go out. `documents` says what stands in each press
text, and `plain`, `html` (layouts/press-text) and `word` write it; `plain` and `twin`
(layouts/twin) write the letter, `shop_note` what to tell the print shop. `lines`, `mark`, `web` and
`soft_hyphens` are what several need; `offered` lists what the kit has.
"""
