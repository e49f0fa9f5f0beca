"""What is different from one edition to the next.

Two kits come in, as folders or ZIPs; `diff` gives the changes as values, as lines for a terminal
and for machines, `differences` as a page with pictures.
"""
