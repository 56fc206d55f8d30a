"""Faults about callers: who they are, what they may, what they see. As in `faults`, on the contract in `guarded`."""

ROOT = "openapi.yaml"
CALLERS = "callers.yaml"
ROWS = "resources/people.yaml"
PATHS = "paths/keys.yaml"
SHOWN = "schemas/people.yaml"

BOSS = "roles: [{guard: board, field: role, in: [boss]}]"

# Findings about two places that disagree name the one that declares the behaviour, or the operation.
BETWEEN = ("secret", "soft-delete", "security: listKeys", "guard: tenants", "credential: key is", "resource: ")

CALLER_FAULTS = [
    # credentials
    (ROOT, "    key: {type: http", "    card: {type: http", "credential: card is not among x-conventions.credentials"),
    (CALLERS, "  key: {kind: opaque", "  card: {kind: opaque", "credential: card is not among components.securitySch"),
    (
        CALLERS,
        "resource: Key, field: value, owner",
        "field: value, owner",
        "credential: key is opaque, without resource",
    ),
    (CALLERS, "resource: Key,", "resource: Card,", "resource: resource: there is no resource Card"),
    (CALLERS, "opaque, user: Person", "opaque, user: Human", "resource: user: there is no resource Human"),
    (CALLERS, "field: value,", "field: worth,", "field: field: no schema of Key shows a field worth"),
    (CALLERS, "owner: person,", "owner: holder,", "field: owner: no schema of Key shows a field holder"),
    (CALLERS, "grants: may,", "grants: can,", "field: grants: no schema of Key shows a field can"),
    (CALLERS, "grants: may,", "rights: can,", "field: rights: no schema of Person shows a field can"),
    (CALLERS, "op: logIn", "op: enter", "operation: ticket: there is no operation enter"),
    (CALLERS, "may, wrong: illegal", "may, wrong: wrong_kind", "cause: cause wrong_kind is not declared"),
    # guards, gates and tenants
    (CALLERS, "parameter: board", "parameter: place", "guard: board: no path holds {place}"),
    (CALLERS, "resource: Board\n", "resource: Boards\n", "resource: 0: there is no resource Boards"),
    (CALLERS, "by: name", "by: slug", "field: by: no schema of Board shows a field slug"),
    (CALLERS, "by: name\n", "by: name\n    within: name\n", "guard: board lies within a guard before it"),
    (CALLERS, "    members: {resource: Member, of: board, user: person}\n", "", "guard: board needs either members or"),
    (CALLERS, "resource: Member,", "resource: Guest,", "resource: members: there is no resource Guest"),
    (CALLERS, "user: person}", "user: guest}", "field: user: no schema of Member shows a field guest"),
    (CALLERS, "outsider: missing", "outsider: stranger", "cause: cause stranger is not declared"),
    (CALLERS, "{of: board, field: keys", "{of: shelf, field: keys", "gate: large: there is no guard or resource"),
    (CALLERS, "field: keys", "field: size", "field: field: no schema of Board shows a field size"),
    (CALLERS, "opened: createKey", "opened: grow", "operation: large: there is no operation grow"),
    (ROOT, "  guards: {$ref: 'callers.yaml#/guards'}\n", "", "guard: tenants come from the path, and no guard reads"),
    # what operations ask
    (ROOT, "security: [{ticket: []}]\n", "", "security: listKeys says nothing of security"),
    (PATHS, "security: [{ticket: []}]", "security: [{badge: []}]", "security: createKey: there is no security scheme"),
    (PATHS, "guard: board,", "guard: shelf,", "role: createKey: there is no guard or resource"),
    (PATHS, "field: role,", "field: rank,", "field: role: no schema of Member shows a field rank"),
    (
        PATHS,
        "guard: user, field: mail",
        "guard: user, field: rank",
        "field: role: no schema of Person shows a field rank",
    ),
    (PATHS, "handler: log_in}", "handler: log_in, gates: [large]}", "gate: logIn: guard board never runs there"),
    (PATHS, "handler: log_in}", f"handler: log_in, {BOSS}}}", "role: logIn: guard board never runs there"),
    (PATHS, "gates: [large]", "gates: [tiny]", "gate: createKey: there is no gate tiny"),
    (PATHS, "fields: [start]", "fields: [end]", "field: Key: no schema of the resource shows a field end"),
    # what rows hide
    (ROWS, "parameter: key\n", "parameter: id_of_key\n", "parameter: Key: no path holds {id_of_key}"),
    (
        ROWS,
        "'person-{seq:3}'}\n",
        "'person-{seq:3}'}\n  parameter: key\n",
        "parameter: Key: {key} names rows of Person",
    ),
    (
        ROWS,
        "owner: {field: person}",
        "owner: {field: holder}",
        "field: Key: no schema of the resource shows a field holder",
    ),
    (
        ROWS,
        "position: {field: place,",
        "position: {field: rank,",
        "field: Key: no schema of the resource shows a field ra",
    ),
    (ROWS, "within: [board]", "within: [shelf]", "field: Key: no schema of the resource shows a field shelf"),
    (ROWS, "{caller: id}", "{caller: number}", "field: Key: no schema of Person shows a field number"),
    (ROWS, "start_of: value", "start_of: worth", "field: Key: no schema of the resource shows a field worth"),
    (ROWS, "shown: [createKey]", "shown: [mintKey]", "operation: Key: there is no operation mintKey"),
    (ROWS, "shown: [createKey]", "shown: [listKeys]", "secret: Key: listKeys does not show the field value"),
    (ROWS, "shown: [createKey]", "shown: [listKeys]", "secret: Key: createKey shows the field value"),
    (
        SHOWN,
        "    place: {type: integer}",
        "    value: {type: string}\n    place: {type: integer}",
        "secret: Key: listKeys shows",
    ),
    (ROWS, "reveal: $request.query.gone", "reveal: $request.query.all", "soft-delete: Key: listKeys has no parameter"),
    (ROWS, "op: restoreKey", "op: undeleteKey", "operation: Key: there is no operation undeleteKey"),
    (ROWS, "not_deleted: illegal", "not_deleted: alive", "cause: cause alive is not declared"),
    (
        SHOWN,
        "gone: {type: [string, 'null']}",
        "gone: {type: string}",
        "soft-delete: Key: gone cannot be null, yet marks",
    ),
]
