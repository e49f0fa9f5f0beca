"""The formats in which a text leaves the house beside PDF.

An `Edition` comes in; plain text and HTML go out: `plain` writes the letter and the release to
paste from, `html` the release as a small page (release.html), `twin` the letter as a web page
(layouts/twin), `shop_note` what to tell the print shop. `lines` is what several say; `offered`
lists what the kit has.
"""
