"""The only room that touches the machine: files, clock, environment, network, other processes.

Paths and names come in; bytes, times and settings go out, so that the rooms before this one stay
pure. `files` reads and writes; `machine` knows the processors and the user's folders, `clock` the
time, `resources` where the product's own layouts and typefaces lie, `fonts` which of them the
engine may see, `versions` and `libraries` which engines and native libraries there are. `keyring`,
`profiles` and `passphrases` find the key that seals, `network` opens the house's only connections,
`child` runs what may hang.
"""
