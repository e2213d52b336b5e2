"""Records to words, tables and files."""
