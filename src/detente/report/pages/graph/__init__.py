"""Pages: the state graph and the tables of a paper.

`state_graph` shows the picture and its tables, `paper` and `paper_states` the customary
tables.
"""
