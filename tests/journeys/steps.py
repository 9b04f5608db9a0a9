"""What people do with a plan, page by page, as a visitor with no script would."""

from collections.abc import Mapping, Sequence
from datetime import date

from tests.journeys.agency import PASSWORD, Agency
from tests.web.browser import Browser, Opened
from tests.web.house_rules import controls

WORDS = "I want my own front door with MY key."
MORE_WORDS = "no  stairs…  not EVER\u00a0again — ok? 🙂"
NOTES = (
    "here: Dee, Barb, L. Torres\n"
    f"L. Torres asked what a good life looks like. Dee: “{WORDS}”\n"
    "Barb: “She can't be alone at night.”\n"
    "Dee is good at: knows every bus driver by name.\n"
    f"Dee said “{MORE_WORDS}”\n"
    "Dee needs help with reading letters.\n"
    "Dee wants a paid job with animals.\n"
    "Risk: the stove was left on twice.\n"
)

ISP_LINES: Sequence[tuple[str, Mapping[str, str]]] = (
    ("strength", {"text": "Knows every bus driver"}),
    ("need", {"text": "Somebody who reads letters aloud"}),
    ("outcome", {"text": "A front door of her own", "how_we_will_know": "The key is in her pocket."}),
    ("service", {"name": "Supports at home", "provider": "Lakeside", "frequency": "28 hours a week"}),
    ("backup_step", {"text": "A neighbor comes", "reached_at": "555-0142"}),
    ("risk", {"text": "The stove is left on", "mitigation": "It turns itself off."}),
)


def begin(writer: Browser, agency: Agency, who: str, rules: str) -> str:
    """Begin a plan under these rules; gives its address."""
    writer.visit(f"/people/{agency.people[who]}")
    page = writer.submit(f"/people/{agency.people[who]}/plans", {"rules": rules})
    return plan_in(page)


def plan_in(page: Opened) -> str:
    """The address of the plan this page is about."""
    found = [href for href in [page.path, *page.links.values()] if href.startswith("/plans/")]
    assert found, f"{page.path} leads to no plan: {sorted(page.links)}"
    return "/".join(found[0].split("?")[0].split("#")[0].split("/")[:3])


def record_meeting(writer: Browser, plan: str, *, notes: str, names: Sequence[str], held_on: date) -> Opened:
    """Write down a meeting with its notes."""
    writer.visit(f"{plan}/meetings/new")
    people = {f"name-{number}": name for number, name in enumerate(names, 1)}
    return writer.submit(
        f"{plan}/meetings/new",
        {"held_on": held_on.isoformat(), "place": "her kitchen", "notes": notes, "chosen_by_person": "yes", **people},
    )


def write_lines(writer: Browser, plan: str, lines: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """Add a line of each kind in the editor and fill it in."""
    for kind, fields in lines:
        page = writer.visit(f"{plan}/edit")
        form = [form for form in _forms(page, f"{plan}/items") if form["kind"] == [kind]][-1]
        before = _line_forms(page)
        page = writer.submit(f"{plan}/items", {"parent": form["parent"], "kind": kind})
        new = next(action for action in _line_forms(page) if action not in before)
        writer.submit(new, filled(new, fields))


def filled(action: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Fields of a line as its form names them: every line of the page has names of its own."""
    return {f"{name}-{action.rsplit('/', 1)[-1]}": value for name, value in fields.items()}


def save_revision(writer: Browser, plan: str, effective_on: date) -> Opened:
    """Say from which day the plan is meant to apply."""
    writer.visit(f"{plan}/edit")
    return writer.submit(f"{plan}/revisions", {"effective_on": effective_on.isoformat()})


def move(writer: Browser, plan: str, verb: str, **values: str) -> Opened:
    """Make one move from its page."""
    page = writer.visit(f"{plan}/moves/{verb}")
    assert "in the way" not in page.text, page.text
    page = writer.submit(f"{plan}/moves/{verb}", values)
    assert page.path == plan, page.text
    return page


def decide_all(writer: Browser, plan: str, *, decision: str, reason: str, but: Mapping[str, str] | None = None) -> None:
    """A decision for every line of the review; `but` gives another decision for lines that show a text."""
    page = writer.visit(f"{plan}/review")
    lineages = [form["lineage"][0] for form in _forms(page, f"{plan}/review/decisions")]
    for lineage in lineages:
        shown = next(each for each in page.tree.iter("div") if each.get("id") == f"line-{lineage}")
        text = " ".join("".join(shown.itertext()).split())
        other = next((made for part, made in (but or {}).items() if part in text), decision)
        writer.visit(f"{plan}/review")
        writer.submit(f"{plan}/review/decisions", {"lineage": lineage, "decision": other, "reason": reason})


def sign_staff(signer: Browser, plan: str) -> Opened:
    """Sign one's own slot from the page of signatures."""
    signer.visit(f"{plan}/signatures")
    page = signer.submit(f"{plan}/signatures")
    return confirmed(signer, page, f"{plan}/signatures")


def sign_own(person: Browser, plan: str, name: str) -> Opened:
    """Sign in one's own room by typing one's name."""
    address = f"{room_of(plan)}/signature/by/name"
    page = person.visit(address)
    if page.path == "/my-plan/on-a-screen":
        page = person.submit(page.path, {"sign": "screen"})
    page = confirmed(person, page, "")
    return confirmed(person, person.submit(address, {"written_name": name}), page.path)


def confirmed(signer: Browser, page: Opened, action: str) -> Opened:
    """The page that comes after showing once more that it is them, where that is asked."""
    if page.title != "Confirm that it is you":
        return page
    found = action or next(form.get("action") or "" for form in page.tree.iter("form") if form.get("id") == "confirm")
    return signer.submit(found, {"step_up_password": PASSWORD})


def _forms(page: Opened, action: str) -> list[dict[str, list[str]]]:
    return [controls(form) for form in page.tree.iter("form") if form.get("action") == action]


def _line_forms(page: Opened) -> list[str]:
    forms = [form for form in page.tree.iter("form") if "line-fields" in (form.get("class") or "")]
    return [form.get("action") or "" for form in forms]


def finish_lines(writer: Browser, plan: str) -> None:
    """Fill in what the draft from the notes still lacks: how we will know, and what we do about a risk."""
    page = writer.visit(f"{plan}/edit")
    for action in _line_forms(page):
        form = page.form(action)
        kind, text = form["kind"][0], form.get(f"text-{action.rsplit('/', 1)[-1]}", [""])[0]
        lacking = {"outcome": {"how_we_will_know": "She says so."}, "risk": {"mitigation": "It turns itself off."}}
        fields = dict(lacking.get(kind, {}))
        if kind == "outcome" and not text:
            fields["text"] = "A home without stairs"
        if fields:
            writer.visit(f"{plan}/edit")
            writer.submit(action, filled(action, fields))


def room_of(plan: str) -> str:
    """The address of the person's own room for a plan."""
    return f"/my-plan/{plan.rsplit('/', 1)[-1]}"


def answer_part(person: Browser, plan: str, number: int, answer: str, words: str = "") -> Opened:
    """One answer to one part, in the person's own room."""
    part = f"{room_of(plan)}/parts/{number}"
    person.visit(part)
    page = person.submit(part, {"answer": answer})
    return person.submit(f"{part}/words", {"words": words}) if words else page


def answer_all(person: Browser, plan: str, answer: str = "yes") -> Opened:
    """The same answer to every part, as the pages lead from one to the next; then they are sent."""
    page = person.visit(f"{room_of(plan)}/parts/1")
    while page.path.startswith(f"{room_of(plan)}/parts/"):
        page = person.submit(page.path, {"answer": answer})
    return send(person, plan)


def send(person: Browser, plan: str) -> Opened:
    """Send what was answered, from the page that shows it once more."""
    person.visit(f"{room_of(plan)}/check")
    return person.submit(f"{room_of(plan)}/send")


def read_reply(person: Browser, plan: str, number: int) -> Opened:
    """Read what was done about one's answer."""
    page = person.visit(f"{room_of(plan)}/parts/{number}")
    actions = [form.get("action") or "" for form in page.tree.iter("form")]
    return person.submit(next(action for action in actions if "/replies/" in action))


def paper_of(visitor: Browser, plan: str, number: int) -> bytes:
    """The Word file of one version, as its link gives it."""
    page = visitor.visit(f"{plan}/versions")
    version = page.links[f"Version {number}"]
    answer = visitor.client.get(f"{version}/document")
    assert answer.status_code == 200
    assert ".docx" in answer.headers["content-disposition"]
    content: bytes = answer.content
    return content
