"""Pages that stand alone: one file that needs no network and no script, and whose policy lets in nothing but its style."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template


def write_page(template: str, styles: tuple[str, ...], **names: object) -> str:
    """The page of a template with its styles in it; every name is escaped, whatever a form holds.

    >>> write_page("audit.html.j2", ("audit.css",))
    Traceback (most recent call last):
    ...
    jinja2.exceptions.UndefinedError: 'lang' is undefined
    """
    css = "".join(map(_resource, styles))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return _template(template).render(css=css, digest=digest, **names).lstrip()


@cache
def _template(name: str) -> Template:
    surroundings = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return surroundings.from_string(_resource(name))


@cache
def _resource(name: str) -> str:
    return files("kpirules").joinpath("reporting", "templates", name).read_text(encoding="utf-8")
