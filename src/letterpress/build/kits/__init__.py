"""Which kits a build makes, and where they lie below build/.

A project comes in; one kit of it goes out, or, under an embargo, two: one that says so in each of
its files, in a folder that nobody guesses, and one that says nothing of it. `where` is the one
module that knows the folders; `halves` gives the editions of each kit.
"""
