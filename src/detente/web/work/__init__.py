"""Questions answered in processes of their own: what is asked, what is answered.

Nothing here knows Django or the database: a question comes in as text, an answer goes
out as data. `question` is what is asked, `kinds` the questions there are, `answering`
how one of them is told, `child` the process around it.
"""
