"""Text to case and back: the only place that knows YAML and the grammar.

`reader` reads a case: `source` finds the text, `yaml` makes a tree of it, `schema`
checks its shape, `read` its meaning, with `formula` for formulas, ids and states;
`variants` edits it. `write` is the way back, `changed` gives a case as a variant or a
party has it, `formats` those of other programs.
What a whole reading shares: `faults`, `limits`, `nearest`. `titles` only lists.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
