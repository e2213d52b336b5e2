"""What is computed of a case, as files for other programs."""
