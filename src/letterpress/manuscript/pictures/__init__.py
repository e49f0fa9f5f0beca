"""The campaign's own pictures: what is said of each, in every language.

In come the files of content/pictures/; out come pictures with their words, and one finding for each
language that has none. Pixels are judged elsewhere: nothing is opened here.
"""
