"""Who else works in the judge's home workspace, and who somebody is."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join
from conformance.cases.stellary.steps import Row, answered, call
from conformance.errors import CheckSkipped
from conformance.target import Principal


def colleague(bench: Bench, *, admin: bool | None = None, or_skip: bool = True) -> Principal | None:
    """Somebody else in the home workspace: of the target file, else invited.

    ``admin`` True or False asks for one who is, or is not, an admin of the workspace. Where there is nobody the check
    is skipped, or None comes back unless ``or_skip``.
    """
    home, me = bench.maker.home(), bench.client.principal_of(bench.maker.home())
    for person in bench.target.principals:
        held = person.holds("workspace", "role") or ()
        fits = admin is None or ("admin" in held) is admin
        if person.token and home and person.tenant == home.name and person != me and not person.scopes and fits:
            return person
    try:
        return _joined(bench, admin=bool(admin))
    except CheckSkipped:
        if or_skip:
            raise
        return None


def _joined(bench: Bench, *, admin: bool) -> Principal:
    home = bench.maker.home()
    me = bench.client.principal_of(home)
    if home is None or me is None:
        raise CheckSkipped("needs a workspace and somebody in it to invite another")
    return join(bench, me, home, "admin" if admin else "member")


def own_profile(bench: Bench, who: Principal | None = None) -> Row:
    """The user that somebody is (default: the judge's own user)."""
    body = answered(bench, call(bench, "readMe", who=who), "reading one's own profile")
    user = body.get("user")
    return dict(user) if isinstance(user, dict) else {}
