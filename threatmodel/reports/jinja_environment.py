"""Templates of the package, with what must hold for every one of them."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Return an environment whose templates escape all text, and in which a name that is missing is an error."""
    return Environment(
        loader=PackageLoader("threatmodel.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
