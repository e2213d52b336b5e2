"""The log of who did what: written once, never changed.

It keeps names, not accounts: who was deleted stays in it.
"""
