"""Whom the letter goes to, and what they ask of it.

In come content/recipients, content/forms and content/filing; out come addressees, each with the
right address, salutation and closing formula, and one finding for each body whose conditions the
letter does not meet. `members` reads the lists that parliaments publish of who sits in them,
`imports` puts those into the table of seats.
"""
