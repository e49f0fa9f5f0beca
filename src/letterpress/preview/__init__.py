"""The preview: what is being written, as the build makes it, in a browser on this machine.

A project in a folder comes in, and each save of it; pages on 127.0.0.1 go out, with the press room
and every document, unsealed. `run` is the process that reads, plans and has documents made, by the
build's own stages and from its cache; it has no threads, and forks who works. `serving` is one
beside it that answers the browser at the `doors`, by what is in `web`, and is `watching` the
folders. `read` is one reading of the project, `desk` has made what somebody looks at first,
`contents` says what there is, `rooms` makes the press room, `sight` pictures of pages. The two
processes speak in `messages`.
"""
