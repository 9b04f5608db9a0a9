"""The editor: every line its own form, both texts of a conflict shown, and nothing of the draft open to strangers."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.items import Item, SetAside, items_of
from engine.plans import Plan
from engine.quotes import Attribution, Method
from engine.versions import PassageMark, Version, Waiver
from tests.web.browser import ORIGIN, Browser
from tests.web.pages.writing import ON, Desk, begun, command_for, desk, stranger, visiting
from workflows import recording
from workflows.planning import Line

MakeAccount = Callable[..., Account]


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return begun(
        database,
        desk(database, account),
        Line("needs", "need", {"text": "Money"}),
        Line("needs", "need", {"text": "Time"}),
        Line("outcomes", "outcome", {"text": "A paid job"}),
    )


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/plans/{there.plan}/edit")
    return found


def line(database: Database, there: Desk, text: str) -> Item:
    """The line that begins with this text."""
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        items = items_of(session, plan.working_version_id)
        session.expunge_all()
    return next(item for item in items if str(item.details.get("text", "")).startswith(text))


def said(database: Database, there: Desk, text: str, *, agreed: bool = True) -> UUID:
    """Words of Dee’s own, captured."""
    with writing(database) as session:
        return recording.capture_quote(
            session,
            session.get_one(Plan, there.plan),
            command_for(there.coordinator),
            text=text,
            attribution=Attribution.PARTICIPANT,
            speaker="Dee",
            method=Method.SPOKEN,
            said_on=ON,
            may_include=agreed,
        ).id


def part(browser: Browser, action: str, values: dict[str, str]) -> tuple[int, str]:
    """What htmx is given when the form of this address is saved from the open page."""
    assert browser.page is not None
    sent = browser.page.form(action) | {name: [value] for name, value in values.items()}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", "hx-request": "true"}
    answer = browser.client.post(action, data=sent, headers=headers)
    return answer.status_code, answer.text


def test_a_line_is_saved_with_its_button(browser: Browser, database: Database, there: Desk) -> None:
    money = line(database, there, "Money")
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Money of her own\nand a bank"})
    assert page.title == "Write the draft"
    assert line(database, there, "Money").details["text"] == "Money of her own\nand a bank"


def test_saving_as_one_types_answers_with_the_line_s_new_state_alone(
    browser: Browser, database: Database, there: Desk
) -> None:
    money = line(database, there, "Money")
    status, text = part(browser, f"/items/{money.id}", {f"text-{money.id}": "Money of her own"})
    assert status == 200
    assert text.strip().startswith(f'<div class="line-state" id="state-{money.id}">')
    assert 'name="based_on" value="2"' in text
    assert f'name="was-text-{money.id}" value="Money of her own"' in text
    assert "<textarea" not in text


def test_two_people_in_one_field_see_both_texts_and_lose_neither(
    app: Litestar, database: Database, there: Desk
) -> None:
    money = line(database, there, "Money")
    first, second, third = (visiting(app, there.coordinator) for _ in range(3))
    for one in (first, second, third):
        one.visit(f"/plans/{there.plan}/edit")
    first.submit(f"/items/{money.id}", {f"text-{money.id}": "Money of her own"})
    page = second.submit(f"/items/{money.id}", {f"text-{money.id}": "A bank account"}, status=422)
    assert "Money of her own" in page.text
    assert "A bank account" in page.text
    status, text = part(third, f"/items/{money.id}", {f"text-{money.id}": "A piggy bank"})
    assert status == 409
    assert "Money of her own" in text
    assert "A piggy bank" in text
    page = third.visit(f"/plans/{there.plan}/edit")
    with reading(database) as session:
        row = session.exec(select(SetAside).where(SetAside.text == "A piggy bank")).one().id
    page = third.submit(f"/plans/{there.plan}/set-aside/{row}")
    assert line(database, there, "A piggy bank").id == money.id
    assert "Money of her own" in page.text


def test_a_day_that_does_not_exist_is_said_at_its_field_and_the_rest_stays_typed(
    browser: Browser, database: Database, there: Desk
) -> None:
    job = line(database, there, "A paid job")
    values = {f"by_when-{job.id}": "2026-02-30", f"how_we_will_know-{job.id}": "A pay slip"}
    page = browser.submit(f"/items/{job.id}", values, status=422)
    assert "There is no day “2026-02-30”." in page.text
    assert page.form(f"/items/{job.id}")[f"how_we_will_know-{job.id}"][0].strip() == "A pay slip"
    status, text = part(browser, f"/items/{job.id}", values)
    assert status == 422
    assert "There is no day" in text
    assert line(database, there, "A paid job").details["how_we_will_know"] == ""
    browser.submit(f"/items/{job.id}", {f"by_when-{job.id}": "5/31/2026"})
    assert line(database, there, "A paid job").details["by_when"] == "2026-05-31"


def test_a_text_too_long_is_told_at_its_field(browser: Browser, database: Database, there: Desk) -> None:
    money = line(database, there, "Money")
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": "x" * 20_001}, status=422)
    assert "longer than this field can hold" in page.text
    assert "x" * 20_001 in page.html


def test_lines_are_added_moved_taken_out_and_taken_up_again(browser: Browser, database: Database, there: Desk) -> None:
    browser.submit(f"/plans/{there.plan}/items", {"kind": "vision"})
    time = line(database, there, "Time")
    browser.submit(f"/items/{time.id}/move")
    assert line(database, there, "Time").position == 0
    page = browser.submit(f"/items/{time.id}/remove")
    assert "Need, taken out" in page.text
    with reading(database) as session:
        row = session.exec(select(SetAside)).one().id
    browser.submit(f"/plans/{there.plan}/set-aside/{row}")
    assert line(database, there, "Time").lineage_id == time.lineage_id


def test_what_is_typed_into_a_line_another_took_out_is_kept(
    app: Litestar, browser: Browser, database: Database, there: Desk
) -> None:
    time = line(database, there, "Time")
    other = visiting(app, there.coordinator)
    other.visit(f"/plans/{there.plan}/edit")
    other.submit(f"/items/{time.id}/remove")
    status, text = part(browser, f"/items/{time.id}", {f"text-{time.id}": "Time to rest"})
    assert status == 409
    assert "kept among the texts set aside" in text
    page = browser.submit(f"/items/{time.id}", {f"text-{time.id}": "Time to rest at noon"})
    assert "Time to rest at noon" in page.text


def test_removing_sent_twice_is_done_once(browser: Browser, database: Database, there: Desk) -> None:
    time = line(database, there, "Time")
    assert browser.page is not None
    page = browser.page
    browser.submit(f"/items/{time.id}/remove")
    browser.page = page
    browser.submit(f"/items/{time.id}/remove")
    with reading(database) as session:
        assert len(session.exec(select(SetAside)).all()) == 1


def test_words_are_used_with_a_line_left_out_and_used_with_a_new_one(
    browser: Browser, database: Database, there: Desk
) -> None:
    quote = said(database, there, "I want to see my money.")
    money = line(database, there, "Money")
    page = browser.visit(f"/plans/{there.plan}/edit")
    assert page.quotes == ["I want to see my money."]
    browser.submit(f"/items/{money.id}/quotes", {"do": "use", "quote": str(quote)})
    page = browser.submit(f"/items/{money.id}/quotes", {"do": "leave", "quote": str(quote)})
    where = next(
        option.get("value") or ""
        for option in page.tree.iter("option")
        if (option.get("value") or "").endswith("/preference")
    )
    page = browser.submit(f"/plans/{there.plan}/words", {"where": where})
    assert page.quotes == ["I want to see my money."]
    assert "Every captured word that may stand in the plan is used" in page.text


def test_words_without_an_agreement_are_not_offered_and_refused(
    browser: Browser, database: Database, there: Desk
) -> None:
    quote = said(database, there, "Only between us.", agreed=False)
    money = line(database, there, "Money")
    said(database, there, "I want to see my money.")
    page = browser.visit(f"/plans/{there.plan}/edit")
    assert "Only between us." not in page.text
    page = browser.submit(f"/items/{money.id}/quotes", {"do": "use", "quote": str(quote)}, status=422)
    assert "did not agree" in page.text


def test_words_inside_a_text_are_written_out_and_linked_again(
    browser: Browser, database: Database, there: Desk
) -> None:
    quote = said(database, there, "I want MY key.")
    money = line(database, there, "Money")
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Money. “I want MY key.” Twice."})
    assert line(database, there, "Money").details["text"] == f"Money. [[quote:{quote}]] Twice."
    sent = page.form(f"/items/{money.id}")
    assert sent[f"text-{money.id}"] == ["\nMoney. “I want MY key.” Twice."] or "“I want MY key.”" in page.html
    browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Money. “I want MY key.” Three times."})
    assert line(database, there, "Money").details["text"] == f"Money. [[quote:{quote}]] Three times."


def test_a_wish_in_staff_words_is_asked_about_until_words_stand_beside_it_and_holds_nothing_back(
    browser: Browser, database: Database, there: Desk
) -> None:
    quote = said(database, there, "I want MY key.")
    money = line(database, there, "Money")
    asked = "this tells what the person wishes or thinks, in the plan’s own voice."
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Dee’s dream is to hold the key."})
    assert asked in page.text
    assert "Words that are not shown to be anyone’s yet" not in page.text
    page = browser.submit(f"/items/{money.id}/quotes", {"do": "use", "quote": str(quote)})
    assert asked not in browser.visit(f"/plans/{there.plan}/edit").text
    browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Dee’s dream is to hold a key."})


def test_a_passage_nobody_answers_for_is_answered_in_each_of_three_ways(
    browser: Browser, database: Database, there: Desk
) -> None:
    quote = said(database, there, "I want MY key.")
    money = line(database, there, "Money")
    text = "Money “club”. “I want my key” “She can’t”"
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": text})
    assert "Words that are not shown to be anyone’s yet (3)" in page.text
    action = f"/plans/{there.plan}/passages"
    browser.submit(action, {"passage": "club", "answer": "label"})
    page = browser.submit(action, {"passage": "She can’t", "answer": "other", "said_by": " "}, status=422)
    assert "Write the name of who said it." in page.text
    browser.submit(action, {"passage": "She can’t", "answer": "other", "said_by": "Barb"})
    page = browser.submit(action, {"passage": "I want my key", "answer": "link", "quote": ""}, status=422)
    assert "Choose the words that were said." in page.text
    answer = {"passage": "I want my key", "answer": "link", "quote": str(quote), "item": str(money.id)}
    page = browser.submit(action, answer)
    assert "not shown to be anyone’s" not in page.text
    assert line(database, there, "Money").details["text"] == f"Money “club”. [[quote:{quote}]] “She can’t”"
    with reading(database) as session:
        marks = session.exec(select(PassageMark).order_by(PassageMark.id)).all()  # type: ignore[arg-type]
        assert [(mark.kind, mark.said_by) for mark in marks] == [("label", ""), ("other", "Barb")]


def test_a_check_is_set_aside_with_a_reason_and_named(browser: Browser, database: Database, there: Desk) -> None:
    action = f"/plans/{there.plan}/checks"
    page = browser.submit(action, {"check": "no-own-words", "reason": " "}, status=422)
    assert "A reason is needed" in page.text
    page = browser.submit(action, {"check": "no-own-words", "reason": "She drew a house instead."})
    assert "She drew a house instead. (L Torres)" in page.text
    browser.submit(action, {"check": "unproven", "reason": "x"}, status=422)
    with reading(database) as session:
        assert len(session.exec(select(Waiver)).all()) == 1


def test_a_revision_is_saved_with_the_day_the_plan_applies(browser: Browser, database: Database, there: Desk) -> None:
    action = f"/plans/{there.plan}/revisions"
    page = browser.submit(action, {"effective_on": "2026-02-30"}, status=422)
    assert "There is no day" in page.text
    page = browser.submit(action, {"effective_on": "2026-04-01"})
    assert "Saved once so far." in page.text
    with reading(database) as session:
        assert str(session.exec(select(Version)).one().effective_on) == "2026-04-01"


def test_text_full_of_markup_is_text(browser: Browser, database: Database, there: Desk) -> None:
    money = line(database, there, "Money")
    hostile = "Money </textarea><script>alert(1)</script> {{ 7*7 }} [[quote:x]] =1+1"
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": hostile})
    assert hostile in page.form(f"/items/{money.id}")[f"text-{money.id}"][0]
    assert line(database, there, "Money").details["text"] == hostile


def test_a_stranger_finds_nothing_at_any_of_these_addresses(
    app: Litestar, database: Database, account: MakeAccount, there: Desk
) -> None:
    money = line(database, there, "Money")
    browser = visiting(app, stranger(database, account))
    token = browser.visit("/").form("/sign-out")["csrf_token"][0]
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    for path in ("/people/{}", "/meetings/{}", "/plans/{}/draft", "/plans/{}/edit", "/plans/{}/meetings/new"):
        known = {"/people/{}": there.person, "/meetings/{}": there.meeting}.get(path, there.plan)
        unknown = uuid4()
        there_is, is_not = (browser.client.get(path.format(identity)) for identity in (known, unknown))
        assert (there_is.status_code, is_not.status_code) == (404, 404), path
        # The lock remembers the address that was asked for, and says nothing else about it.
        assert there_is.text.replace(str(known), "ID") == is_not.text.replace(str(unknown), "ID"), path
    for path in (
        f"/people/{there.person}/plans",
        f"/plans/{there.plan}/meetings/new",
        f"/meetings/{there.meeting}",
        f"/meetings/{there.meeting}/quotes",
        f"/meetings/{there.meeting}/observations",
        f"/plans/{there.plan}/draft",
        f"/plans/{there.plan}/items",
        f"/plans/{there.plan}/words",
        f"/plans/{there.plan}/passages",
        f"/plans/{there.plan}/checks",
        f"/plans/{there.plan}/revisions",
        f"/plans/{there.plan}/set-aside/{uuid4()}",
        f"/items/{money.id}",
        f"/items/{money.id}/remove",
        f"/items/{money.id}/move",
        f"/items/{money.id}/quotes",
    ):
        sent = {"csrf_token": token, "command": str(uuid4()), "plan": str(there.plan)}
        answer = browser.client.post(path, data=sent, headers=headers)
        assert answer.status_code == 404, path
        assert "Dee" not in answer.text, path


def test_another_plans_lines_and_words_are_not_found_through_this_one(
    app: Litestar, browser: Browser, database: Database, account: MakeAccount, there: Desk
) -> None:
    elsewhere = desk(database, account, name="Ana Hill")
    foreign = said(database, elsewhere, "Not hers.")
    said(database, there, "Mine.")
    money = line(database, there, "Money")
    browser.visit(f"/plans/{there.plan}/edit")
    browser.submit(f"/items/{money.id}/quotes", {"do": "use", "quote": str(foreign)}, status=404)
    browser.visit(f"/plans/{there.plan}/edit")
    browser.submit(f"/plans/{there.plan}/words", {"where": str(money.id), "quote": str(foreign)}, status=404)
    browser.visit(f"/plans/{there.plan}/edit")
    browser.submit(f"/plans/{there.plan}/items", {"parent": str(uuid4())}, status=404)
    browser.visit(f"/plans/{there.plan}/edit")
    browser.submit(f"/plans/{there.plan}/items", {"parent": "not an id"}, status=404)


def test_when_the_plan_is_no_draft_the_editor_leads_to_the_plan(
    browser: Browser, database: Database, there: Desk
) -> None:
    with writing(database) as session:
        plan = session.get_one(Plan, there.plan)
        plan.standing = "signing"
        session.add(plan)
    answer = browser.client.get(f"/plans/{there.plan}/edit", follow_redirects=False)
    assert answer.headers["location"] == f"/plans/{there.plan}"
    money = line(database, there, "Money")
    page = browser.submit(f"/items/{money.id}", {f"text-{money.id}": "Other"}, status=409)
    assert "not a draft any more" in page.text
