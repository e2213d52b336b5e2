"""What is asked of a case, as pages: first screen, report, states, road maps."""
