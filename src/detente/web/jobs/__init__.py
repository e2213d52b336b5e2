"""Questions under way: asked once, answered in a process of their own, kept.

`executor` is what answers them, `processes` the one for this machine; `asking` is the
way in for pages: an answer within some seconds, else a job that one can watch.
"""
