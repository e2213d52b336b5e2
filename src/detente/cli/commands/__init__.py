"""The commands, a file a family: each reads its words, asks once, shows the answer."""
