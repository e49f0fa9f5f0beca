"""Signed messages, to the byte: DER, CMS signatures and time stamps.

Digests, keys and tokens come in as bytes and values; signatures and what they say go out. `der` is
the strict reader and small writer of ASN.1, `algorithms` knows which ways to sign are checked here,
`signed` is the CMS signature that seals a PDF or stands beside a manifest, `stamp` the time stamp
of an authority.
"""
