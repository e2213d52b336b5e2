"""An analysis frozen with its case and published as a page.

`models` keeps it, `access` says who may see it and do what, `freezing` asks the
question and keeps the answer; `making`, `page`, `sharing` and `talking` are the pages.
"""
