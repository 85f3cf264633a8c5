"""How the documentation is built: MyST pages, the public names by autodoc, every warning an error."""

from importlib.metadata import version as installed

project = "kpirules"
author = "The kpirules authors"
project_copyright = "The kpirules authors, Apache-2.0"
version = release = installed("kpirules")
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
html_title = "kpirules"
# Headings of the pages are Chinese and English; both can be linked to from another page.
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

# A broken reference is an error; what lives outside this project is not looked up, so no network is needed.
nitpicky = True
# The two unions a tree is made of are aliases named ahead of their definition; sphinx has no page for them.
nitpick_ignore = [("py:class", "Expression"), ("py:class", "Condition")]
nitpick_ignore_regex = [
    (r"py:.*", r"(collections|datetime|decimal|fractions|os|pathlib|types|typing|enum|abc)(\..*)?"),
    (r"py:.*", r"(attrs?|cattrs|lark|click|rich)(\..*)?"),
    (r"py:class", r"(optional|default|Path|re\.Pattern|Literal\[.*)"),
]
