"""Rules of a project that act on their own, and the traces they leave."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .proposals import Proposals

SHOWN = ("id", "projectId", "name", "trigger", "conditions", "action", "enabled", "createdAt")
WORDS = {"apply_label": "add_label"}
CLOCK: Row = {"id": "clock", "name": "Clock"}


class Automations(Proposals):
    """{P}/automations.

    ``conditions`` is an object that names members of a card with the values they must have (``label`` stands for one
    of its labels), or a list of {field, value}. ``action`` is {type, …} with what the type needs beside it or under
    ``payload``; ``send_notification`` has no effect but succeeds, an unknown type fails. What rules do sets off no
    further rules.
    """

    met: set[tuple[str, str, str]]

    ROUTES: Routes = (
        ("POST", "{P}/automations", "create_rule"),
        ("GET", "{P}/automations", "list_rules"),
        ("GET", "{P}/automations/:ruleId", "get_rule"),
        ("PATCH", "{P}/automations/:ruleId", "update_rule"),
        ("DELETE", "{P}/automations/:ruleId", "delete_rule"),
        ("PATCH", "{P}/automations/:ruleId/toggle", "toggle_rule"),
        ("GET", "{P}/automations/:ruleId/traces", "list_traces"),
    )

    def furnish(self, world: str) -> None:
        """Forget which due dates were met."""
        self.met = set()

    def create_rule(self, request: Request) -> object:
        """A new rule, enabled unless told otherwise."""
        body: Row = {"name": None, "conditions": {}, "enabled": True} | self.take(request, "rule")
        row = body | {"id": self.mint("rules"), "projectId": request.project["id"], "createdAt": self.stamp()}
        return self.show_rule(self.keep("rules", row))

    def show_rule(self, row: Row) -> Row:
        """A rule."""
        return {name: row[name] for name in SHOWN}

    def list_rules(self, request: Request) -> object:
        """The rules of the project."""
        return [self.show_rule(row) for row in self.all_of("rules", projectId=request.project["id"])]

    def find_rule(self, request: Request) -> Row:
        """The rule of the path in the project of the path."""
        return self.find("rules", request.args["ruleId"], projectId=request.project["id"])

    def get_rule(self, request: Request) -> object:
        """One rule."""
        return self.show_rule(self.find_rule(request))

    def update_rule(self, request: Request) -> object:
        """Change the members that are sent."""
        row = self.find_rule(request)
        return self.show_rule(self.change("rules", row, self.take(request, "rule_patch")))

    def delete_rule(self, request: Request) -> object:
        """A rule goes with its traces."""
        self.drop("rules", self.find_rule(request))
        return OK

    def toggle_rule(self, request: Request) -> object:
        """Turn a rule on or off, or to what the body says."""
        row = self.find_rule(request)
        wanted = self.take(request, "toggle").get("enabled", not row["enabled"])
        return self.show_rule(self.change("rules", row, {"enabled": wanted}))

    def list_traces(self, request: Request) -> object:
        """What a rule did, the oldest first."""
        rule = self.find_rule(request)
        names = ("id", "ruleId", "actor", "target", "timestamp", "result", "error")
        return [{name: row[name] for name in names} for row in self.all_of("traces", ruleId=rule["id"])]

    def happen(self, request: Request, *triggers: str) -> None:
        """Run the rules of the project that wait for one of these triggers, on the request's card."""
        for trigger in triggers:
            for rule in self.rules_for(request, trigger):
                if self.meets(request.card, rule["conditions"]):
                    self.run_rule(request, rule)

    def before(self, request: Request) -> None:
        """Run the rules that wait for a due date, once for each date a card has had."""
        for rule in self.all_of("rules", trigger="due_date_reached", enabled=True):
            project = self.tables["projects"][rule["projectId"]]
            workspace = self.tables["workspaces"][project["workspaceId"]]
            for card in self.all_of("cards", projectId=project["id"]):
                mark = (rule["id"], card["id"], card["dueDate"])
                if not card["dueDate"] or card["dueDate"] > self.stamp() or mark in self.met:
                    continue
                self.met.add(mark)
                clock = Request("", "", {}, {}, b"", user=CLOCK, workspace=workspace, project=project, card=card)
                if self.meets(card, rule["conditions"]):
                    self.run_rule(clock, rule)

    def rules_for(self, request: Request, trigger: str) -> list[Row]:
        """The rules that react to a trigger."""
        return self.all_of("rules", projectId=request.project["id"], trigger=trigger, enabled=True)

    def meets(self, card: Row, conditions: object) -> bool:
        """Whether a card is as a rule demands."""
        if isinstance(conditions, dict):
            pairs = list(conditions.items())
        elif isinstance(conditions, list):
            pairs = [(one.get("field"), one.get("value")) for one in conditions if isinstance(one, dict)]
        else:
            pairs = []
        return all(self.has(card, name, value) for name, value in pairs)

    def has(self, card: Row, name: object, value: object) -> bool:
        """Whether a member of a card has a value."""
        if name in ("label", "labelId"):
            return value in card["labels"]
        return card.get(str(name)) == value

    def run_rule(self, request: Request, rule: Row) -> None:
        """Do what a rule says and leave a trace."""
        action = rule["action"]
        kind = str(action.get("type", ""))
        inner = action.get("payload")
        payload = action | (inner if isinstance(inner, dict) else {}) | {"cardId": request.card["id"]}
        done = kind == "send_notification" or self.carry_out(request, WORDS.get(kind, kind), payload)
        self.trace(request, rule, done)

    def trace(self, request: Request, rule: Row, done: bool) -> None:
        """Note one run of a rule."""
        row = {"id": self.mint("traces"), "ruleId": rule["id"], "actor": request.user["id"]}
        row |= {"target": request.card["id"], "timestamp": self.stamp(), "result": "success" if done else "failure"}
        self.keep("traces", row | {"error": None if done else "The action could not be done"})
