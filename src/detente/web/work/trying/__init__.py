"""What if: a change tried beside the case as it is, and kept in its text.

`trial` is what is tried, `choices` what can be, `told` what follows, `keeping` the text
that it leads to, `moving` the changes that would move a road map, `stages` its order.
"""
