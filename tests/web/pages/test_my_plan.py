"""The person's own room: their words first, four equal answers, and nobody else can give them."""

from collections.abc import Callable
from uuid import UUID

from engine.database import Database, reading, writing
from engine.items import items_of
from engine.model_runs import ModelRun, Suggestion, note_help
from engine.plans import Plan
from engine.quotes import quotes_of
from engine.rounds import Respondent, current_answers, open_round
from tests.cast import NOW, plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def room(house: Database, who: str = "Rosa Delgado") -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, who).id}"


def answers(house: Database, who: str, respondent: Respondent = Respondent.PARTICIPANT) -> list[str]:
    with reading(house) as session:
        plan = plan_of(session, who)
        current = open_round(session, plan.id)
        assert current is not None
        return sorted(row.reply for row in current_answers(session, current.id, respondent).values())


def test_rosa_goes_on_where_she_stopped_and_answers_part_by_part(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/")
    assert rosa.page is not None
    assert rosa.page.path == "/my-plan"
    assert "Last time you finished Part 7. Part 3 has no answer yet." in rosa.page.text
    page = rosa.click("Go on with Part 3")
    assert page.title == "What I need help with"
    page = rosa.submit(page.path, {"answer": "yes"})
    assert page.title == "What I want to happen"
    assert "Saved. You said “Yes, this is right” to “What I need help with”. Change my answer" in page.text
    rosa.submit(page.path, {"answer": "dont_know"})
    assert answers(house, "Rosa Delgado").count("don’t know") == 0
    rosa.visit(f"{room(house)}/check")
    rosa.submit(f"{room(house)}/send")
    assert answers(house, "Rosa Delgado").count("don’t know") == 1


def test_her_words_come_before_what_staff_wrote(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("rosa").visit(f"{room(house)}/parts/1")
    assert page.quotes
    assert page.text.index("You said") < page.text.index(page.quotes[0]) < page.text.index("We wrote")


def test_what_she_types_is_kept_code_point_for_code_point(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    words = "  no MORE laundry!!\n\ti want… “music” \u00a0\u200d🎶 e\u0301 <b>&amp; "
    page = rosa.visit(f"{room(house)}/parts/4")
    page = rosa.submit(page.path, {"answer": "change"})
    assert page.title == "What should change?"
    rosa.submit(page.path, {"words": words})
    with reading(house) as session:
        before = quotes_of(session, plan_of(session, "Rosa Delgado").person_id, private_too=True)
        assert words not in [quote.text for quote in before]
    rosa.visit(f"{room(house)}/check")
    rosa.submit(f"{room(house)}/send")
    with reading(house) as session:
        after = quotes_of(session, plan_of(session, "Rosa Delgado").person_id, private_too=True)
        assert words in [quote.text for quote in after]
    assert words in rosa.visit(f"{room(house)}/check").quotes


def test_a_character_that_cannot_be_kept_is_named_and_the_words_stay_on_the_page(
    house: Database, visit_as: VisitAs
) -> None:
    rosa = visit_as("rosa")
    page = rosa.visit(f"{room(house)}/parts/4")
    again = rosa.submit(page.path, {"answer": "change", "words": "My key\x07. Mine."}, status=422)
    assert "U+0007" in again.text
    assert "change" not in answers(house, "Rosa Delgado")[0:0]


def test_a_reply_to_a_change_is_shown_back_and_can_be_answered_anew(house: Database, visit_as: VisitAs) -> None:
    rosa, sam = visit_as("rosa"), visit_as("sam")
    plan = room(house).removeprefix("/my-plan/")
    page = sam.visit(f"/plans/{plan}/round")
    asked = next(form for form in page.tree.iter("form") if form.get("action") == f"/plans/{plan}/round/replies")
    values = {field.get("name"): field.get("value") for field in asked.iter("input")}
    sam.submit(
        f"/plans/{plan}/round/replies",
        {
            "answer": values["answer"] or "",
            "command": values["command"] or "",
            "text": "We asked for somebody who sings.",
            "on": "2026-03-20",
        },
    )
    start = rosa.visit("/my-plan")
    assert "There is an answer for you." in start.text
    shown = rosa.click("See the answer")
    assert "We asked for somebody who sings." in shown.text
    reply = next(
        form.get("action") or "" for form in shown.tree.iter("form") if "/replies/" in (form.get("action") or "")
    )
    back = rosa.submit(reply)
    assert "Did we get this right?" in back.text


def test_she_can_say_more_with_any_answer(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    page = rosa.visit(f"{room(house)}/parts/1")
    page = rosa.click("Say more in your own words")
    assert page.title == "What do you want to say?"
    rosa.submit(page.path, {"words": "yes and LOUD"})
    rosa.visit(f"{room(house)}/check")
    rosa.submit(f"{room(house)}/send")
    assert "yes and LOUD" in rosa.visit(f"{room(house)}/parts/1").quotes
    assert answers(house, "Rosa Delgado").count("yes") == 2


def test_nobody_else_can_answer_for_her(house: Database, visit_as: VisitAs) -> None:
    path = f"{room(house)}/parts/1"
    for name in ("sam", "leo", "priya", "charlie", "avery"):
        visitor = visit_as(name)
        assert visitor.client.get(path).status_code in (404, 403)
        before = answers(house, "Rosa Delgado")
        visitor.visit("/messages")
        token = _token(visitor)
        answer = visitor.client.post(
            path,
            data={"answer": "yes", "csrf_token": token, "command": "01a21000-0000-4000-8000-000000000000"},
            headers={"origin": "http://testserver.local", "sec-fetch-site": "same-origin"},
        )
        assert answer.status_code in (403, 404)
        assert answers(house, "Rosa Delgado") == before


def test_a_guardian_answers_beside_the_person_and_never_over_them(house: Database, visit_as: VisitAs) -> None:
    gail = visit_as("gail")
    page = gail.visit("/my-plan")
    assert "beside the person" in page.title


def test_she_can_ask_to_talk_any_day_in_her_own_words(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    page = rosa.visit("/my-plan/talk")
    asked = rosa.submit(f"{room(house)}/talk", {"words": "about the bus, at night", "who": "coordinator"})
    assert asked.title == "You asked to talk"
    assert page.title == "I want to talk about my plan"
    with reading(house) as session:
        said = [quote.text for quote in quotes_of(session, plan_of(session, "Rosa Delgado").person_id)]
    assert "about the bus, at night" in said


def test_stopping_loses_nothing(visit_as: VisitAs) -> None:
    assert "Your answers are saved." in visit_as("rosa").visit("/my-plan/stop").text


def _token(visitor: Browser) -> str:
    assert visitor.page is not None
    return next(
        field.get("value") or "" for field in visitor.page.tree.iter("input") if field.get("name") == "csrf_token"
    )


def test_the_person_is_led_from_the_staff_page_to_their_own_room(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("rosa").visit(room(house).replace("/my-plan/", "/plans/"))
    assert page.path == "/my-plan"


def test_each_part_says_whether_a_program_helped_once_one_helped_with_any(house: Database, visit_as: VisitAs) -> None:
    path = room(house)
    assert "computer program" not in visit_as("rosa").visit(f"{path}/parts/1").text
    _helped_with_part(house, path, 2)
    rosa = visit_as("rosa")
    assert "People wrote this part. No computer program helped." in rosa.visit(f"{path}/parts/1").text
    assert (
        "A computer program helped to write this part. Sam Okoye looked at it first."
        in rosa.visit(f"{path}/parts/2").text
    )


def _helped_with_part(house: Database, path: str, number: int) -> None:
    with writing(house) as session:
        plan = session.get_one(Plan, UUID(path.rsplit("/", 1)[1]))
        assert plan.working_version_id is not None
        items = items_of(session, plan.working_version_id)
        section = [item for item in items if item.kind == "section"][number - 1]
        line = next(item for item in items if item.parent_id == section.id)
        told = {"plan_id": plan.id, "person_id": plan.person_id, "prompt": "update", "prompt_version": 1}
        told |= {"prompt_digest": "", "reads_words": False, "state": "answered", "model": "paper-lantern-1"}
        told |= {"asked_by": plan.coordinator_id, "asked_by_name": "Sam Okoye", "prepared_at": NOW}
        run = ModelRun(**told, not_names=[], lacking=[], passed_over=[])
        session.add(run)
        session.flush()
        none: dict[str, list[str]] = {"sources": [], "refusals": [], "cautions": []}
        row = Suggestion(run_id=run.id, plan_id=plan.id, number=1, kind="line", fields={}, state="accepted", **none)
        session.add(row)
        session.flush()
        which = {"version_id": plan.working_version_id, "lineage_id": line.lineage_id}
        note_help(session, row, **which, how="accepted", by_name="Sam Okoye", at=NOW)
