"""The keys of a case file, declared once: what they are, mean and become.

A new key is one line in `case`, `negotiation` or `records` (`entry` is the whole
file), a field of the record of its name, and its meaning in `key_meanings`: from the
type of the line and its marks it is checked, read, described to editors and written.
`values`, `times` and `words` are the types, `shape` what sections share; `faults`
reads and tells what does not fit, with `cuts` and `paths`.
"""
