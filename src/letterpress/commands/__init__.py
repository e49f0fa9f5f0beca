"""What each command does: functions of a project's folder and of what was asked.

Arguments that the command line has read come in; what was found, made or judged goes out as values,
never as print. How it is told is left to `cli` and `console`.
"""
