"""The meaning of a file of the right shape, all faults at once.

`case` puts the parts together and `context` is what all use. `entries` makes the
records, as their keys declare; `steps`, `weights`, `trade_offs` and `states` read what
is a little language of its own, and `negotiation`, `cycles` and `checks` refuse what
fits nothing.
"""
