"""letterpress: one folder of content becomes the sealed letter, posters and press kit."""

__version__ = '0.1.0'
