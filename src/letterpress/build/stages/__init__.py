"""The stages of a document as functions of modules: whatever process has the depot can do them.

A `Here` and values come in (what is large by its digest in the depot), a value that pickles goes
out: `sheets` composes and prints one document, `letters` makes moulds for letters to addressees or
sets them one by one, `seals` seals, with what its lane's workers hold and no task carries.
"""
