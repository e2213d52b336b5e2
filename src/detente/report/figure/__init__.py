"""Pictures as SVG made here: nothing is loaded, nothing is run."""
