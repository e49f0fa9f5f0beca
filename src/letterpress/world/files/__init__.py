"""Files and folders: read whole, written whole or not at all.

Paths come in, bytes go out, and the other way round. `inside` reads a project's folders and nothing
outside of them, `given` judges a file that somebody names, `secret` reads and writes what is its
owner's alone; `writing` writes a file, `exchange` puts a folder in place of another, `lock` lets
one build at a time do so. `apart` keeps outputs from inputs, `ownership` says what is the user's
alone, `leftovers` sweeps what a killed run left.
"""
