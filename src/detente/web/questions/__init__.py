"""A case by questions, in the order in which a mediator thinks.

`views` are the pages, `texts` the text that is being worked on, `order` the questions
one after the other. What a question reads and writes is in `work/questions`.
"""
