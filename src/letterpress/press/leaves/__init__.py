"""Long rolls on their pages: names are shaped here and written into what the engine has made.

The engine lays out a document in which a page that goes on like the one before stands once
(layout.rolls.leaves), with a few names as the layout sets them. These are measured and taken out
(`model`); the lines of all names are shaped by HarfBuzz, word by word (`shaping`), in the same type
at the same places; a name that needs more than that (two writing directions, a face that stands in,
a word longer than its line) is set by the engine, by itself (`aside`). `writing` draws them, page
after page, `repeated` makes the pages that the markup shows once, with their own folios
(`folios`), `structure` the tags, and `bulk` writes it all into the file.
"""
