"""What is made to be sent by a person: messages, from a project and the kit that was built of it.

One module a command; each takes the project's folder and what was asked for. Nothing is sent.
"""
