"""Following in the browser: events come in, and a road map is held against them."""
