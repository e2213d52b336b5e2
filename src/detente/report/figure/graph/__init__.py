"""The state graph as a picture.

`layout` sets the nodes, `node` writes them, `route` runs the arcs, `legend` and `words`
say what is seen, `node_table` says it in a table; `state_graph` puts it together.
"""
