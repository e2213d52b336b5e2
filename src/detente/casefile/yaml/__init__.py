"""Text as YAML, with the place of every key and value; nothing is executed.

`syntax` reads it to a `tree`, `faults` says in plain words what is no YAML, `commas`
mends texts that commas cut, `number` reads numbers, `emitter` and `one_line` write.
"""
