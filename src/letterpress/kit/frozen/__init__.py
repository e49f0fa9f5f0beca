"""Editions that were published, frozen: which kit each was, and which came before it.

The files of a kit and the records so far come in; a record behind them goes out, or what is wrong
with the chain.
"""
