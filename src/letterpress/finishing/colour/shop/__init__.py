"""The print shop: a finished poster becomes the file that a shop asks for, and is judged by it.

A print and a `PrintShop` come in; a `ShopFile` goes out (`file`), its colours as inks (`inks`), its
grounds grown into the bleed and its type as paths where the shop wants that (`writing`), with marks
(`marks`) and the claims of its standard (`claims`). `judging` reads such a file back, goes through
what it draws (`drawings`) and says by which `rules` the shop would refuse it. `faces` reads the
faces that are embedded.
"""
