"""How large a case file may be: what a person could write, and no more."""

MOST_BYTES = 5_000_000
"""Size of a file."""
MOST_MB = MOST_BYTES // 1_000_000
"""The same, as people are told."""
MOST_NODES = 200_000
"""Keys and values of a file, aliases expanded."""
MOST_READ_AGAIN = 500_000
"""Keys and values that variants and views change, with all that depends on them."""
MOST_DEEP = 40
"""Mappings and lists inside each other."""
MOST_FAULTS = 100
"""Faults of one kind that are told; of more, the number."""
MOST_OPTIONS = 512
"""Options of a case."""
MOST_STATES_LISTED = 100_000
"""States listed under `states`."""
MOST_TERMS_DEEP = 50
"""Terms and projects inside each other."""
MOST_FORMULAS_DEEP = 150
"""Formulas inside each other, those of terms and projects written out."""
MOST_WRITTEN_OUT = 100_000
"""Names in a term or project, those of others written out."""
MOST_RANKED = 100_000
"""Feasible states of a case with rankings."""
LONGEST_NUMBER = 30
"""Digits of a number on either side of the point."""
