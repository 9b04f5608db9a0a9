"""Answers stay the person's until they send them: no door of anybody else's shows anything but how many there are."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from sqlmodel import select

from engine.database import Database, reading
from engine.deadlines import Deadline
from engine.events import Event, peek
from engine.originals import Original
from engine.outbox import Message
from engine.plans import Plan
from engine.presses import Press, UnsentWords
from engine.quotes import Quote, quotes_of
from engine.rounds import Answer, Respondent, answers_of, current_answers, open_round, told_of_what_is_next
from tests.cast import plan_of
from tests.documents.media.made import picture, sound
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]

SECRET = "the purple zebra at nine"
OTHERS = ("sam", "grace", "priya", "dana", "noor", "leo", "bev", "gail", "avery", "ada")
COUNTED = re.compile(r'\d of \d parts have an answer|(?<=class="number">)\d of \d(?=</td>)')
NEW_EACH_TIME = re.compile(r'name="(command|csrf_token)" value="[^"]*"|/static/[^"]*|data-[a-z-]+="[0-9a-f-]{36}"')


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'Rosa Delgado').id}"


def doors(house: Database) -> list[str]:
    """Every address of staff and circle that could say something of the round, the words or the person."""
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        round_ = open_round(session, plan.id)
        assert round_ is not None
        base, person = f"/plans/{plan.id}", f"/people/{plan.person_id}"
        return [
            *(
                base + path
                for path in ("", "/round", "/history", "/lifecycle", "/signatures", "/suggestions", "/witness")
            ),
            *(person + path for path in ("", "/words.csv", "/words.json")),
            f"/versions/{round_.version_id}",
            f"/versions/{round_.version_id}/document",
            "/",
            "/people",
            "/deadlines",
            "/coverage",
            "/coverage.csv",
            "/messages",
            "/attention",
        ]


def seen_by(visitor: Browser, addresses: list[str]) -> dict[str, str]:
    found = {}
    for address in addresses:
        answer = visitor.client.get(address, follow_redirects=False)
        text = answer.text
        if "wordprocessingml" in answer.headers.get("content-type", ""):
            with ZipFile(BytesIO(answer.content)) as word:
                text = word.read("word/document.xml").decode()
                text = re.sub(r"printed on [^<]*|\d+:\d\d[^<]*", "", text)
        found[address] = f"{answer.status_code} " + COUNTED.sub("N parts", NEW_EACH_TIME.sub("", text))
    return found


def looked_round(visitors: dict[str, Browser], addresses: list[str]) -> dict[str, dict[str, str]]:
    """What each of them sees. Looking is noted for supervisors to see, so everybody has looked once before."""
    for visitor in visitors.values():
        seen_by(visitor, addresses)
    return {name: seen_by(visitor, addresses) for name, visitor in visitors.items()}


def rows(house: Database) -> tuple[int, ...]:
    """What the records of everybody else hold."""
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        tables = (Answer, Quote, Original, Message, Deadline)
        return (
            peek(session, plan.stream).seq,
            *(len(session.exec(select(table)).all()) for table in tables),
        )


def press_and_say(rosa: Browser, path: str) -> None:
    rosa.visit(f"{path}/parts/3")
    page = rosa.submit(f"{path}/parts/3", {"answer": "change"})
    rosa.submit(page.path, {"words": SECRET})
    rosa.submit(f"{path}/parts/3/files/recorded", files={"file": ("zebra.ogg", sound("ogg", "libopus"))})
    rosa.visit(f"{path}/parts/4")
    rosa.submit(f"{path}/parts/4", {"answer": "dont_know"})
    rosa.submit(f"{path}/parts/4/after", {"next": "more"})
    rosa.visit(f"{path}/next")
    rosa.submit(f"{path}/next/words", {"words": f"next: {SECRET}"})


def test_nothing_of_an_unsent_answer_is_at_any_door(house: Database, visit_as: VisitAs) -> None:
    path, addresses = room(house), doors(house)
    visitors = {name: visit_as(name) for name in OTHERS}
    rosa = visit_as("rosa")
    rosa.visit(f"{path}/check")
    before, kept = looked_round(visitors, addresses), rows(house)
    press_and_say(rosa, path)
    assert rows(house) == kept
    for name, visitor in visitors.items():
        now = seen_by(visitor, addresses)
        changed = [address for address in addresses if now[address] != before[name][address]]
        assert changed == [], f"{name} can tell from {changed}"
        assert all(SECRET not in text and "zebra" not in text for text in now.values())


def test_the_coordinator_sees_how_many_and_then_what_was_sent(house: Database, visit_as: VisitAs) -> None:
    path = room(house)
    rosa, sam = visit_as("rosa"), visit_as("sam")
    staff = path.replace("/my-plan/", "/plans/") + "/round"
    press_and_say(rosa, path)
    page = sam.visit(staff)
    assert "6 of 7 parts have an answer." in page.text
    assert SECRET not in page.text
    rosa.visit(f"{path}/check")
    sent = rosa.submit(f"{path}/send")
    assert sent.title == "You sent your answers"
    page = sam.visit(staff)
    assert SECRET in page.quotes
    assert f"next: {SECRET}" in page.quotes
    assert "For the coordinator only. It is not printed." in page.text
    assert "Wants to know more about it." in page.text


def test_what_was_for_the_coordinator_only_is_at_no_other_door(house: Database, visit_as: VisitAs) -> None:
    path, addresses = room(house), doors(house)
    rosa = visit_as("rosa")
    press_and_say(rosa, path)
    rosa.visit(f"{path}/check")
    rosa.submit(f"{path}/send")
    for name in OTHERS:
        if name == "sam":
            continue
        visitor = visit_as(name)
        for address, text in seen_by(visitor, addresses).items():
            if f"next: {SECRET}" in text:
                text = text.replace(f"next: {SECRET}", "")
            assert SECRET not in text, f"{name} reads it at {address}"
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        sent = [
            row
            for row in session.exec(select(Event).where(Event.stream == plan.stream))
            if row.kind == "answer.participant"
        ]
        assert b'"change"' not in sent[-1].body


def test_each_way_is_kept_with_its_method_and_goes_only_when_it_is_sent(house: Database, visit_as: VisitAs) -> None:
    path, rosa = room(house), visit_as("rosa")
    rosa.visit(f"{path}/parts/4")
    page = rosa.submit(f"{path}/parts/4", {"answer": "change"})
    assert page.title == "What should change?"
    rosa.submit(f"{path}/parts/4/files/recorded", files={"file": ("a.ogg", sound("ogg", "libopus"))})
    rosa.submit(f"{path}/parts/4/files/drawn", files={"file": ("b.png", picture("PNG"))})
    rosa.submit(f"{path}/parts/4/files/photo", files={"file": ("c.jpg", picture())})
    rosa.visit(f"{path}/parts/4/board")
    for word in ("bus", "not", "alone"):
        rosa.submit(f"{path}/parts/4/board", {"add": word})
    rosa.submit(f"{path}/parts/4/symbols")
    page = rosa.submit(f"{path}/parts/4/words", {"words": "  two\r\nlines "})
    assert "bus · not · alone" in page.text
    rosa.visit(f"{path}/check")
    rosa.submit(f"{path}/send")
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        new = [quote for quote in quotes_of(session, plan.person_id, private_too=True) if quote.noted_at is not None]
        assert {quote.method for quote in new} >= {"recorded", "drawn", "photo", "symbols", "typed"}
        assert {quote.text for quote in new if quote.method in ("symbols", "typed")} >= {
            "bus · not · alone",
            "  two\nlines ",
        }
        assert session.exec(select(UnsentWords)).all() == []


def test_what_was_not_sent_can_be_heard_and_taken_away_for_good(house: Database, visit_as: VisitAs) -> None:
    path, rosa = room(house), visit_as("rosa")
    rosa.visit(f"{path}/parts/4/words")
    page = rosa.submit(f"{path}/parts/4/files/recorded", files={"file": ("a.ogg", sound("ogg", "libopus"))})
    heard = next(clip.get("src") or "" for clip in page.tree.iter("audio"))
    assert rosa.client.get(heard).headers["content-type"].startswith("audio/")
    for name in OTHERS:
        assert visit_as(name).client.get(heard, follow_redirects=False).status_code in (403, 404)
    rosa.submit(f"{heard}/away")
    assert rosa.client.get(heard).status_code == 404
    with reading(house) as session:
        assert session.exec(select(UnsentWords)).all() == []


def test_an_answer_can_be_changed_or_taken_back_and_every_press_stays(house: Database, visit_as: VisitAs) -> None:
    path, rosa = room(house), visit_as("rosa")
    rosa.visit(f"{path}/parts/6")
    rosa.submit(f"{path}/parts/6", {"answer": "yes"})
    page = rosa.visit(f"{path}/parts/6")
    assert "You said “Yes, this is right”. Nobody else can see it yet." in page.text
    page = rosa.submit(f"{path}/parts/6", {"answer": "take_back"})
    rosa.visit(f"{path}/parts/6")
    rosa.submit(f"{path}/parts/6", {"answer": "dont_know"})
    rosa.visit(f"{path}/check")
    rosa.submit(f"{path}/send")
    rosa.visit(f"{path}/parts/6")
    rosa.submit(f"{path}/parts/6", {"answer": "yes"})
    rosa.visit(f"{path}/check")
    rosa.submit(f"{path}/send")
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        current = open_round(session, plan.id)
        assert current is not None
        part = current_answers(session, current.id, Respondent.PARTICIPANT)
        section = next(
            row.section for row in reversed(answers_of(session, current.id)) if row.respondent == "participant"
        )
        told = [
            row.reply
            for row in session.exec(select(Press).where(Press.section == section, Press.round_id == current.id)).all()
        ]
        assert told == ["yes", "", "don’t know", "yes"]
        assert part[section].reply == "yes"
        assert [row.reply for row in answers_of(session, current.id) if row.section == section] == ["don’t know", "yes"]


def test_sharing_as_she_goes_sends_each_answer_at_once(house: Database, visit_as: VisitAs) -> None:
    path, rosa = room(house), visit_as("rosa")
    rosa.visit(f"{path}/check")
    rosa.submit(f"{path}/sending", {"as_i_go": "yes"})
    rosa.visit(f"{path}/parts/4")
    rosa.submit(f"{path}/parts/4", {"answer": "yes"})
    with reading(house) as session:
        plan = session.get_one(Plan, plan_of(session, "Rosa Delgado").id)
        current = open_round(session, plan.id)
        assert current is not None
        assert len(current_answers(session, current.id, Respondent.PARTICIPANT)) == 5
        assert told_of_what_is_next(session, current.id) == []


def test_who_wants_to_talk_is_told_who_comes_and_by_when_and_nothing_else_is_sent(
    house: Database, visit_as: VisitAs
) -> None:
    path, rosa = room(house), visit_as("rosa")
    rosa.visit(f"{path}/parts/4")
    rosa.submit(f"{path}/parts/4", {"answer": "yes"})
    rosa.visit(f"{path}/parts/5")
    page = rosa.submit(f"{path}/parts/5", {"answer": "talk"})
    assert page.title == "Who do you want to talk to?"
    page = rosa.submit(f"{path}/parts/5/after", {"next": "independent"})
    assert page.title == "You asked to talk"
    assert "by March 24, 2026" in page.text
    staff = path.replace("/my-plan/", "/plans/") + "/round"
    assert "asked to talk with somebody else. A supervisor makes contact." in visit_as("sam").visit(staff).text
    assert "Wants to talk with somebody who does not work here." in visit_as("grace").visit(staff).text
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        current = open_round(session, plan.id)
        assert current is not None
        assert len(current_answers(session, current.id, Respondent.PARTICIPANT)) == 4
