"""Who acts in a check: principals of the target file, tokens with chosen scopes, and users made for the occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from conformance.access import Credential, Guard, Issue, is_public, schemes_of
from conformance.bodies import all_properties
from conformance.chain import creating
from conformance.contract import Operation, pick
from conformance.credentials import may
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.maker import Maker
from conformance.redact import Redactor, Secret
from conformance.sight import is_membership
from conformance.target import Principal, Tenant


@dataclass
class Cast:
    """The people of one check. ``shared`` are those the whole run shares, by what they are for."""

    maker: Maker
    redactor: Redactor
    shared: dict[str, Principal] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def token(self, scopes: Iterable[str] | None = None, **fields: Json) -> Principal:
        """A token with these scopes (None: whatever the API gives when none are named), for the run's own user.

        Raises CheckSkipped where the API hands out no such tokens, BadAnswer where it refuses.
        """
        wanted = None if scopes is None else tuple(sorted(scopes))
        known = self.shared.get(token_name(wanted))
        return known if known and not fields else self.mint(wanted, **fields)

    def mint(
        self,
        scopes: tuple[str, ...] | None,
        *,
        owner: Principal | None = None,
        scheme: str | None = None,
        **fields: Json,
    ) -> Principal:
        """As `token`, but always a new one, which is removed after the check; ``owner``: for somebody else."""
        kind = self.opaque(scheme)
        granted: Json = ... if scopes is None else list(scopes)
        body = {**({kind.grants: granted} if kind.grants else {}), **fields}
        row = self.maker.make(str(kind.resource), tenant=self.maker.home(), principal=owner, fields=body)
        value = row.get(str(kind.field))
        if not isinstance(value, str) or not value:
            raise BadAnswer(f"a new {kind.resource} shows no {kind.field}", expected="a token", observed=sorted(row))
        self.redactor.add(value)
        owner = owner or self.maker.client.principal_of(self.maker.home())
        return Principal(
            name=token_name(scopes),
            tenant=owner.tenant if owner else None,
            roles=owner.roles if owner else {},
            scopes=scopes or (owner.scopes if owner and not kind.grants else ()),
            token=Secret(value),
            scheme=kind.scheme,
            user=owner.user if owner else None,
        )

    def opaque(self, scheme: str | None = None) -> Credential:
        """The kind of token that is a row the API lets people make; CheckSkipped where there is none (of a scheme)."""
        contract = self.maker.contract
        for kind in contract.credentials.values():
            if (
                scheme in (None, kind.scheme)
                and kind.kind == "opaque"
                and kind.resource
                and kind.field
                and creating(contract, kind.resource)
            ):
                return kind
        raise CheckSkipped(f"the API lets nobody make tokens{f' of the kind {scheme}' if scheme else ''}")

    def newcomer(self) -> Principal:
        """A user nobody has let in anywhere. Raises CheckSkipped where the API lets nobody register."""
        return self.shared.get("newcomer") or self.register()

    def user_for(self, resource: str, tenant: Tenant | None = None) -> Principal:
        """A user whom a new row of a resource may name: a new one where rows let people in, else a member of the tenant
        (without one, of the home tenant) whom no such row names yet; who may do most comes first, and who may do far
        less than others is left out: not everywhere is everybody let in.
        """
        if any(guard.members and guard.members.resource == resource for guard in self.maker.contract.guards):
            return self.register()
        home = tenant or self.maker.home()
        rows = (*self.maker.made, *self.maker.shared.values())
        taken = {made.id for made in rows if made.resource == resource}
        people = _able([p for p in self.maker.client.ranked if home is not None and p.tenant == home.name])
        first = self.maker.client.principal_of(home)
        known = [p for p in people if p.email and p.user and p != first and p.user not in taken]
        unnamed = [p for p in known if p.user not in self.named]
        if not unnamed and (not known or is_membership(self.maker.contract, resource)):
            return self.register()
        person = (unnamed or known)[0]
        self.named.add(str(person.user))
        return person

    def register(self) -> Principal:
        """A new user with a token of his own."""
        if self.maker.forbidden:
            raise CheckSkipped(f"needs a new user, and {self.maker.forbidden}")
        tried: list[Exchange] = []
        for kind, issue in self._doors():
            operation = self.maker.contract.operations[issue.operation]
            body = self.maker.body(kind.user, operation=operation.id, tenant=None)
            self.maker.begin()
            answer = self.maker.client.call(operation, json=body, principal=_nobody(), tenant=self.maker.home())
            if 200 <= answer.status < 300:
                return self._entered(kind, issue, body, answer)
            tried.append(answer)
        if not tried:
            raise CheckSkipped("the API lets nobody register, and the target file names nobody else")
        raise BadAnswer(
            "nobody can register",
            expected="a new user",
            observed=f"{tried[0]}: {tried[0].text[:200]}",
            exchange=tried[0],
        )

    def login(self, operation: Operation) -> dict[str, Json]:
        """What somebody the run knows logs in with, where an operation hands out tokens for it; else nothing."""
        doors = self._doors(all_of_them=True)
        later = [issue.operation for _, issue in doors[1:]]
        people = (*self.shared.values(), *self.maker.target.principals)
        person = next((p for p in people if p.email and p.password), None)
        if operation.id not in later or person is None or person.password is None:
            return {}
        mine = {"email": person.email, "password": person.password.reveal()}
        return {name: value for name, value in mine.items() if name in _members(self.maker, operation)}

    def _doors(self, *, all_of_them: bool = False) -> list[tuple[Credential, Issue]]:
        """Public operations that hand out tokens; those that ask for more come first: registering before logging in."""
        contract = self.maker.contract
        found = [(kind, issue) for kind in contract.credentials.values() for issue in kind.issued]
        found = [entry for entry in found if is_public(contract.operations[entry[1].operation])]
        return sorted(found, key=lambda e: -len(_members(self.maker, contract.operations[e[1].operation])))[
            : None if all_of_them else 1
        ]

    def _entered(self, kind: Credential, issue: Issue, body: dict[str, Json], answer: Exchange) -> Principal:
        value = pick(answer, issue.at)
        self.redactor.add(str(value))
        password = body.get("password")
        if isinstance(password, str):
            self.redactor.add(password)
        return Principal(
            name=f"a new user ({body.get('email', 'somebody')})",
            token=Secret(str(value)),
            scheme=kind.scheme,
            user=self.maker.id_of(kind.user, answer.json()),
            email=body.get("email"),
            password=Secret(password) if isinstance(password, str) else None,
        )

    def joined(self, guard: Guard, tenant: Tenant, role: Callable[[Operation], dict[str, Json]]) -> Principal:
        """A new user who was let in at one guard. Raises CheckSkipped where the API has no way to let somebody in."""
        contract = self.maker.contract
        entry = creating(contract, guard.members.resource) if guard.members else None
        if guard.members is None or entry is None:
            raise CheckSkipped(f"no operation adds members to a {guard.resource}")
        person = self.register()
        given = role(entry)
        properties = _members(self.maker, entry)
        whom = {"email": person.email, guard.members.user: person.user}
        given |= {name: value for name, value in whom.items() if name in properties}
        self.maker.make(guard.members.resource, tenant=tenant, fields=given)
        held = {
            f"{guard.name}.{name}": (str(v),) for name, v in given.items() if isinstance(v, str) and name not in whom
        }
        return replace(
            person, name=f"a new member of {guard.name}", roles={guard.name: tuple(v[0] for v in held.values())} | held
        )

    def outsider(self, guard: Guard, tenant: Tenant) -> Principal:
        """Somebody who is no member of a guarded row: inside everything around it where such a person can be had."""
        for key in (f"outside {guard.name}", "newcomer"):
            if key in self.shared:
                return self.shared[key]
        target = self.maker.target
        for principal in target.principals:
            home = target.tenant(principal.tenant) if principal.tenant else None
            if principal.token and home and home.path.get(guard.parameter) != tenant.path.get(guard.parameter):
                first = self.maker.contract.guards[0].parameter
                if home.path.get(first) != tenant.path.get(first):
                    return principal
        return self.register()

    def member(self, operation: Operation, rule: dict[str, Json], tenant: Tenant, *, having: bool) -> Principal:
        """A member who holds one of a rule's values, or none of them. Raises CheckSkipped where there is nobody."""
        for principal in (*self._inside(rule["guard"], tenant), *self.shared.values()):
            held = principal.holds(rule["guard"], rule["field"])
            fits = held is not None and bool(set(held) & set(map(str, rule["in"]))) is having
            if (
                fits
                and principal.scheme in (None, *schemes_of(operation))
                and (not having or may(operation, principal))
            ):
                return principal
        what = "with" if having else "without"
        values = " or ".join(map(str, rule["in"]))
        raise CheckSkipped(f"the target file names no member {what} the {rule['guard']} {rule['field']} {values}")

    def _inside(self, guard_name: str, tenant: Tenant) -> list[Principal]:
        """Principals of the file that belong to the same guarded row."""
        target = self.maker.target
        guards = [g for g in self.maker.contract.guards if g.name == guard_name]
        found = []
        for principal in target.principals:
            home = target.tenant(principal.tenant) if principal.tenant else None
            same = home and all(home.path.get(g.parameter) == tenant.path.get(g.parameter) for g in guards)
            if principal.token and same and not principal.scopes:
                found.append(principal)
        return found


def _able(people: list[Principal]) -> list[Principal]:
    """Those who may do everything, or at least half of what the ablest of the others may."""
    most = max((len(person.scopes) for person in people), default=0)
    return [person for person in people if not person.scopes or 2 * len(person.scopes) >= most]


def token_name(scopes: tuple[str, ...] | None) -> str:
    """What a token is called in reports."""
    return "a token with every scope" if scopes is None else f"a token with {', '.join(scopes) or 'no scope'}"


def _nobody() -> Principal:
    return Principal("anonymous")


def _members(maker: Maker, operation: Operation) -> dict[str, Json]:
    return all_properties(maker.contract, operation.body_schema or {})
