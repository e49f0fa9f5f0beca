"""Judge a file that someone received: is it whole, who sealed it, when, what was done to it since.

Bytes and whom the reader trusts come in; a `Verdict` with its reasons goes out. `verify` is the
judge, `signer` judges one signature, `chain` and `trust` say what a certificate is worth.
`revisions` reads what came after a seal, `enclosed` compares the files inside with the page,
`reasons` has the words.
"""
