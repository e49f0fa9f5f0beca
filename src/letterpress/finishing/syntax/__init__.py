"""PDF as it is written: objects, cross-references, revisions, every byte of them.

Strict: nothing is repaired. The bytes of a file that somebody sent come in; where its seals lie
(`places`), its objects (`objects`, `crossref`), its states before and after each revision
(`states`) and what stands between them (`grammar`) go out.
"""
