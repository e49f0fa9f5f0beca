"""What a person is shown before something is taken over, and asked.

In comes what a command found out (`commands.imports`), out come lines on stderr and a yes or no.
"""
