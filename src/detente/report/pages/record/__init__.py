"""Pages: events, claims, projects.

`ledger` shows the events, `claims` the sources against the model, `article` the same
for the report, `projects` joint projects.
"""
