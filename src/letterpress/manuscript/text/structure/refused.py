"""What of Markdown no text of a letter can hold: token of markdown-it, and its finding."""

REFUSED = {  # code, message, hint
    'html_block': ('LP140', 'HTML is not allowed here', 'write plain text; *stars* for emphasis'),
    'html_inline': (
        'LP140',
        'HTML is not allowed here',
        'write plain text; to print the sign itself, write \\<',
    ),
    'image': ('LP141', 'a picture cannot stand in this text', 'remove it'),
    'code_inline': (
        'LP142',
        'backquotes mark program code, which this text cannot hold',
        'remove the backquotes',
    ),
    'code_block': (
        'LP142',
        'a paragraph indented by four blanks is program code, which this text cannot hold',
        'start its lines in the first column',
    ),
    'fence': (
        'LP142',
        'a fence marks program code, which this text cannot hold',
        'remove the fence',
    ),
    'hardbreak': (
        'LP148',
        'a forced line break cannot stand in this text',
        'remove the backslash or the blanks at the end of the line, or start a new paragraph',
    ),
    'hr': (
        'LP148',
        'a rule cannot stand in this text',
        'remove the line; a heading begins with # and a blank',
    ),
}
