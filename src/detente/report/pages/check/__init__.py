"""Pages: what is odd about a case.

`case_check` shows what a file holds.
"""
