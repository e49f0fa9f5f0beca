"""Who seals: a key file, a token, or the draft key that everybody has.

The bytes of a key and a pass phrase come in; a `SealKey` that may seal goes out, or the reason why
it may not (`key`, `token`, `usage`). `profile` reads seal.toml: which key, which level, which
authorities. `draft` holds the public draft key.
"""
