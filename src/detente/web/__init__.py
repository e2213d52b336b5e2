"""The web app: cases worked on in the browser (extra `web`).

Every room is an application of Django with its views, its pages and its tests:
`accounts` who somebody is, `cases` the texts and their versions, `answers` what is
asked of a case, `jobs` the questions under way, `pages` the look that all share.
`work` answers questions, in processes of its own; it knows no Django.
Nothing but this package knows Django or the database.
"""
