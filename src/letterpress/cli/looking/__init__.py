"""Commands that show what is being written while it is written.

In: the folder that somebody works in. Out: an address on this machine, until they have seen enough.
"""
