"""The order of names: what each is sorted by, its key, its initial.

Names and the language of an edition come in; sort keys and initials go out: by ICU where it is
installed (`by_language`), else by the root table of Unicode (`collation`). What a person's name is
sorted by, `families` finds.
"""
