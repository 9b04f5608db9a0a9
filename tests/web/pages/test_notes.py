"""Notes written elsewhere: kept as they came, each passage decided in view of the note, each line with its place."""

import json
import time
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlmodel import col, select

from engine import verification
from engine.accounts import Account, Role
from engine.database import Database, reading, writing
from engine.events import events
from engine.items import Item
from engine.notes import LineSource, PassageDecision, notes_of_meeting
from engine.openings import openings_of
from engine.originals import Original, OriginalBytes, OriginalText
from engine.quotes import Quote, Spoken, quotes_of
from tests.documents.pdf_files import pdf
from tests.engine.test_verification import tamper
from tests.erasures import ErasureOrder, erase
from tests.web.browser import ORIGIN, Browser
from tests.web.house_rules import parse_page
from tests.web.pages.writing import NOTES, Desk, command_for, desk, stranger, visiting

MakeAccount = Callable[..., Account]

VTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Dee>I want my own front door\nwith MY key &amp; a dog.\n\n"
    "00:00:05.000 --> 00:00:06.000\n<v LT>What else would you like?\n\n00:00:07.000 --> 00:00:09.000\n<v Dee>Pancakes.\n"
)


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/meetings/{there.meeting}")
    return found


def bring(browser: Browser, there: Desk, name: str, content: bytes) -> str:
    """Bring a file in; gives the address of its page."""
    browser.visit(f"/meetings/{there.meeting}/notes/new")
    browser.submit(f"/meetings/{there.meeting}/notes/new", files={"note_file": (name, content)})
    return f"/meetings/{there.meeting}?note={note_of(browser)}"


def note_of(browser: Browser) -> str:
    """The key of the note the page shows."""
    assert browser.page is not None
    (link,) = [link for link in browser.page.tree.iter("a") if link.get("aria-current") == "true"]
    return str(link.get("href")).partition("note=")[2].partition("#")[0]


def kept(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def originals(database: Database, there: Desk) -> list[tuple[Original, str]]:
    with reading(database) as session:
        return notes_of_meeting(session, there.meeting)


def part_of(browser: Browser, there: Desk, values: dict[str, str], *, to: str = "quotes") -> str:
    """What htmx is given for a decision, in place of a whole page."""
    assert browser.page is not None
    sent = browser.page.form(f"/meetings/{there.meeting}/{to}") | {name: [value] for name, value in values.items()}
    headers = {
        "origin": ORIGIN,
        "sec-fetch-site": "same-origin",
        "hx-request": "true",
        "hx-request-type": "partial",
    }
    return browser.client.post(f"/meetings/{there.meeting}/{to}", data=sent, headers=headers).text


def test_a_note_is_kept_with_its_bytes_and_words_point_to_their_place(
    browser: Browser, database: Database, there: Desk
) -> None:
    note = "\ufeffDee said “I want a cat 🐈, not a dog.”\r\nBarb: “No cats.”\r\n".encode()
    path = bring(browser, there, "from mom.txt", note)
    page = browser.visit(path)
    assert "0 of 2 looked at" in page.text
    page = browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    assert "1 of 2 looked at" in page.text
    (quote,) = kept(database, there)
    ((original, reader),) = originals(database, there)
    with reading(database) as session:
        text = session.get_one(OriginalText, original.id).text
        assert session.get_one(OriginalBytes, original.id).content == note
    assert (quote.text, quote.original_id) == ("I want a cat 🐈, not a dog.", original.id)
    assert text[quote.original_start : quote.original_end] == quote.text
    assert (original.name, reader, original.kept_by_name) == ("from mom.txt", "ownwords-text 1", "L Torres")


def test_each_confirmation_is_an_event_with_place_reason_and_who(
    browser: Browser, database: Database, there: Desk
) -> None:
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    (quote,) = kept(database, there)
    with reading(database) as session:
        (decision,) = session.exec(select(PassageDecision)).all()
        body = session.execute(
            select(events.c.body, events.c.actor).where(events.c.kind == "quote.captured")  # type: ignore[call-overload]
        ).one()
    said = bytes(body.body).decode()
    assert str(quote.id) in said
    assert f'"place":[{quote.original_start},{quote.original_end}]' in said
    assert '"proposed":"participant"' in said
    assert "stands right before" not in said, "a reason may hold names, so an event holds only its digest"
    assert decision.why == "The label “Dee” stands right before the words."
    assert (decision.quote_id, decision.by_name, str(decision.by)) == (quote.id, "L Torres", body.actor)


def test_that_a_passage_is_nobodys_words_is_an_event_as_well(browser: Browser, database: Database, there: Desk) -> None:
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "label"})
    assert kept(database, there) == []
    with reading(database) as session:
        (decision,) = session.exec(select(PassageDecision)).all()
        query = select(events.c.body, events.c.actor).where(events.c.kind == "passage.no_quotation")  # type: ignore[call-overload]
        body = session.execute(query).one()
    data = json.loads(body.body)["data"]
    assert data["original"] == str(decision.original_id)
    assert (data["decision"], data["passage"]) == (str(decision.id), [decision.start, decision.end])
    assert str(decision.by) == body.actor


def test_typed_notes_are_kept_once_for_each_text_so_that_words_can_point_into_them(
    browser: Browser, database: Database, there: Desk
) -> None:
    action = f"/meetings/{there.meeting}/quotes"
    browser.submit(action, {"keep": "participant"})
    browser.submit(action, {"keep": "other", "speaker": "Barb"})
    assert [reader for _original, reader in originals(database, there)] == ["typed"]
    browser.visit(f"/meetings/{there.meeting}")
    page = browser.submit(f"/meetings/{there.meeting}", {"notes": "A line before.\n" + NOTES})
    assert "2 of 3 looked at" in page.text, "a decision goes on with its words when the notes change around them"
    browser.submit(action, {"keep": "label"})
    assert [reader for _original, reader in originals(database, there)] == ["typed", "typed"]
    first, _second = kept(database, there)
    page = browser.visit(
        f"/meetings/{there.meeting}?note={first.original_id}&at={first.original_start}-{first.original_end}"
    )
    assert "These notes were changed since." in page.text
    assert next(found for found in page.tree.iter("mark") if found.get("id") == "here").text == first.text


def test_a_decision_is_taken_back_before_it_is_used_and_not_after(
    browser: Browser, database: Database, there: Desk
) -> None:
    quotes, undone = f"/meetings/{there.meeting}/quotes", f"/meetings/{there.meeting}/passages/undone"
    browser.submit(quotes, {"keep": "participant", "agreed": "yes"})
    browser.visit(f"/meetings/{there.meeting}?from=1")
    page = browser.submit(undone)
    assert "0 of 3 looked at" in page.text
    assert page.quotes == []
    (quote,) = kept(database, there)
    assert quote.mistyped, "the quote stays in the record, marked"
    page = browser.submit(undone, {}, status=422) if undone in page.html else page
    browser.submit(quotes, {"keep": "participant", "agreed": "yes"})
    browser.visit(f"/plans/{there.plan}/draft")
    browser.submit(f"/plans/{there.plan}/draft")
    browser.visit(f"/meetings/{there.meeting}?from=1")
    page = browser.submit(undone, status=422)
    assert "stand in a plan" in page.text
    assert "1 of 3 looked at" in page.text


def test_two_people_deciding_about_one_passage_keep_one_quote(
    app: Litestar, browser: Browser, database: Database, there: Desk
) -> None:
    other = visiting(app, there.coordinator)
    other.visit(f"/meetings/{there.meeting}")
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant"})
    page = other.submit(f"/meetings/{there.meeting}/quotes", {"keep": "interpreted"}, status=422)
    assert "L Torres decided about these words already" in page.text
    assert len(kept(database, there)) == 1


def test_one_remark_in_two_spellings_is_two_quotes(browser: Browser, database: Database, there: Desk) -> None:
    note = "Dee: “I wanna go home”\nDee: “I want to go home”\nDee: “I wanna go home”\n"
    browser.visit(bring(browser, there, "a.txt", note.encode()))
    for number in range(3):
        browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant"})
        assert len(kept(database, there)) == number + 1
    texts = [quote.text for quote in kept(database, there)]
    assert texts == ["I wanna go home", "I want to go home", "I wanna go home"]
    assert len({quote.original_start for quote in kept(database, there)}) == 3


def test_a_decision_by_htmx_is_answered_with_the_card_alone(browser: Browser, there: Desk) -> None:
    part = part_of(browser, there, {"keep": "participant", "agreed": "yes"})
    assert part.lstrip().startswith("<article")
    assert "<h1" not in part
    assert 'data-state="participant"' in part
    assert "1 of 3 looked at" in part
    part = part_of(browser, there, {"keep": "other", "speaker": " ", "command": str(uuid4())})
    assert 'role="alert"' in part


def test_the_ends_are_moved_by_words_of_the_note_and_never_typed(
    browser: Browser, database: Database, there: Desk
) -> None:
    action = f"/meetings/{there.meeting}/quotes"
    page = browser.visit(f"/meetings/{there.meeting}?from=1&adjust=1")
    sent = page.form(action)
    start, end = int(sent["start"][0]), int(sent["end"][0])
    assert (sent["begin"], sent["finish"]) == ([str(start)], [str(end)])
    for wrong in (
        {"begin": str(start + 1)},
        {"finish": str(end - 1)},
        {"begin": str(end), "finish": str(end)},
        {"begin": "0", "finish": "99999"},
    ):
        page = browser.submit(action, {"keep": "participant", **wrong}, status=422)
        browser.visit(f"/meetings/{there.meeting}?from=1&adjust=1")
    assert kept(database, there) == []
    shorter = NOTES.index(" with MY key")
    page = browser.submit(action, {"keep": "participant", "finish": str(shorter)})
    (quote,) = kept(database, there)
    assert quote.text == "I want my own front door"
    assert NOTES[quote.original_start : quote.original_end] == quote.text
    assert "The words begin or end elsewhere" in browser.visit(f"/meetings/{there.meeting}?from=1").text


def test_words_no_rule_found_are_kept_from_the_place_somebody_marked(
    browser: Browser, database: Database, there: Desk
) -> None:
    start = NOTES.index("knows every bus driver")
    end = start + len("knows every bus driver")
    browser.visit(f"/meetings/{there.meeting}?at={start}-{end}")
    sent = {"start": str(start), "end": str(end), "keep": "other", "speaker": "Barb", "chosen": "yes"}
    browser.submit(f"/meetings/{there.meeting}/quotes", sent)
    assert [(quote.text, quote.speaker) for quote in kept(database, there)] == [("knows every bus driver", "Barb")]
    with reading(database) as session:
        assert session.exec(select(PassageDecision.sure)).all() == ["chosen"]


def test_a_transcript_shows_who_and_when_and_each_turn_is_confirmed_alike(
    browser: Browser, database: Database, there: Desk
) -> None:
    page = browser.visit(bring(browser, there, "meeting.txt", VTT.encode()))
    assert "Dee, 00:00:01.000" in page.text
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    (quote,) = kept(database, there)
    assert quote.text == "I want my own front door\nwith MY key & a dog."
    page = browser.visit(f"/plans/{there.plan}/draft")
    assert "LT said this in the transcript." in page.text
    taken = set(page.form(f"/plans/{there.plan}/draft")["take"])
    assert not any("What else would you like" in text for text in _labels(page.html, taken))


def _labels(html: str, taken: set[str]) -> list[str]:
    tree = parse_page(html)
    return ["".join(label.itertext()) for label in tree.iter("label") if (label.get("for") or "")[5:] in taken]


def test_a_pdf_and_pasted_text_stand_beside_each_other(browser: Browser, database: Database, there: Desk) -> None:
    bring(browser, there, "scan.pdf", pdf(['Dee said: "I like it here."']))
    browser.visit(f"/meetings/{there.meeting}/notes/new")
    page = browser.submit(
        f"/meetings/{there.meeting}/notes/new", {"pasted": "Dee: “Hello\nthere, you.”", "title": "e-mail"}
    )
    assert {"scan.pdf", "e-mail", "Typed into the meeting"} <= set(page.links)
    found = [(original.name, reader.split()[0]) for original, reader in originals(database, there)]
    assert found == [("scan.pdf", "pypdf"), ("e-mail", "ownwords-text")]


def test_the_very_same_file_is_not_kept_twice_and_nothing_is_not_a_note(browser: Browser, there: Desk) -> None:
    bring(browser, there, "a.txt", b"Dee: hello there")
    action = f"/meetings/{there.meeting}/notes/new"
    browser.visit(action)
    page = browser.submit(action, files={"note_file": ("b.txt", b"Dee: hello there")}, status=422)
    assert "kept with the meeting already, as “a.txt”" in page.text
    assert "Choose a file, or paste the text" in browser.submit(action, status=422).text


def test_older_letters_are_a_question_with_how_each_would_read(
    browser: Browser, database: Database, there: Desk
) -> None:
    action, content = f"/meetings/{there.meeting}/notes/new", "Dee: “Señora, café”".encode("cp1252")
    browser.visit(action)
    page = browser.submit(action, files={"note_file": ("old.txt", content)}, status=422)
    assert "Dee: “Señora, café”" in page.text
    browser.submit(action, {"letters": "windows-1252"}, files={"note_file": ("old.txt", content)})
    ((original, reader),) = originals(database, there)
    assert reader == "ownwords-text 1 (windows-1252)"
    with reading(database) as session:
        assert session.get_one(OriginalText, original.id).text == "Dee: “Señora, café”"


def test_the_draft_remembers_where_each_line_stood_and_the_editor_shows_it(
    browser: Browser, database: Database, there: Desk
) -> None:
    bring(browser, there, "more.txt", "risks: the back stairs are steep\nDee: “I want a cat.”\n".encode())
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    browser.visit(f"/plans/{there.plan}/draft")
    page = browser.submit(f"/plans/{there.plan}/draft")
    assert "I want my own front door" not in page.text, "what nobody confirmed is in no draft"
    with reading(database) as session:
        sources = session.exec(select(LineSource)).all()
        for source in sources:
            item = session.exec(select(Item).where(Item.lineage_id == source.lineage_id)).one()
            text = session.get_one(OriginalText, source.original_id).text
            assert text[source.start : source.end] == (item.details.get("text") or item.details.get("notes"))
        assert {session.get_one(OriginalText, source.original_id).reader for source in sources} == {
            "typed",
            "ownwords-text 1",
        }
    place = page.links["Show where it stood in the note"]
    assert any(mark.get("id") == "here" for mark in browser.visit(place.split("#")[0]).tree.iter("mark"))
    browser.visit(f"/plans/{there.plan}/edit")
    shown = browser.click("Show these words in the note")
    assert [mark.text for mark in shown.tree.iter("mark") if mark.get("id") == "here"] == ["I want a cat."]


def test_everything_is_proved_by_verify(browser: Browser, database: Database, there: Desk) -> None:
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    bring(browser, there, "meeting.vtt", VTT.encode())
    browser.visit(f"/plans/{there.plan}/draft")
    browser.submit(f"/plans/{there.plan}/draft")
    report = verification.verify(database)
    assert report.findings == []
    assert report.originals == 2


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE original_text SET text = REPLACE(text, 'e', 'a')", "the text that was read from it is not the one"),
        ("UPDATE original_text SET reader = 'another'", "the text that was read from it is not the one"),
        ("DELETE FROM original_text", "the text that was read from it is not the one"),
        ("UPDATE passage_decision SET by_name = 'Somebody Else'", "about a passage no longer says what it said"),
        ("UPDATE passage_decision SET why = 'another'", "about a passage no longer says what it said"),
        ("DELETE FROM passage_decision", "about a passage, which the history knows, is gone"),
    ],
)
@pytest.mark.parametrize("keep", ["participant", "label"])
def test_a_note_or_decision_that_was_changed_behind_our_back_is_named(
    browser: Browser, database: Database, there: Desk, statement: str, sentence: str, keep: str
) -> None:
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": keep, "agreed": "yes"})
    tamper(database, statement)
    assert sentence in verification.verify(database).sentence


def test_the_erasure_of_another_note_excuses_no_missing_decision(
    browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    bring(browser, there, "more.txt", "Dee: “I want a cat.”\n".encode())
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    second_by = account("Avery", Role.SUPERVISOR).id
    browser.visit(f"/meetings/{there.meeting}?note=typed")
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "label"})
    (cat,) = kept(database, there)
    with writing(database) as session:
        order = ErasureOrder(cat.id, "Order 12", "Ordered.", second_by=second_by)
        erase(session, order, command_for(there.coordinator))
    assert verification.verify(database).findings == []
    tamper(database, "DELETE FROM passage_decision")
    (finding,) = verification.verify(database).findings
    assert "about a passage, which the history knows, is gone" in finding.sentence
    tamper(database, "UPDATE original_erasure SET authority = 'Order 13'")
    assert "by what right" in verification.verify(database).findings[0].sentence


def test_saving_the_file_is_noted_and_only_for_who_may_see_the_meeting(
    app: Litestar, browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    bring(browser, there, "meeting.vtt", VTT.encode())
    ((original, _reader),) = originals(database, there)
    assert browser.client.get(f"/notes/{original.id}/file").content == VTT.encode()
    with reading(database) as session:
        assert f"note:{original.id}" in [row.what for row in openings_of(session, there.person)]
    outside = visiting(app, stranger(database, account))
    for path in (f"/notes/{original.id}/file", f"/meetings/{there.meeting}?note={original.id}"):
        outside.visit(path, status=404)


def test_a_note_of_another_meeting_is_not_found_here(
    app: Litestar, browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    elsewhere = desk(database, account, name="Other")
    bring(visiting(app, elsewhere.coordinator), elsewhere, "a.txt", "Dee: “Hello, you.”".encode())
    ((original, _reader),) = originals(database, elsewhere)
    browser.visit(f"/meetings/{there.meeting}?note={original.id}", status=404)
    browser.visit(f"/meetings/{there.meeting}")
    browser.submit(f"/meetings/{there.meeting}/quotes", {"note": str(original.id), "keep": "participant"}, status=404)


def test_thirty_thousand_words_with_two_thousand_quotations_stay_quick(
    browser: Browser, database: Database, there: Desk
) -> None:
    talk = "we talked about the bus and the garden and who would help in the mornings. "
    note = "\n".join(f"{talk if number % 3 else talk * 2}Dee: “thing {number} is mine.”" for number in range(1_500))
    note = note[:199_000]
    path = bring(browser, there, "long.txt", note.encode())
    page = browser.visit(path)
    assert len(page.html) < 400_000
    began = time.monotonic()
    for _ in range(5):
        part_of(browser, there, {"keep": "participant", "command": str(uuid4())})
        page = browser.visit(path)
    assert (time.monotonic() - began) / 10 < 1.0
    assert "5 of" in page.text
    assert len(kept(database, there)) == 5
    with reading(database) as session:
        assert len(session.exec(select(col(Quote.original_start)).distinct()).all()) == 5


def test_ids_of_notes_that_are_none_are_not_found(browser: Browser, there: Desk) -> None:
    for wrong in ("nonsense", str(UUID(int=3)), "../typed", str(there.meeting)):
        browser.visit(f"/meetings/{there.meeting}?note={wrong}", status=404)


def test_erasing_words_takes_the_note_they_stand_in_and_leaves_the_history_valid(
    browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    path = bring(browser, there, "a.txt", "Dee: “I want a cat.”\nDee: “I like tea.”\n".encode())
    for _ in range(2):
        browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    first, second = kept(database, there)
    second_by = account("Avery", Role.SUPERVISOR).id
    with writing(database) as session:
        order = ErasureOrder(first.id, "a court order", "asked for", second_by=second_by)
        erase(session, order, command_for(there.coordinator))
    with reading(database) as session:
        assert session.exec(select(OriginalText)).all() == []
        assert session.exec(select(OriginalBytes)).all() == []
        assert session.exec(select(PassageDecision)).all() == []
    assert [quote.text for quote in kept(database, there)] == [None, second.text]
    page = browser.visit(path)
    assert "This note was lawfully erased." in page.text
    assert "I want a cat" not in page.text
    assert verification.verify(database).findings == []
    assert browser.client.get(f"/notes/{first.original_id}/file").status_code == 404


def test_words_that_were_not_found_are_looked_for_in_the_note(browser: Browser, there: Desk) -> None:
    page = browser.visit(f"/meetings/{there.meeting}?note=typed&find=every+bus+driver")
    assert [mark.text for mark in page.tree.iter("mark") if mark.get("id") == "here"] == ["every bus driver"]
    assert "The marked place in the note" in page.text
    page = browser.visit(f"/meetings/{there.meeting}?note=typed&find=no+such+words")
    assert "do not stand in the note like this" in page.text


def test_a_transcript_is_shown_with_its_times_and_its_text_stays_whole(browser: Browser, there: Desk) -> None:
    page = browser.visit(bring(browser, there, "a.vtt", VTT.encode()))
    (note,) = [element for element in page.tree.iter("div") if element.get("data-from") == "0"]
    times = [element.get("data-when") for element in note.iter("span") if element.get("data-when")]
    assert times == ["00:00:01.000", "00:00:05.000", "00:00:07.000"]
    assert "".join(note.itertext()).startswith("Dee: I want my own front door\nwith MY key & a dog.\nLT: What else")
