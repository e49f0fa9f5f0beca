"""The presswork of a build: what happens between an order and its finished documents.

`job` is one document on its way, `kept` gives it what was sealed or finished before of the same
proof, `press` has workers do the rest, `left_out` tells which sheets are not made because their
text does not fit them. `build/printing` puts them together.
"""
