"""Pages: unknown and strong preference, views.

`unknown`, `strength` and `hypergame`, as the questions are called.
"""
