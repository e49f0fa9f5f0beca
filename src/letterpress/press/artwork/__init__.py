"""Pictures that people bring: made safe for PDF/A and for pages, and measured.

The bytes of a logo come in, a `Picture` or findings go out. `svg` reads what
people's programs write, `drawing` writes it anew of what is known to print; `logos` does it for a
brand, and reads PNG.
"""
