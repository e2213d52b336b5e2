"""A case as text, in the one canonical form.

`case` is the whole, `records` writes records as their keys declare, `parts` values.
"""
