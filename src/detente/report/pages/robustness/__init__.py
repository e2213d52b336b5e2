"""Pages: how far verdicts hang on assumptions."""
