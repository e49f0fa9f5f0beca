"""Events for calendars: files that Outlook, Apple's, Google's and Thunderbird's calendar take over.

Public groups and editions come in, iCalendar (RFC 5545) goes out. The writer is the house's own:
of a time zone the library `icalendar` makes a list of days (RDATE), which Outlook does not read; it
reads the files in the tests. `events` says what stands in a file, `zone` what the clocks do there,
`content` how a line is written.
"""
