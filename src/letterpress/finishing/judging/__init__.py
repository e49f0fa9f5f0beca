"""Judge a file that someone received: is it whole, who sealed it, when, what was done to it since.

Bytes and whom the reader trusts come in; a `Verdict` with its reasons goes out. `verify` is the
judge; `history` reads the revisions after a seal, `additions` knows which of them are allowed,
`chain` and `trust` say what a certificate is worth. `changes` and `revised` name what was done,
`enclosed` compares the files inside with the page, `reasons` has the words.
"""
