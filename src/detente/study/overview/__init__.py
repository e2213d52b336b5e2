"""The main job, and cases side by side.

`survey` gathers what holds, why, and where it can go; `comparison` sets variants side
by side; `what_if` tries one change of a rule at a time.
"""
