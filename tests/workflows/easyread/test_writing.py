"""Easy Read lines of a draft: tied to the text, out of date after it changed, never somebody's words, part of the version."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DatabaseError
from sqlmodel import col

from engine.database import Database, open_database
from engine.easy_read import BY_RULES, EasyLine, lines_of, out_of_date
from engine.firing import Effect
from engine.refusals import Refusal
from engine.schema import migrate
from engine.versions import Version, fingerprint_of
from tests.workflows.desk import Desk, at_desk
from workflows import editing, sharing
from workflows.content import EASY_READ
from workflows.easyread.writing import choose_symbols, look_again, make_lines, save_lines
from workflows.moving import note
from workflows.planning import Line


def no_picture(_line: str) -> str:
    return ""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def there(database: Database) -> Iterator[Desk]:
    with at_desk(database) as found:
        found.draft(
            Line("needs", "need", {"text": "Money for the bus. Staff help with medication."}),
            Line("risks", "risk", {"text": "Falls", "mitigation": "A rail"}),
        )
        yield found


def made(there: Desk, part: str = "needs", *, anew: bool = False) -> None:
    make_lines(there.session, there.plan, there.part(part), there.command(), suggest=no_picture, anew=anew)


def texts(there: Desk, kind: str = "need") -> list[str]:
    item = there.items(kind)[0]
    return [line.text for line in lines_of(there.session, item.version_id).get(item.lineage_id, [])]


def freeze(there: Desk) -> Version:
    """Freeze the draft as a verb does, within its event."""
    version = there.session.get_one(Version, there.plan.working_version_id)

    def write(_seq: int) -> Effect:
        sharing.freeze(there.session, there.plan, version, there.command())
        return Effect()

    note(there.session, there.plan, "draft.saved", there.command(), write=write)
    return version


def save(there: Desk, text: str, was: str, who: str = "ana") -> object:
    return save_lines(
        there.session,
        there.plan,
        there.items("need")[0],
        text=text,
        was=was,
        command=there.command(who),
        suggest=no_picture,
    )


def test_lines_are_made_by_rules_and_nobody_has_looked_at_them(there: Desk) -> None:
    made(there)
    item = there.items("need")[0]
    rows = lines_of(there.session, item.version_id)[item.lineage_id]
    assert [row.text for row in rows] == ["Money for the bus.", "Staff help with medicine."]
    assert {(row.made_by, row.looked_by) for row in rows} == {(BY_RULES, "")}
    assert texts(there, "risk") == []


def test_what_a_person_wrote_over_keeps_the_other_lines_as_they_were_made(there: Desk) -> None:
    made(there)
    save(there, "Money for the bus.\nStaff bring your pills.", "Money for the bus.\nStaff help with medicine.")
    item = there.items("need")[0]
    rows = lines_of(there.session, item.version_id)[item.lineage_id]
    assert [(row.text, row.made_by) for row in rows] == [
        ("Money for the bus.", BY_RULES),
        ("Staff bring your pills.", there.ana.name),
    ]
    assert {row.looked_by for row in rows} == {there.ana.name}


def test_a_change_of_the_text_leaves_the_lines_out_of_date_until_they_are_looked_at(there: Desk) -> None:
    made(there)
    item = there.items("need")[0]
    editing.save_line(
        there.session,
        there.plan,
        item,
        details={"text": "Money for the train."},
        before={},
        based_on=item.version,
        command=there.command(),
    )
    known = lines_of(there.session, item.version_id)
    assert out_of_date(item, known[item.lineage_id])
    look_again(there.session, there.plan, item, there.command())
    known = lines_of(there.session, item.version_id)
    assert not out_of_date(item, known[item.lineage_id])
    assert texts(there) == ["Money for the bus.", "Staff help with medicine."]


def test_making_lines_again_mends_what_rules_made_and_leaves_what_people_wrote(there: Desk) -> None:
    made(there)
    save(there, "Money.", "\n".join(texts(there)))
    item = there.items("need")[0]
    item.details = {"text": "Money for the train.", "found_by": ""}
    there.session.add(item)
    made(there)
    assert texts(there) == ["Money."]
    made(there, anew=True)
    assert texts(there) == ["Money for the train."]
    aside = editing.set_aside_texts(there.session, item.version_id)
    assert [row.text for row in aside] == ["Money."]
    editing.take_up(there.session, there.plan, aside[0], there.command())
    assert texts(there) == ["Money."]


@pytest.mark.parametrize("typed", ["She said “I want a dog”.", "I want a dog.", "Dee told us she wants a dog."])
def test_a_line_that_gives_words_to_somebody_is_not_kept(there: Desk, typed: str) -> None:
    with pytest.raises(Refusal):
        save(there, typed, "")
    assert texts(there) == []


def test_a_line_that_became_a_copy_of_captured_words_stops_the_freezing(there: Desk) -> None:
    save(there, "The dogs at the shelter need somebody to walk them every day.", "")
    there.said("The dogs at the shelter need somebody to walk them every day.")
    version = there.session.get_one(Version, there.plan.working_version_id)
    with pytest.raises(Refusal, match="Easy Read"):
        sharing.freeze(there.session, there.plan, version, there.command())


def test_lines_of_another_text_stop_the_freezing_whatever_verb_freezes(there: Desk) -> None:
    made(there)
    item = there.items("need")[0]
    item.details = {**item.details, "text": "Money for the train."}
    there.session.add(item)
    there.session.flush()
    version = there.session.get_one(Version, there.plan.working_version_id)
    with pytest.raises(Refusal, match="before it changed"):
        sharing.freeze(there.session, there.plan, version, there.command())
    editing.set_check_aside(there.session, there.plan, there.command(), check=EASY_READ, reason="A comma.")
    assert freeze(there).fingerprint


def test_a_version_without_lines_keeps_the_fingerprint_it_had(there: Desk) -> None:
    version = there.session.get_one(Version, there.plan.working_version_id)
    before = fingerprint_of(there.session, version)
    made(there)
    with_lines = fingerprint_of(there.session, version)
    assert with_lines != before
    choose_symbols(there.session, there.plan, there.items("need")[0], {0: "talk"})
    assert fingerprint_of(there.session, version) not in (before, with_lines)
    save(there, "", "\n".join(texts(there)))
    assert fingerprint_of(there.session, version) == before


def test_the_database_keeps_the_lines_of_a_frozen_version(there: Desk) -> None:
    made(there)
    version = freeze(there)
    line = next(iter(lines_of(there.session, version.id).values()))[0]
    again = {**line.model_dump(), "text": "Something else."}
    for statement in (
        update(EasyLine).where(col(EasyLine.id) == line.id).values(text="x"),
        delete(EasyLine).where(col(EasyLine.id) == line.id),
        insert(EasyLine).values(**{**again, "id": there.plan.id}),
    ):
        with pytest.raises(DatabaseError), there.session.begin_nested():
            there.session.execute(statement)


def test_the_next_version_begins_with_the_lines_of_the_one_before(there: Desk) -> None:
    made(there)
    before = freeze(there)
    after = sharing.next_version(there.session, there.plan, before, sharing.VersionKind.REVISION, there.command())
    assert [(row.text, row.of_text) for rows in lines_of(there.session, after.id).values() for row in rows] == [
        (row.text, row.of_text) for rows in lines_of(there.session, before.id).values() for row in rows
    ]


def test_a_line_taken_out_takes_its_easy_read_lines_with_it(there: Desk) -> None:
    made(there)
    version = there.items("need")[0].version_id
    editing.remove_line(there.session, there.plan, there.items("need")[0], there.command())
    assert lines_of(there.session, version) == {}


def test_of_two_who_write_the_same_lines_the_first_stands_and_the_other_is_set_aside(there: Desk) -> None:
    made(there)
    was = "\n".join(texts(there))
    save(there, "The bus costs money.", was)
    saved = save(there, "You need a bus pass.", was, who="ben")
    assert texts(there) == ["The bus costs money."]
    assert saved.conflict is not None  # type: ignore[attr-defined]
    assert saved.conflict.text == "You need a bus pass."  # type: ignore[attr-defined]


@pytest.mark.parametrize(("typed", "sentence"), [("x\n" * 61, "More than 60"), ("x" * 301, "at most 300")])
def test_lines_that_are_not_easy_to_read_any_more_are_refused_in_words(there: Desk, typed: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        save(there, typed, "")
