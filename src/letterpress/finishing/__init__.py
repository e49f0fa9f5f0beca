"""Finishing: what happens to a PDF after it is printed, and to one that someone received.

A proof comes in (PDF bytes); a sealed PDF goes out, or an answer about one.

`keys` says who seals, `sealing` seals, `judging` judges; `cms` and `syntax` are the exact bytes
that both agree on. `colour` makes a print in other inks of a finished one, before it is sealed,
`imposition` places its pages on sheets. `facts` reads what a finished PDF is, `preflight` compares
that with what was ordered, `structure` reads it aloud along its tags (`marks`), `search` looks for
a name in it.
Nothing here touches a file, the network or the clock (`sealing.services` is handed in), and a
sealed PDF is only ever continued, never written again.
"""
