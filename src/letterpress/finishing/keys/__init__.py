"""Who seals: a key file, a token, or the draft key that everybody has.

The bytes of a key and a pass phrase come in; a `SealKey` that may seal goes out (`key`), or the
reason why it may not (`fitness`). It comes from a file (`files`), a token (`token`, and `driver`
below it) or the package (`draft`); `make` makes a new one. `certificate` and `pem` say what a
certificate is and how it is written, `profile` reads seal.toml: which key, which level, which
authorities.
"""
