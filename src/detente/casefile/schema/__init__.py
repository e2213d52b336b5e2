"""The shape of a case file: which keys there are and what each value looks like.

`entry` is the whole file; `case`, `negotiation` and `records` its sections; `values`,
`times` and `words` single values; `shape` what sections share; `faults`, `cuts` and
`paths` turn what does not fit into placed problems; `key_meanings` tells each key.
"""
