"""Seal a finished PDF, or any bytes; make a seal last.

A proof's bytes and a key come in; sealed bytes go out, the same for the same input. `seal` sets the
seal, `lasting` adds what a judge will need in decades: time stamps from `authorities`, `evidence`
about the certificates. `appending` continues a file without touching what was there, `services` is
the world outside as sealing sees it, `log` lists what was sealed.
"""
