"""How the documentation is built: Sphinx, MyST and Furo, without a network."""

import sys
from pathlib import Path

import detente

sys.path.append(str(Path(__file__).parent / "_tools"))

project = "Detente"
author = "The Detente authors"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = version = detente.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "mathml"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_tools"]

napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
napoleon_use_ivar = True
# Docstrings say types in words; only names of ours must lead somewhere.
nitpick_ignore_regex = [("py:class", r"(?!detente\.).*")]

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_class_signature = "mixed"

html_theme = "furo"
html_math_renderer = "mathml"
html_title = f"Detente {release}"
html_copy_source = False
html_show_sourcelink = False
