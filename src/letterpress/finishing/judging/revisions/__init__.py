"""What came after a seal: which revisions, whether they may follow it, and what they did if not.

The bytes of a file that goes on come in; its `History` goes out, or the exceptions of `places`
(`Altered` names what may not be there). `history` reads the revisions, `additions` holds each
against what may follow: the catalogue here, the evidence in `store`, fields and seals in `form`,
with a `ledger` of what is accounted for. `changes` and `revised` name a change for people.
"""
