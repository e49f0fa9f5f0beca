"""The roll: who signed, who may be named, and in which order.

In come signatories.yaml (or a folder of such files) and the lists that people bring (`lists`); out
come public and private entries, checked and ordered, and questions about whatever was not
understood. A name is judged by `names` and `contacts`, consent by `consent` with the words of
`wording`; `slugs` makes ids, `order` sorts; `duplicates` finds who stands there twice; `disclosure`
is what others see; `withdrawals` keeps away who withdrew; `files` writes what is handed out.
"""
