"""What a browser meets: addresses, pages, and who may ask for them.

Requests come in, answers and events go out; what is shown comes from the process that makes it, as
`messages`. The templates, the stylesheet and the script of the pages lie in `page/`.
"""
