"""Writing the draft: nobody’s text is written over, words are linked and never copied; on both databases."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import select

from engine import guard
from engine.database import Database, open_database, reading, writing
from engine.events import Event
from engine.items import ItemQuote, links_of
from engine.quotes import Attribution, QuoteMark, QuoteMarkKind
from engine.refusals import NotFound, Refusal
from engine.schema import migrate
from engine.versions import PassageMark, Version
from tests.workflows.desk import AT, Desk, at_desk, desk_again, desk_in
from workflows import editing
from workflows.content import read_content, unfinished
from workflows.linking import words_of
from workflows.planning import Line
from workflows.proving import open_passages
from workflows.setting_aside import set_aside_texts

NEED = Line("needs", "need", {"text": "Money"})


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with at_desk(database) as found:
        found.draft(NEED)
        yield found


def asides(desk: Desk) -> list[str]:
    """What is set aside, newest first."""
    assert desk.plan.working_version_id is not None
    return [row.text for row in set_aside_texts(desk.session, desk.plan.working_version_id)]


def findings(desk: Desk) -> list[guard.Finding]:
    """What is open in the draft."""
    version = desk.session.get_one(Version, desk.plan.working_version_id)
    content = read_content(desk.session, desk.plan, version)
    return [one.finding for one in open_passages(desk.session, desk.plan, version, content)]


def passages(desk: Desk) -> list[str]:
    """What nobody answers for yet."""
    return [finding.passage for finding in findings(desk)]


def test_two_people_in_two_fields_both_keep_what_they_wrote(desk: Desk) -> None:
    (need,) = desk.items("need")
    desk.save(need, "Money and time", before="Money", based_on=1)
    saved = editing.save_line(
        desk.session,
        desk.plan,
        need,
        details={"text": "Money", "found_by": "The team"},
        before={"text": "Money", "found_by": ""},
        based_on=1,
        command=desk.command("ben"),
    )
    assert saved.conflicts == ()
    assert need.details == {"text": "Money and time", "found_by": "The team"}


def test_two_people_in_one_field_the_later_text_is_set_aside_and_both_are_there(desk: Desk) -> None:
    (need,) = desk.items("need")
    desk.save(need, "Money of her own", before="Money", based_on=1)
    saved = desk.save(need, "A bank account", before="Money", based_on=1, who="ben")
    assert need.details["text"] == "Money of her own"
    assert [(row.text, row.by_name) for row in saved.conflicts] == [("A bank account", "Ben Osei")]
    assert asides(desk) == ["A bank account"]


def test_typing_on_in_a_field_one_has_lost_keeps_the_newest_of_it_once(desk: Desk) -> None:
    (need,) = desk.items("need")
    desk.save(need, "Money of her own", before="Money", based_on=1)
    desk.save(need, "A bank", before="Money", based_on=1, who="ben")
    desk.save(need, "A bank account", before="A bank", based_on=1, who="ben")
    desk.save(need, "A bank account", before="A bank account", based_on=1, who="ben")
    assert asides(desk) == ["A bank account"]
    assert need.details["text"] == "Money of her own"


def test_the_same_text_from_two_people_is_no_conflict(desk: Desk) -> None:
    (need,) = desk.items("need")
    desk.save(need, "Money of her own", before="Money", based_on=1)
    assert desk.save(need, "Money of her own", before="Money", based_on=1, who="ben").conflicts == ()
    assert asides(desk) == []


def test_a_text_set_aside_is_taken_up_and_the_other_is_set_aside_in_its_stead(desk: Desk) -> None:
    (need,) = desk.items("need")
    desk.save(need, "Money of her own", before="Money", based_on=1)
    (row,) = desk.save(need, "A bank account", before="Money", based_on=1, who="ben").conflicts
    for _ in range(2):
        editing.take_up(desk.session, desk.plan, row, desk.command("ben"))
    assert need.details["text"] == "A bank account"
    assert asides(desk) == ["Money of her own"]


def test_simultaneous_saves_of_one_field_lose_nothing(database: Database) -> None:
    with at_desk(database) as desk:
        desk.draft(NEED)
    for who, text in (("ana", "From Ana"), ("ben", "From Ben")):
        with writing(database) as session:
            later = desk_again(session)
            later.save(later.items("need")[0], text, before="Money", based_on=1, who=who)
    with reading(database) as session:
        later = desk_again(session)
        assert {later.items("need")[0].details["text"], *asides(later)} == {"From Ana", "From Ben"}


def test_a_passage_equal_to_her_words_becomes_a_reference_and_is_written_out_again(desk: Desk) -> None:
    quote = desk.said("I want MY key.\r\nMine.")
    (need,) = desk.items("need")
    desk.save(need, "She says “I want MY key.\nMine.” often", before="Money", based_on=1)
    assert need.details["text"] == f"She says [[quote:{quote.id}]] often"
    assert links_of(desk.session, [need.id], inline=True) == {need.id: [quote.id]}
    shown = guard.written_out(need.details["text"], words_of(desk.session, desk.plan))
    assert shown == "She says “I want MY key.\r\nMine.” often"
    desk.save(need, shown.replace("often", "twice"), before=shown, based_on=need.version)
    assert need.details["text"] == f"She says [[quote:{quote.id}]] twice"
    desk.save(need, "She says it.", before="", based_on=need.version)
    assert links_of(desk.session, [need.id], inline=True) == {}


@pytest.mark.parametrize("passage", ["I want my key.", "I want MY key", " I want MY key.", "I want MY  key."])
def test_a_passage_that_is_nearly_her_words_is_no_link_and_stays_unproven(desk: Desk, passage: str) -> None:
    desk.said("I want MY key.")
    (need,) = desk.items("need")
    desk.save(need, f"She says “{passage}”", before="Money", based_on=1)
    assert passages(desk) == [passage]


def test_somebody_elses_words_and_words_kept_private_are_never_linked_by_themselves(desk: Desk) -> None:
    desk.said("She is not motivated.", attribution=Attribution.OTHER, speaker="Rhonda")
    desk.said("Only between us.", agreed=False)
    (need,) = desk.items("need")
    desk.save(need, "“She is not motivated.” “Only between us.”", before="Money", based_on=1)
    assert passages(desk) == ["She is not motivated.", "Only between us."]


def test_a_nearly_right_passage_is_replaced_by_the_words_as_they_were_said(desk: Desk) -> None:
    quote = desk.said("I want MY key.")
    (need,) = desk.items("need")
    desk.save(need, "She says “I want my key” a lot", before="Money", based_on=1)
    editing.link_passage(desk.session, desk.plan, need, "I want my key", quote.id, desk.command())
    assert need.details["text"] == f"She says [[quote:{quote.id}]] a lot"
    assert passages(desk) == []


def test_a_link_made_by_hand_to_somebody_elses_words_survives_further_typing(desk: Desk) -> None:
    quote = desk.said("She is not motivated.", attribution=Attribution.OTHER, speaker="Rhonda")
    (need,) = desk.items("need")
    desk.save(need, "Rhonda: “not motivated”", before="Money", based_on=1)
    editing.link_passage(desk.session, desk.plan, need, "not motivated", quote.id, desk.command())
    shown = guard.written_out(need.details["text"], words_of(desk.session, desk.plan))
    desk.save(need, f"{shown} (in March)", before=shown, based_on=need.version)
    assert need.details["text"] == f"Rhonda: [[quote:{quote.id}]] (in March)"


@pytest.mark.parametrize(("kind", "said_by"), [("label", ""), ("other", "Barb")])
def test_a_passage_is_answered_for_under_ones_own_name(desk: Desk, kind: str, said_by: str) -> None:
    (need,) = desk.items("need")
    desk.save(need, "The “cooking club”", before="Money", based_on=1)
    answer = desk.command(passage="cooking club")
    for _ in range(2):
        editing.answer_for_passage(desk.session, desk.plan, answer, passage="cooking club", kind=kind, said_by=said_by)
    assert passages(desk) == []
    assert desk.session.exec(select(PassageMark)).one().marked_by_name == "Ana Moreno"
    desk.save(need, "The “cooking Club”", before="The “cooking club”", based_on=need.version)
    assert passages(desk) == ["cooking Club"]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("She hums “I want to go home” at night", "I want to go home"),
        ("Dee says “the group home is best”", "the group home is best"),
        ("Dee says the group home is best.", "the group home is best"),
        ("I want to go home.", "I want to go home"),
    ],
)
def test_first_person_and_claimed_speech_are_never_a_label(desk: Desk, text: str, passage: str) -> None:
    (need,) = desk.items("need")
    desk.save(need, text, before="Money", based_on=1)
    (found,) = findings(desk)
    assert found.passage.rstrip(".") == passage
    assert guard.Remedy.LABEL not in found.remedies, "It is not offered."
    with pytest.raises(Refusal) as refused:
        editing.answer_for_passage(desk.session, desk.plan, desk.command(), passage=found.passage, kind="label")
    assert refused.value.reasons[0].code == "not-answerable"
    assert findings(desk) == [found]


@pytest.mark.parametrize("name", ["Dee", " dee ", "Denise Kowalczyk"])
def test_her_own_name_makes_words_nobody_elses(desk: Desk, name: str) -> None:
    (need,) = desk.items("need")
    desk.save(need, "The “cooking club”", before="Money", based_on=1)
    with pytest.raises(Refusal) as refused:
        editing.answer_for_passage(
            desk.session, desk.plan, desk.command(), passage="cooking club", kind="other", said_by=name
        )
    assert [reason.code for reason in refused.value.reasons] == ["own"]
    assert passages(desk) == ["cooking club"]


@pytest.mark.parametrize("kind", [QuoteMarkKind.PRIVATE, QuoteMarkKind.WITHDRAWN, QuoteMarkKind.NOT_MEANT])
def test_words_she_keeps_private_or_took_back_are_found_in_a_text_and_not_shown_beside_it(
    desk: Desk, kind: QuoteMarkKind
) -> None:
    quote = desk.said("I want my own front door with MY key.")
    (need,) = desk.items("need")
    desk.save(need, "Her plan: my own front door with my key", before="Money", based_on=1)
    (found,) = findings(desk)
    assert found.nearest is not None
    assert found.nearest.capture == quote.id
    desk.session.add(QuoteMark(quote_id=quote.id, kind=kind, at=AT, by=desk.ana.id))
    desk.session.flush()
    (found,) = findings(desk)
    assert (found.kind, found.nearest) == (guard.Kind.NEAR_COPY, None)


def test_words_without_an_agreement_are_refused_and_taken_back_words_too(desk: Desk) -> None:
    (need,) = desk.items("need")
    private = desk.said("Only between us.", agreed=False)
    with pytest.raises(Refusal, match="did not agree"):
        editing.use_quote(desk.session, desk.plan, need, private.id, desk.command())
    quote = desk.said("I want MY key.")
    mark = QuoteMark(quote_id=quote.id, kind=QuoteMarkKind.WITHDRAWN, at=AT, by=desk.ana.id)
    desk.session.add(mark)
    desk.session.flush()
    with pytest.raises(Refusal, match="did not agree"):
        editing.use_quote(desk.session, desk.plan, need, quote.id, desk.command())


def test_another_persons_words_are_not_found(desk: Desk) -> None:
    foreign = desk_in(desk.session).said("Not hers.")
    (need,) = desk.items("need")
    with pytest.raises(NotFound):
        editing.use_quote(desk.session, desk.plan, need, foreign.id, desk.command())
    with pytest.raises(NotFound):
        editing.add_line(
            desk.session,
            desk.plan,
            kind="need",
            parent=desk.part("needs"),
            details={},
            command=desk.command(),
            quotes=[foreign.id],
        )


def test_a_line_of_another_plan_cannot_be_written_through_this_one(desk: Desk) -> None:
    elsewhere = desk_in(desk.session)
    elsewhere.draft(NEED)
    (foreign,) = elsewhere.items("need")
    with pytest.raises(Refusal):
        desk.save(foreign, "Mine now", before="Money", based_on=1)
    with pytest.raises(Refusal):
        editing.remove_line(desk.session, desk.plan, foreign, desk.command())
    with pytest.raises(Refusal):
        editing.add_line(
            desk.session, desk.plan, kind="need", parent=elsewhere.part("needs"), details={}, command=desk.command()
        )


def test_words_shown_with_a_line_are_left_out_without_touching_those_inside_its_text(desk: Desk) -> None:
    quote = desk.said("I want MY key.")
    (need,) = desk.items("need")
    desk.save(need, "She says “I want MY key.”", before="Money", based_on=1)
    editing.use_quote(desk.session, desk.plan, need, quote.id, desk.command())
    assert links_of(desk.session, [need.id]) == {need.id: [quote.id]}
    editing.leave_quote(desk.session, desk.plan, need, quote.id, desk.command())
    assert links_of(desk.session, [need.id]) == {}
    assert links_of(desk.session, [need.id], inline=True) == {need.id: [quote.id]}


def test_a_line_added_or_taken_out_by_a_form_sent_twice_is_so_once(desk: Desk) -> None:
    add = desk.command(kind="need")
    lines = {
        editing.add_line(desk.session, desk.plan, kind="need", parent=desk.part("needs"), details={}, command=add).id
        for _ in range(2)
    }
    assert len(lines) == 1
    assert len(desk.items("need")) == 2
    kinds = desk.session.exec(select(Event.kind).where(Event.kind == "draft.line_added")).all()
    assert len(kinds) == 1


def test_a_line_taken_out_comes_back_whole_with_its_words_and_its_lineage(desk: Desk) -> None:
    quote = desk.said("I want MY key.")
    (need,) = desk.items("need")
    lineage = need.lineage_id
    editing.use_quote(desk.session, desk.plan, need, quote.id, desk.command())
    editing.remove_line(desk.session, desk.plan, need, desk.command())
    assert desk.items("need") == []
    assert asides(desk) == ["Money"]
    assert desk.plan.working_version_id is not None
    (row,) = set_aside_texts(desk.session, desk.plan.working_version_id)
    for _ in range(2):
        editing.take_up(desk.session, desk.plan, row, desk.command())
    (back,) = desk.items("need")
    assert (back.lineage_id, back.details["text"]) == (lineage, "Money")
    assert links_of(desk.session, [back.id]) == {back.id: [quote.id]}
    assert asides(desk) == []


def test_words_taken_back_meanwhile_do_not_come_back_with_the_line(desk: Desk) -> None:
    quote = desk.said("I want MY key.")
    (need,) = desk.items("need")
    editing.use_quote(desk.session, desk.plan, need, quote.id, desk.command())
    editing.remove_line(desk.session, desk.plan, need, desk.command())
    desk.session.add(QuoteMark(quote_id=quote.id, kind=QuoteMarkKind.LEAVE_OUT, at=AT, by=desk.ana.id))
    desk.session.flush()
    assert desk.plan.working_version_id is not None
    (row,) = set_aside_texts(desk.session, desk.plan.working_version_id)
    editing.take_up(desk.session, desk.plan, row, desk.command())
    assert desk.session.exec(select(ItemQuote)).all() == []


def test_moving_a_line_from_a_page_that_is_stale_moves_nothing(desk: Desk) -> None:
    for text in ("Time", "Quiet"):
        editing.add_line(
            desk.session,
            desk.plan,
            kind="need",
            parent=desk.part("needs"),
            details={"text": text},
            command=desk.command(),
        )
    last = desk.items("need")[2]
    for _ in range(2):
        editing.move_line(desk.session, desk.plan, last, up=True, from_place=2)
    assert [item.details["text"] for item in desk.items("need")] == ["Money", "Quiet", "Time"]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_staff_text_that_paper_cannot_carry_is_refused_with_its_field(desk: Desk, character: str) -> None:
    (need,) = desk.items("need")
    with pytest.raises(Refusal, match=f"U\\+{ord(character):04X}"):
        desk.save(need, f"Money{character}", before="Money", based_on=1)


def test_a_line_that_shows_her_words_is_not_called_unfinished_for_its_text(desk: Desk) -> None:
    quote = desk.said("I want to see my money.")
    line = editing.add_line(
        desk.session,
        desk.plan,
        kind="need",
        parent=desk.part("needs"),
        details={},
        command=desk.command(),
        quotes=[quote.id],
    )
    version = desk.session.get_one(Version, desk.plan.working_version_id)
    assert unfinished(read_content(desk.session, desk.plan, version)) == ()
    editing.leave_quote(desk.session, desk.plan, line, quote.id, desk.command())
    assert len(unfinished(read_content(desk.session, desk.plan, version))) == 1


def test_only_checks_that_may_be_set_aside_are_and_with_a_reason(desk: Desk) -> None:
    with pytest.raises(Refusal, match="cannot be set aside"):
        editing.set_check_aside(desk.session, desk.plan, desk.command(), check="unproven", reason="because")
    with pytest.raises(Refusal, match="A reason is needed"):
        editing.set_check_aside(desk.session, desk.plan, desk.command(), check="no-own-words", reason=" ")
    editing.set_check_aside(desk.session, desk.plan, desk.command(), check="no-own-words", reason="She drew instead.")


def test_a_saved_revision_is_one_event_with_the_day_the_plan_applies(desk: Desk) -> None:
    save = desk.command(effective_on="2026-04-01")
    for _ in range(2):
        editing.save_revision(desk.session, desk.plan, save, effective_on=date(2026, 4, 1))
    version = desk.session.get_one(Version, desk.plan.working_version_id)
    assert (version.edits, version.effective_on) == (1, date(2026, 4, 1))


def test_the_text_of_a_frozen_version_cannot_be_written(desk: Desk) -> None:
    version = desk.session.get_one(Version, desk.plan.working_version_id)
    (need,) = desk.items("need")
    version.frozen_at = AT
    with pytest.raises(Refusal, match="not a draft any more"):
        desk.save(need, "Other", before="Money", based_on=1)
    version.frozen_at = None
