"""What local groups get: each its own posters for its printers, in a folder of its own.

In come a project and its groups, out go for each the sheets that it wants, its event for calendars,
a page that says what is for whom, and all of it in one ZIP.
"""
