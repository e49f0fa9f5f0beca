"""The print shop: a finished poster becomes the file that a shop asks for, and is judged by it.

A print and a `PrintShop` come in; a `ShopFile` goes out (`file`), its colours as inks (`inks`), its
grounds grown into the bleed (`writing`), its type as paths where the shop wants that (`outlines`),
with marks (`marks`) and the claims of its standard (`claims`). `judging` reads such a file back and
says what the shop would refuse it for.
"""
