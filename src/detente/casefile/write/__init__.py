"""A case as text, in the one canonical form.

`case` puts the sections together; `parts`, `records` and `negotiation` are sections.
"""
