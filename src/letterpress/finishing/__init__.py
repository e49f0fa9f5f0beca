"""Finishing: a proof comes in (PDF bytes); a sealed PDF goes out, or an answer about one that someone received.

`keys` and `token` know who seals, `seal` writes the seal, `verify` judges one; `cms`, `der` and `revisions` are the exact
bytes that both agree on. For decades: `lasting` adds time stamps (`stamp`, from `authorities`) and `evidence`, `history`
reads the revisions that came after a seal: every byte of them, by a strict `grammar` (`objects`, `crossref`), the `states` of the
document before and after each, and the `additions` that are allowed. `chain` and `trust` say what all that is worth. `preflight` compares the facts
of a finished PDF (read by `sheets`) with what was ordered; `structure` reads it aloud, along its tags. `changes` names what
was done to a sealed file (`revised`: by a later revision), `enclosed` holds the files inside against the page, `reasons` says
in the reader's language why a file was judged so. Nothing here touches a file, the network or
the clock (`outside` is handed in), and a sealed PDF is only ever continued, never written again.
"""
