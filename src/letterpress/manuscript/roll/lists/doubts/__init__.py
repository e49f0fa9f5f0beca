"""What is doubtful in a list, and how it is said: each doubt with its place and what to do.

Rows, columns and names of a list come in; findings go out, and nothing else: who is taken over is
for those to decide who ask. `together` says once what many rows have in common, `asking` judges the
columns that may be about consent, `named` what stands where a name should.
"""
