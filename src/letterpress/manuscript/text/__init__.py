"""What is said: letter, press texts, posters' words, and every phrase that layouts print.

Markdown and YAML of one language come in; blocks of styled runs, phrases and findings go out:
whatever a text holds that would not be printed as it was typed is found here (`blocks`,
`foreign_markup`, `numbering`, `unwritten`). `parity` holds a translation against its source,
`adoption` says whose text it is.
"""
