"""letterpress: from one folder of content, the sealed letter, its posters and the press kit, in every language."""

__version__ = '0.1.0'
