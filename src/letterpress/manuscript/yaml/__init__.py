"""YAML as people write it by hand: strict, with places, every scalar a text until a shape types it.

The bytes of a file come in; a tree of nodes (`tree`, `nodes`) goes out, or the faults of its syntax
in plain words (`faults`). `shapes` reads a tree as what was declared (`scalars` has every kind of
value, `measures` those of a layout; `declared` holds the declarations of the files that the room
above puts together) and gives values or findings. `plain_lists` reads the long lists of simple
entries that a roll is, without YAML's whole grammar.
"""
