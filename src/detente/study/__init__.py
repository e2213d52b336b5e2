"""One question a file, asked in the algebra of moves."""
