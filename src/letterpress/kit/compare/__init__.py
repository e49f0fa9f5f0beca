"""What is different between two kits, as people ask for it.

The files of both come in, by path; `kits.Changes` goes out: who signed since (`rolls`), which
paragraphs read otherwise (`passages`), which documents look otherwise (finishing/appearance), what
came and what went. Files are the same document where they have the same path.
"""
