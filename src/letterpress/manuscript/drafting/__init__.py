"""Drafting: texts for people to write on, where there are none yet.

The ready-made texts of the languages that ship come in (those that a new letter starts with, and
the phrases and forms of the house); the files of a new project (`beginning`) go out, with every
word in the languages that were asked for. `phrase_files` says which phrases a new letter takes from
the house and which it words for itself. For a language more (`handover`) the files of a campaign
come in, and go out with every text marked that a translator has still to write (`marking`,
`waiting`).
"""
