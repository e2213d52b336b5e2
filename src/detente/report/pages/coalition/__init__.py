"""Pages: what parties do together.

`coalitions` shows what parties can do together.
"""
