"""Pages: how far verdicts hang on assumptions.

`robust` shows shares of draws, `robust_words` puts a share in a sentence.
"""
