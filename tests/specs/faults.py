"""Faults of a contract: one change to the toy each, and the finding it must bring."""

ROOT = "openapi.yaml"
PATHS = "paths/tasks.yaml"
TASKS = "schemas/tasks.yaml"
COMMON = "schemas/common.yaml"
ROWS = "requirements.yaml"

# Findings about two places that disagree name the one that declares the behaviour, or none.
BETWEEN = ("paging", "order", "states", "openapi: Operation ID")

# File, text, what replaces it, and the finding: rule and part of its message.
FAULTS = [
    # yaml
    (ROOT, "title: Tasks", "title: on", "yaml: on is a bool to YAML 1.1"),
    (ROOT, "title: Tasks", "title: y", "yaml: y is a bool"),
    (ROOT, "title: Tasks", "title: 2026-01-02", "yaml: 2026-01-02 is a timestamp"),
    (ROOT, "title: Tasks", "title: 12:30:00", "yaml: 12:30:00 is a int"),
    (ROOT, "quota: 60,", "quota: 060,", "yaml: 060 is a octal int"),
    (ROOT, "title: Tasks", "title: '1', title: '2'", "yaml: key 'title' is there twice"),
    (TASKS, "description: What to do.", "description: What, to do.", "yaml: 'to do.' is a key without a value"),
    (PATHS, "'204':", "204:", "yaml: key 204 is not a string"),
    # references
    (COMMON, "#/components/schemas/Error", "#/components/schemas/Lost", "reference: #/components/schemas/Lost"),
    (ROOT, "'schemas/tasks.yaml#/NewTask'", "'schemas/tasks.yaml#/OldTask'", "reference: schemas/tasks.yaml#/OldTask"),
    (ROOT, "'schemas/tasks.yaml#/NewTask'", "'schemas/tasks.yaml#/NewTask', title: new", "reference: title beside"),
    # openapi
    (ROOT, "info: {title: Tasks, version: '1'}", "info: {title: Tasks}", "openapi: "),
    (
        PATHS,
        "{id: task-1, title: Write tests, status: open, list",
        "{id: 1, title: Write tests, list",
        "example: /id: ",
    ),
    (ROOT, "in: path, required: true,", "in: path,", "openapi: "),
    (PATHS, "summary: Read a task.", "summary: [Read]", "openapi: "),
    (PATHS, "operationId: getTask", "operationId: listTasks", "openapi: Operation ID 'listTasks'"),
    # x- keys and the vocabulary
    (ROOT, "info: {title", "info: {x-logo: a, title", "x-key: unknown key x-logo"),
    (TASKS, "age: {type: integer}", "age: {type: integer, x-soruce: {basis: assumed}}", "x-key: unknown key x-soruce"),
    (PATHS, "'204': {description: Started.}", "'204': {description: S, x-hint: 1}", "x-key: unknown key x-hint"),
    (TASKS, "age: {type: integer}", "age: {type: integer, x-acts: {as: list}}", "x-key: x-acts belongs on"),
    (ROOT, "x-conventions:\n", "x-convention:\n", "x-key: unknown key x-convention;"),
    (ROOT, "    precedence: [", "    order: [", "vocabulary: /errors: "),
    (ROOT, "style: number", "style: tree", "vocabulary: /paging/forward/style: "),
    (ROOT, "on_delete: cascade", "on_delete: explode", "vocabulary: /parent/on_delete: "),
    (PATHS, "x-acts: {resource: Task, as: read}", "x-acts: {resource: Task, as: peek}", "vocabulary: /as: "),
    (TASKS, "x-source: {basis: assumed}", "x-source: {basis: guessed}", "vocabulary: /basis: "),
    # keywords
    (TASKS, "minLength: 1, description: What", "minLenght: 1, description: What", "keyword: 'minLenght' is no keyword"),
    # operations
    (PATHS, "    operationId: getTask\n", "", "operation-id: GET /tasks/{id} has no operationId"),
    (PATHS, "    summary: Read a task.\n", "", "summary: getTask has no summary"),
    (
        PATHS,
        "startTask\n    summary: Start a task.\n    tags: [Tasks]",
        "startTask\n    summary: Start.",
        "tag: startTask has 0",
    ),
    (PATHS, "Read a task.\n    tags: [Tasks]", "Read a task.\n    tags: [Tasks, Tasks]", "tag: getTask has 2 tags"),
    (PATHS, "Read a task.\n    tags: [Tasks]", "Read a task.\n    tags: [Chores]", "tag: tag 'Chores' of getTask"),
    (PATHS, "    x-source: {basis: assumed, says: nobody states the verb}\n", "", "basis: startTask has no basis"),
    (
        PATHS,
        "          examples:\n            short: {value: {title: Write tests}}\n",
        "",
        "body-example: the application",
    ),
    (
        PATHS,
        "            example: {tasks: [], total: 0}\n",
        "",
        "body-example: the application/json body of listTasks (200)",
    ),
    # examples
    (PATHS, "example: {tasks: [], total: 0}", "example: {tasks: []}", "example: itself: "),
    (PATHS, "short: {value: {title: Write tests}}", "short: {value: {title: ''}}", "example: /title: "),
    (PATHS, "schema: {type: string}, example: open", "schema: {type: string}, example: 5", "example: itself: "),
    (ROOT, "examples: [task-1]", "examples: [1]", "example: itself: "),
    (TASKS, "default: inbox", "default: 5", "example: itself: "),
    (TASKS, "status: open, created: '2026-01-02T03:04:05Z'", "status: open, created: 'today'", "example: /created: "),
    (TASKS, "status: open, created", "status: closed, created", "example: /status: "),
    # causes
    (ROOT, "tenant, cause: taken}", "tenant, cause: stolen}", "cause: cause stolen is not declared"),
    (ROOT, "over: invalid,", "over: wrong,", "cause: cause wrong is not declared"),
    (ROOT, "first: 1}", "first: 1, under: wrong}", "cause: cause wrong is not declared"),
    (ROOT, "over_also: [clamp]", "over_also: [clamp, huge]", "cause: cause huge is not declared"),
    (
        ROOT,
        "precedence: [invalid, missing,",
        "precedence: [invalid, missing, gone,",
        "cause: cause gone is not declared",
    ),
    (ROOT, "precedence: [invalid, missing,", "precedence: [missing,", "cause-rank: cause invalid has no place"),
    (
        PATHS,
        "Task, as: create}",
        "Task, as: create, causes: {/title: untitled}}",
        "cause: cause untitled is not declared",
    ),
    # acts
    (PATHS, "    x-acts: {resource: Task, as: read}\n", "", "acts: getTask has no x-acts"),
    (PATHS, "x-acts: {resource: Task, as: read}", "x-acts: {resource: Chore, as: read}", "acts: resource Chore is not"),
    (PATHS, "x-acts: {resource: Task, as: read}", "x-acts: {as: read}", "acts: getTask names no resource"),
    (PATHS, "x-acts: {resource: Task, as: read}", "x-acts: {as: custom}", "acts: getTask is custom, without a handler"),
    (PATHS, "page: forward", "page: backward", "acts: page backward is not declared; declared: forward"),
    (PATHS, "limit: all", "limit: none", "acts: limit none is not declared"),
    (
        PATHS,
        "{at: $request.query.status}",
        "{at: $request.query.state}",
        "acts: listTasks has no parameter $request.query.s",
    ),
    # paging
    (
        PATHS,
        "maximum: 100, default: 20",
        "maximum: 100, default: 10",
        "paging: $request.query.limit of listTasks has default 10",
    ),
    (PATHS, "maximum: 100, default: 20", "default: 20", "paging: $request.query.limit of listTasks has maximum None"),
    (
        PATHS,
        "{type: integer, minimum: 1, default: 1}",
        "{type: integer, default: 1}",
        "paging: $request.query.page of listTasks",
    ),
    (ROOT, "$request.query.page", "$request.query.seite", "paging: listTasks is paged by $request.query.seite"),
    (
        ROOT,
        "$response.body#/total",
        "$response.body#/count",
        "paging: the answer of listTasks has no $response.body#/count",
    ),
    (
        ROOT,
        "$response.body#/tasks",
        "$response.body#/items",
        "paging: the answer of listTasks has no $response.body#/items",
    ),
    (ROOT, "order: [-created, -id]", "order: [-made, -id]", "order: listTasks is ordered by made"),
    (ROOT, "order: [-created, -id]", "order: [-id, -created]", "order: the order of listTasks ends in created"),
    (
        PATHS,
        "page: forward,",
        "items: $response.body#/tasks, order: [title, status],",
        "order: the order of listTasks ends in",
    ),
    # resources
    (
        ROOT,
        "'#/components/schemas/List'",
        "'#/components/schemas/Lost'",
        "resource: List: there is no #/components/schemas/L",
    ),
    (ROOT, "id: {field: id, form: 'task-{hex:8}'}", "id: {field: key, form: 'task-{hex:8}'}", "field: Task: no schema"),
    (ROOT, "fields: [title]", "fields: [titel]", "field: Task: no schema of the resource shows a field titel"),
    (
        ROOT,
        "stamps: {created: created}",
        "stamps: {created: made}",
        "field: Task: no schema of the resource shows a field made",
    ),
    (ROOT, "exposed: false", "exposed: true", "field: Task: no schema of the resource shows a field team"),
    (
        ROOT,
        "label: {text: '{title}'}",
        "label: {text: '{name}'}",
        "field: Task: no schema of the resource shows a field name",
    ),
    (
        ROOT,
        "age: {since: created}",
        "age: {since: begun}",
        "field: Task: no schema of the resource shows a field begun",
    ),
    (
        ROOT,
        "age: {since: created}",
        "years: {since: created}",
        "field: Task: no schema of the resource shows a field years",
    ),
    (
        ROOT,
        "copy: List, by: list, field: name",
        "copy: List, by: list, field: label",
        "field: Task: no schema of List shows",
    ),
    (ROOT, "{count: Task, by: list}", "{count: Task, by: liste}", "field: List: no schema of Task shows a field liste"),
    (ROOT, "{count: Task, by: list}", "{count: Chore, by: list}", "resource: List: there is no resource Chore"),
    (ROOT, "parent: {resource: List", "parent: {resource: Liste", "resource: Task: there is no resource Liste"),
    # states
    (ROOT, "op: startTask", "op: beginTask", "operation: Task: there is no operation beginTask"),
    (ROOT, "op: startTask", "op: getTask", "operation: Task: getTask is not declared to move a Task"),
    (ROOT, "to: started", "to: begun", "states: Task: state begun is not in the enum of status"),
    (TASKS, "[open, started]", "[open, started, done]", "states: Task: the state table leaves out done"),
    # requirements
    (ROWS, "- id: TASKS-002", "- id: TASKS-001", "requirement: 'TASKS-001' stands where TASKS- and a number above 001"),
    (ROWS, "- id: TASKS-002", "- id: CHORES-002", "requirement: 'CHORES-002' stands where"),
    (ROWS, "says: A created task is listed.", "says: ''", "requirement: TASKS-001: says is empty"),
    (ROWS, "  says: A created task is listed.\n", "", "requirement: TASKS-001: says is missing"),
    (ROWS, "{doc: seed, section: States}", "{doc: seed}", "requirement: TASKS-002: source needs a doc and a section"),
    (ROWS, "basis: assumed", "basis: observed", "requirement: TASKS-002: basis 'observed' is none of"),
    (
        ROWS,
        "[createTask, listTasks]",
        "[createTask, dropTask]",
        "requirement: TASKS-001: there is no operation dropTask",
    ),
    (ROWS, "[startTask]", "startTask", "requirement: TASKS-002: operations is not a list"),
    (ROWS, "checks: [laws/crud]", "checks: []", "requirement: TASKS-001: nothing checks it"),
    (ROWS, "checks: [laws/crud]", "checks: laws/crud", "requirement: TASKS-001: checks is not a list"),
    (ROWS, "checks: [laws/crud]", "checks: [laws/crud]\n  unverifiable: no", "yaml: no is a bool"),
    (
        ROWS,
        "checks: [laws/crud]",
        "checks: [laws/crud]\n  unverifiable: x",
        "requirement: TASKS-001: it has checks and calls",
    ),
    (ROWS, "checks: [laws/crud]", "checks: [laws/crud]\n  cheks: x", "requirement: TASKS-001: unknown key cheks"),
]
