"""Text to case and back: the only place that knows YAML and the grammar."""
