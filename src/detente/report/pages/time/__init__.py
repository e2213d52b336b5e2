"""Pages: changes of leadership.

`turnover` shows what changes of leadership do.
"""
