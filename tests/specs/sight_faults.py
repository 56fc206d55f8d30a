"""Faults about who sees rows, who belongs to them and what bodies refer to. As in `faults`, on the contract `desk`."""

ROOT = "openapi.yaml"
ROWS = "resources.yaml"
PATHS = "paths/desk.yaml"

CARDS = "x-acts: {resource: Card, as: update}"

SIGHT_FAULTS = [
    # members
    (ROWS, "resource: Member,", "resource: Guest,", "resource: members: there is no resource Guest"),
    (
        ROWS,
        "of: board, user: person, default",
        "of: place, user: person, default",
        "of: no schema of Member shows a field",
    ),
    (ROWS, "user: person, default", "user: guest, default", "field: user: no schema of Member shows a field guest"),
    (ROWS, "default: {role: guest}", "default: {rank: guest}", "default rank: no schema of Member shows a field rank"),
    # sight
    (ROWS, "caller: {kind:", "caller: {sort:", "field: caller sort: no schema of Person shows a field sort"),
    (ROWS, "row: {shared:", "row: {open:", "field: row open: no schema of Board shows a field open"),
    (ROWS, "- {member: true}", "- {member: false}", "vocabulary: /sight/any/1/member: "),
    (
        ROWS,
        "    members: {resource: Member, of: board, user: person, default: {role: guest}}\n",
        "",
        "sight: Board is seen by its members, and declares none",
    ),
    (ROWS, "link: Tie,", "link: Knot,", "resource: group: there is no resource Knot"),
    (ROWS, "link: Tie, of: board", "link: Tie, of: place", "field: of: no schema of Tie shows a field place"),
    (ROWS, "by: team, members", "by: crew, members", "field: by: no schema of Tie shows a field crew"),
    (ROWS, "by: team, members", "by: crew, members", "field: by: no schema of Mate shows a field crew"),
    (ROWS, "members: Mate,", "members: Pal,", "resource: group: there is no resource Pal"),
    (
        ROWS,
        "members: Mate, user: person",
        "members: Mate, user: human",
        "field: user: no schema of Mate shows a field hu",
    ),
    (ROWS, "{through: {resource: Board,", "{through: {resource: Wall,", "resource: through: there is no resource Wall"),
    (
        ROWS,
        "{resource: Board, by: board}}",
        "{resource: Board, by: wall}}",
        "field: by: no schema of Card shows a field w",
    ),
    # references
    (ROWS, "labels: {resource: Label,", "labels: {resource: Sign,", "resource: labels: there is no resource Sign"),
    (ROWS, "resource: Label, cause: illegal", "resource: Label, cause: lost", "cause: cause lost is not declared"),
    (
        ROWS,
        "references: {labels:",
        "references: {signs:",
        "reference: Card: no body of an operation on it has a member si",
    ),
    # soft_delete and derived
    (ROWS, "revealed_to: edit", "revealed_to: change", "security: Card: no operation asks for the scope change"),
    (ROWS, "tally: Card", "tally: Sheet", "resource: Board: there is no resource Sheet"),
    (ROWS, "tally: Card, by: board", "tally: Card, by: wall", "field: Board: no schema of Card shows a field wall"),
    (ROWS, "open: {state:", "open: {phase:", "field: Board: no schema of Card shows a field phase"),
    (ROWS, "by: labels,", "by: signs,", "field: Card: no schema of the resource shows a field signs"),
    # tenancy and gates
    (ROOT, "registry: Firm,", "registry: House,", "resource: host: there is no resource House"),
    (ROOT, "host: {field: slug", "host: {field: label", "field: field: no schema of Firm shows a field label"),
    (ROOT, "registry: Firm, ", "", "tenancy: hosts name tenants, and no registry has them"),
    (ROOT, "clash: illegal", "clash: elsewhere", "cause: cause elsewhere is not declared"),
    (ROOT, "{of: Board, field: closed", "{of: Wall, field: closed", "gate: open: there is no guard or resource Wall"),
    (ROOT, "field: closed", "field: shut", "field: field: no schema of Board shows a field shut"),
    (PATHS, CARDS, "x-acts: {resource: Card, as: update, gates: [open]}", "gate: editCard: its path names no Board"),
    # roles
    (PATHS, "guard: Board,", "guard: Card,", "role: listCards: there is no guard or resource with members Card"),
    (
        PATHS,
        "guard: Board, field: role",
        "guard: Board, field: rank",
        "field: role: no schema of Member shows a field ra",
    ),
    (PATHS, "field: lead}", "field: chief}", "field: role: no schema of Board shows a field chief"),
    (PATHS, "field: lead}", "field: lead, in: [a]}", "role: readBoard: a role of row names the values that pass"),
    (PATHS, "role, in: [guest]}", "role}", "role: listCards: a role of Board does not name the values that pass"),
    (
        PATHS,
        CARDS,
        "x-acts: {resource: Card, as: update, roles: [{guard: Board, field: role, in: [guest]}]}",
        "role: editCard: its path names no Board",
    ),
    # filters
    (
        PATHS,
        "unless: [$request.query.tag]",
        "unless: [$request.query.sign]",
        "acts: listCards has no parameter $request",
    ),
    (PATHS, "value: done, ", "", "acts: listCards: a filter that reveals needs the value that hides"),
    (PATHS, "as: past,", "as: flag,", "acts: listCards: except says nothing of a filter that is flag"),
    (PATHS, "as: reveals,", "as: flag,", "acts: listCards: value says nothing of a filter that is flag"),
    (PATHS, "except: {state:", "except: {phase:", "field: Card: no schema of the resource shows a field phase"),
    (PATHS, "tags.id:", "tags.place:", "field: Card: no schema of the resource shows a field tags.place"),
]
