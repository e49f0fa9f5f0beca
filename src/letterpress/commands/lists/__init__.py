"""Lists of signatories that somebody brings, taken over after a review.

In come a file and what somebody says of it; out come a review of what would be done (`imports`) and
the files of content/ as they would be (`enrolment`).
"""
