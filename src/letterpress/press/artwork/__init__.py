"""Pictures that people bring: made safe for PDF/A and for pages, and measured.

The bytes of a logo come in, a `Picture` or findings go out. `drawing` reads SVG and writes it anew
of what is known to print; `image` reads PNG; `logos` does it for a brand.
"""
