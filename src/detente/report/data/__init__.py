"""Results as plain dictionaries, a file a family: what JSON holds."""
