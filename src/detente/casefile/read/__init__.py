"""The meaning of a file of the right shape, section by section, all faults at once.

`case` puts the sections together, `context` is what every section uses, and the rest
are the sections: parties, wants, rankings, states, records, road maps, negotiation.
"""
