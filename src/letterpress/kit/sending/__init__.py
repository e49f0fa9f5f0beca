"""What is sent: messages as files that a mail program opens, and the table for a mailing.

An edition, its texts and finished files come in; out come bytes of `.eml` (RFC 5322) and of CSV.
Nothing is sent from here: every message is a draft until a person sends it.
"""
