"""What would move a road map, in words.

`change` says what is changed, `levers` what follows from it.
"""
