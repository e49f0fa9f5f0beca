"""What a build keeps for the next one.

Notes and bytes come in under a shelf and a key; the same go out again while they are whole and the
user's own, else nothing does. `store` holds them, `contents` knows by its files what builds put
into a cache (and takes nothing else out of it), `memory` keeps small things that belong together,
`compared` remembers which names were compared with those who withdrew.
"""
