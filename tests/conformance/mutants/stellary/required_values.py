"""Values no page allows, taken all the same."""

from __future__ import annotations

import re

from .bending import Bent, Blind, bend, pairs
from .honest import Field, Row, Stellary
from .registry import mutant


@mutant("required", "094", aim="Any priority of a card is taken.")
class PriorityAny(Blind):
    blind = pairs("card.priority", "card_patch.priority")


@mutant("required", "094", aim="A fourth priority, urgent, is taken.")
class PriorityUrgent(Bent):
    options = ("low", "medium", "high", "urgent")
    bends = bend("card.priority", "card_patch.priority", options=options)


@mutant("required", "095", aim="Dates of a card may be anything.")
class DatesAny(Blind):
    blind = pairs("card.startDate", "card.dueDate", "card_patch.startDate", "card_patch.dueDate")


@mutant("required", "096", aim="The assignee of a card may be anything.")
class AssigneeAny(Blind):
    blind = pairs("card.assigneeId", "card_patch.assigneeId")


@mutant("required", "092", aim="The title of a card may be of any type.")
class TitleAny(Blind):
    blind = pairs("card.title", "card_patch.title")


@mutant("required", "014", aim="A number is taken for a text and kept as one.")
class NumbersBecomeTexts(Stellary):
    def check_text(self, key: str, field: Field, value: object) -> str:
        return super().check_text(key, field, str(value) if isinstance(value, int | float) else value)


@mutant("required", "026", aim="Any text is an e-mail address.")
class EmailAny(Stellary):
    def check_email(self, key: str, field: Field, value: object) -> str:
        return self.check_text(key, field, value)


@mutant("required", "043", aim="A slug may have capitals.")
class SlugCapitals(Stellary):
    def check_slug(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, re.compile(r"[A-Za-z0-9-]+"))


@mutant("required", "043", aim="A slug may have underscores and spaces.")
class SlugLoose(Stellary):
    def check_slug(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, re.compile(r"[a-z0-9_ -]+"))


@mutant("required", "roles", "053", aim="Any role of a member of an organization is taken.")
class OrgRoleAny(Blind):
    blind = pairs("org_member.role", "org_role.role")


@mutant("required", "roles", "owner", "cases", "053", aim="A member can be added as a second owner.")
class SecondOwner(Bent):
    options = ("owner", "admin", "member")
    bends = bend("org_member.role", "org_role.role", options=options)


@mutant("required", "071", aim="Any role in the cockpit is taken.")
class PilotageRoleAny(Blind):
    blind = pairs("workspace_role.pilotageRole")


@mutant("required", "064", aim="Any role of an invitation is taken.")
class InviteRoleAny(Blind):
    blind = pairs("invite.role")


@mutant("required", "137", aim="Any profile, intent and level of detail is taken.")
class ProfileAny(Blind):
    blind = pairs("state.profile", "state.intent", "state.detailLevel")


@mutant("required", "143", aim="Any status of a mission of the cockpit is taken.")
class MissionStatusAny(Blind):
    blind = pairs("mission_patch.status")


@mutant("required", "148", aim="Any status of a todo is taken.")
class TodoStatusAny(Blind):
    blind = pairs("todo_patch.status")


@mutant("required", "150", aim="Any source of an active document is taken.")
class SourceTypeAny(Blind):
    blind = pairs("doc.sourceType")


@mutant("required", "158", aim="A review's approved may be a text.")
class ApprovedAny(Blind):
    blind = pairs("action_review.approved")


@mutant("required", "155", aim="The payload of an action may be a list or a text.")
class PayloadAny(Blind):
    blind = pairs("action.payload")


@mutant("required", "filter", "156", aim="Any status filters proposed actions.")
class ActionStatusAny(Blind):
    blind = pairs("action_query.status")


@mutant("required", "182", aim="Any view can be made active.")
class ViewAny(Blind):
    blind = pairs("view.activeView")


@mutant("required", "188", aim="Any type of a custom field is taken.")
class FieldTypeAny(Blind):
    blind = pairs("field.type", "field_patch.type")

    def check_field_value(self, field: Row, value: object) -> object:
        return value


@mutant("required", "cases", "193", aim="A value of the wrong type is taken for a custom field.")
class FieldValueAny(Stellary):
    def check_field_value(self, field: Row, value: object) -> object:
        return value


@mutant("required", "cases", "193", aim="A choice that is no option is taken for a custom field.")
class FieldOptionAny(Stellary):
    def check_field_value(self, field: Row, value: object) -> object:
        return value if field["type"] in ("select", "multi-select") else super().check_field_value(field, value)


@mutant("required", "194", aim="Any type of a relation is taken.")
class RelationTypeAny(Blind):
    blind = pairs("relation.type")


@mutant("required", "199", aim="Any type of a document is taken.")
class DocTypeAny(Blind):
    blind = pairs("document.docType", "document_patch.docType")


@mutant("required", "199", aim="Seven of the eight types of document are taken.")
class SevenDocTypes(Bent):
    options = ("document", "spec", "brief", "adr", "note", "reference", "template")
    bends = bend("document.docType", "document_patch.docType", options=options)


@mutant("required", "211", aim="Any mode of an agent is taken.")
class AutonomyAny(Blind):
    blind = pairs("agent.autonomyMode", "agent_patch.autonomyMode")


@mutant("required", "229", aim="Any trigger of a rule is taken.")
class TriggerAny(Blind):
    blind = pairs("rule.trigger", "rule_patch.trigger")


@mutant("required", "207", aim="A document can be reviewed into any status.")
class VerdictAny(Blind):
    blind = pairs("document_review.status")


@mutant("required", "041", "014", aim="An organization needs no name.")
class OrgNameless(Stellary):
    def check_form(self, name: str, body: Row) -> Row:
        return super().check_form(name, {"name": "Unnamed"} | body if name == "org" else body)


@mutant("required", "072", "014", aim="A project needs no name.")
class ProjectNameless(Stellary):
    def check_form(self, name: str, body: Row) -> Row:
        return super().check_form(name, {"name": "Unnamed"} | body if name == "project" else body)


@mutant("required", "142", "014", aim="A mission of the cockpit needs no objective.")
class MissionAimless(Bent):
    bends = bend("mission.objective", required=False)


@mutant("required", "154", "014", aim="A proposed action needs no explanation.")
class ActionUnexplained(Bent):
    bends = bend("action.explanation", required=False)


@mutant("required", "147", "014", aim="A todo needs no label.")
class TodoUnlabelled(Bent):
    bends = bend("todo.label", required=False)


@mutant("required", "149", "014", aim="A decision needs no title.")
class DecisionUntitled(Bent):
    bends = bend("decision.title", required=False)
