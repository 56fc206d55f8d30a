"""The way of a newcomer through Stellary, from an account to a token, each step read back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from tests.witness.caller import Caller, agree, same
from tests.witness.generated import Failed, Generated

EMAIL, PASSWORD = "witness@client.test", "witness-keeps-a-secret"
FILE = b"\x00\xff\r\n--\r\nbytes, no text\n" + bytes(range(256))
ENDS = datetime(2090, 1, 1, tzinfo=UTC)


def walk(package: Generated, url: str) -> Iterator[str]:
    """Go the whole way on a server; one line for each step that is as it must be.

    Raises:
        Failed: something is not.
    """
    with package.open(url) as client:
        visitor = Caller(package, url, client)
        yield register(visitor)
        token = log_in(visitor)
    with package.open(url, token) as client:
        member = Caller(package, url, client)
        yield read_profile(member)
        for step in STEPS:
            yield step(member)


def register(visitor: Caller) -> str:
    """Make an account."""
    body = visitor.package.make("Registration", email=EMAIL, password=PASSWORD, name="Witness")
    agree("registration", visitor.create("auth.register_user", body).user, email=EMAIL, name="Witness")
    return f"account: {EMAIL} is registered"


def log_in(visitor: Caller) -> str:
    """Log in; gives the token."""
    found = visitor.create("auth.login", visitor.package.make("Login", email=EMAIL, password=PASSWORD))
    agree("login", found.user, email=EMAIL, name="Witness")
    return str(found.access_token)


def read_profile(member: Caller) -> str:
    """Read who logged in."""
    agree("profile", member.ask("auth.read_me").parsed.user, email=EMAIL, name="Witness")
    return "login: the token works, the profile is the account's"


def found_organization(member: Caller) -> str:
    """Create an organization."""
    body = member.package.make("NewOrganization", name="Witness & Co.", slug="witness-co")
    made = member.create("organizations.create_organization", body)
    member.at["org_slug"] = made.slug
    read = member.ask("organizations.get_organization").parsed
    listed = member.find("organizations.list_organizations", made)
    for row in (read, listed):
        agree("organization", row, name="Witness & Co.", slug="witness-co", my_role="owner")
    same("organization", made, read, listed)
    return f"organization: {made.slug} reads and lists as it was created"


def open_workspace(member: Caller) -> str:
    """Create a workspace in the organization."""
    body = member.package.make("NewWorkspace", name="Engineering", slug="witness-lab")
    made = member.create("workspaces.create_workspace", body)
    member.at["ws_slug"] = made.slug
    read = member.ask("workspaces.get_workspace").parsed
    agree("workspace", read, name="Engineering", slug="witness-lab", is_personal=False)
    same("workspace", made, read, member.find("workspaces.list_workspaces", made))
    return f"workspace: {made.slug} reads and lists as it was created"


def start_project(member: Caller) -> str:
    """Create a project in the workspace."""
    made = member.create("projects.create_project", member.package.make("NewProject", name="Größe 🚀"))
    member.at["project_id"] = made.id
    read = member.ask("projects.get_project").parsed
    agree("project", read, name="Größe 🚀")
    same("project", made, read, member.find("projects.list_projects", made))
    return f"project: {made.id} reads and lists as it was created"


def add_column(member: Caller) -> str:
    """Create a column on the board, behind those it may have."""
    before = member.ask("columns.list_columns").parsed
    made = member.create("columns.create_column", member.package.make("NewColumn", name="To check"))
    member.at["column_id"] = made.id
    read = member.find("columns.list_columns", made)
    agree("column", read, name="To check", order=len(before), project_id=member.at["project_id"])
    same("column", made, read)
    return f"column: {made.id} lists as it was created, at place {read.order}"


def write_card(member: Caller) -> str:
    """Create a card with most of what a card can have."""
    load = member.package
    item = load.make("NewCardChecklistItem", title="Look twice", done=True)
    priority = load.load("models").NewCardPriority.HIGH
    words = {"title": "Read me back", "description": "a\nb", "due_date": "2026-04-01"}
    made = member.create("cards.create_card", load.make("NewCard", priority=priority, checklist=[item], **words))
    member.at["card_id"] = made.id
    read = member.find("cards.list_cards", made)
    agree("card", read, title="Read me back", description="a\nb", column_id=member.at["column_id"], priority="high")
    agree("card", read, due_date=datetime(2026, 4, 1, tzinfo=UTC), archived=False, comment_count=0, attachment_count=0)
    if [(entry.title, entry.done) for entry in read.checklist] != [("Look twice", True)]:
        raise Failed(f"card: its checklist reads {read.checklist!r}")
    same("card", made, read)
    return f"card: {made.id} lists as it was created"


def say_something(member: Caller) -> str:
    """Comment on the card."""
    text = "Done? Not quite — see „file“."
    made = member.create("comments.create_comment", member.package.make("NewComment", content=text))
    read = member.find("comments.list_comments", made)
    agree("comment", read, content=text, card_id=member.at["card_id"], author_name="Witness")
    same("comment", made, read)
    return f"comment: {made.id} lists as it was created"


def attach_file(member: Caller) -> str:
    """Upload a file to the card and fetch it again; then the card counts what it has."""
    form = member.package.load("types").File(BytesIO(FILE), "Größe.bin", "image/x-witness")
    made = member.create("attachments.upload_attachment", member.package.make("NewAttachment", file=form))
    read = member.find("attachments.list_attachments", made)
    agree("attachment", read, original_name="Größe.bin", mime_type="image/x-witness", size=len(FILE))
    same("attachment", made, read)
    fetched = member.ask("attachments.download_attachment", attachment_id=made.id)
    if fetched.content != FILE:
        raise Failed(f"attachment: {len(FILE)} bytes were sent, {len(fetched.content)} others came back")
    if fetched.headers["content-type"] != "image/x-witness":
        raise Failed(f"attachment: it comes back as {fetched.headers['content-type']}")
    card = next(row for row in member.ask("cards.list_cards").parsed if row.id == member.at["card_id"])
    agree("card with a comment and a file", card, comment_count=1, attachment_count=1)
    return f"attachment: {made.id} lists as it was uploaded, its {len(FILE)} bytes come back"


def draw_token(member: Caller) -> str:
    """Create a personal access token, and read the project by it."""
    scope = member.package.load("models").TokenScope.PROJECTSREAD
    body = member.package.make("NewApiToken", name="Witness CI", scopes=[scope], expires_at=ENDS)
    made = member.create("api_tokens.create_token", body)
    read = member.find("api_tokens.list_tokens", made)
    agree("token", read, name="Witness CI", scopes=[scope], expires_at=ENDS, last_used_at=None)
    same("token", made, read)
    if "token" in read or not made.token.startswith(made.prefix):
        raise Failed("token: the list shows its value, or its prefix is none")
    with member.package.open(member.url, made.token) as client:
        project = Caller(member.package, member.url, client, member.at).ask("projects.get_project").parsed
    agree("project read by the token", project, id=member.at["project_id"])
    return f"token: {made.prefix}… lists as it was created and reads the project"


STEPS: tuple[Callable[[Caller], str], ...] = (
    *(found_organization, open_workspace, start_project, add_column),
    *(write_card, say_something, attach_file, draw_token),
)
