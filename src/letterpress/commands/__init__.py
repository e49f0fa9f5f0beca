"""What each command does: one module a command, each a function of a project's folder and of what was asked.

Arguments that the command line has read come in; what was found, made or judged goes out as values, never as print. How it is
told is left to `cli` and `console`.
"""
