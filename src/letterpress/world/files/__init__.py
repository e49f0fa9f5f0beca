"""Files and folders: read whole, written whole or not at all.

Paths come in, bytes go out, and the other way round. `inside` reads a project's folders and nothing outside of them, `given`
judges a file that somebody names, `apart` keeps outputs from inputs, `ownership` says what is the user's alone, `leftovers`
sweeps what a killed run left. `workshop` writes.
"""
