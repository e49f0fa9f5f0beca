"""The only room that touches the machine: files, clock, environment, network, the processes that read strangers' files.

Paths and names come in; bytes, times and settings go out, so that the rooms before this one stay pure. `files` reads and
writes, `resources` knows where the product's own layouts and typefaces lie, `versions` which engines and libraries there are;
`keyring`, `profiles` and `passphrases` find the key that seals, `network` opens the house's only connections, `child` runs
what may hang.
"""
