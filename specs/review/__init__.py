"""`specs review`: one HTML page on which a person can check what a contract claims, and on whose word."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from specs import HERE, load
from specs.review.view import view

__all__ = ["render"]


def render(api: str, base: Path = HERE) -> str:
    """The page as text: self-contained HTML, no asset from elsewhere.

    Raises:
        SpecError: there is no such API.
    """
    environment = Environment(
        loader=PackageLoader("specs.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(view(load(api, base)))
