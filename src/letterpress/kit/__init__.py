"""The press kit: artefacts in, a folder of files out, with a manifest that lists and seals them.

In come editions, finished documents and a function that seals; out comes every file of the kit by
its path: pages to download from (`pages`), the texts in their `formats`, ZIPs (`archive`),
`manifest.json` with its detached seal, SHA256SUMS (`bundle` brings them together). `verify` is the
way back.
"""
