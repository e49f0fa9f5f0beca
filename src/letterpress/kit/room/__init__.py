"""The press room: the pages of the kit, for a journalist in a hurry.

Editions, finished artefacts and the files of layouts/press-room come in; one page a language and a
door in front of them go out, with what they show (`pages` brings them together). `headline` draws
the campaign's words as its posters set them, `wall` sets the names, `tables` lists the files,
`check` tells their hashes, `hyphens` says where long words may be broken. A page is whole in
itself (`whole`): its stylesheet, script and typefaces stand in it, and its policy allows nothing
else.
"""
