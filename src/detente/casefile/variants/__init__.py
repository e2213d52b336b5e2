"""A file changed: by a variant, by what a party sees, by edits asked for, by hand.

`edit` is one change of a key by name, `edits` those of a reading, `again` reads what
they reach; `variants` and `views` check all that a file holds; `open_text` is a text
open to be changed by somebody who does not see it.
"""
