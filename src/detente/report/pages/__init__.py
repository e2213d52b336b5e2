"""What each question's answer looks like, as a document."""
