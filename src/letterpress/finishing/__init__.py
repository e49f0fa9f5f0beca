"""Finishing: a proof comes in (PDF bytes); a sealed PDF goes out, or an answer about one that someone received.

`keys` knows who seals, `seal` writes the seal, `verify` judges one; `cms`, `der` and `revisions` are the exact bytes
that both agree on. `preflight` compares the facts of a finished PDF (read by `sheets`) with what was
ordered; `structure` reads it aloud, along its tags. Nothing here touches a file or the clock, and there is no way from a sealed PDF to another PDF.
"""
