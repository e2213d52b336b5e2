"""The library and its cases: texts, versions, drafts, who may do what.

`models` keeps them, `access` opens one for somebody, `saving` writes a version and
tells a conflict; `library`, `editor` and `history` are the pages.
"""
