"""What is odd about a case that is otherwise right.

`warnings` gathers them; `warning` is one; `want_warnings` of wants and patience,
`plan_warnings` of road maps and guarantees, `veto` of constraints; `clash` and
`disagreement` compare the order of a party with its weights, `opposition` warns.
"""
