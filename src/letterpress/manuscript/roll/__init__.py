"""The roll: who signed, who may be named, and in which order.

In come signatories.yaml (or a folder of such files) and the lists that people bring (`imports`:
run-on text, tables of any form's columns, rolls); out come public and private entries, checked and
ordered, and questions about whatever was not understood. A name is judged by `names`, consent by
`consent`; `withdrawals` keeps away who withdrew; `files` writes what is handed out.
"""
