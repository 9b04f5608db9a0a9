"""The table of moves: checked when it is made, pure when it is asked, and never holding on to anything."""

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from engine.lifecycle import Actor, Ask, Lifecycle, Move, Request
from engine.refusals import Reason
from tests.engine import toy
from tests.engine.toy import BOTH, WRITERS, Facts, Plan, moves

ASKED = {"reason": "Because."}


def lifecycle(*extra: Move, **changed: Any) -> Lifecycle:
    shape: dict[str, Any] = {
        "name": "toy",
        "version": 1,
        "states": ("draft", "review", "signing", "closed"),
        "initial": "draft",
        "final": ("closed",),
        "moves": (*moves(), *extra),
    }
    return Lifecycle(**{**shape, **changed})


def pairs() -> Iterator[tuple[str, str]]:
    known = toy.toy()
    for verb in sorted({move.verb for move in known.moves}):
        for state in known.states:
            yield verb, state


@pytest.mark.parametrize(("verb", "state"), list(pairs()))
def test_the_table_decides_every_pair_of_move_and_state(verb: str, state: str) -> None:
    known = toy.toy()
    move = known.move(verb, state)
    role = min(move.by) if move else "writer"
    decision = known.decide(verb, state, Facts(), Request(Actor("a", role, "A"), ASKED))
    if move is None:
        assert [reason.code for reason in decision.reasons] == ["wrong-state"]
        assert decision.to == state
    else:
        assert decision.open
        assert decision.to == (state if move.to == "=" else move.to)


def test_every_reason_is_given_and_asking_twice_gives_the_same() -> None:
    known = toy.toy()
    facts = Facts(words="", signed=False)
    first = known.decide("finish", "signing", facts, Request(toy.NOBODY))
    assert [reason.code for reason in first.reasons] == ["role", "words-missing", "unsigned"]
    assert known.decide("finish", "signing", facts, Request(toy.NOBODY)) == first


def test_one_verb_leads_where_its_state_says() -> None:
    known = lifecycle(Move("skip", ("draft",), "signing", WRITERS), Move("skip", ("review",), "closed", WRITERS))
    assert [known.decide("skip", state, Facts(), Request(toy.WRITER)).to for state in ("draft", "review")] == [
        "signing",
        "closed",
    ]


def test_a_guard_that_breaks_is_an_error_not_a_yes_and_not_a_silent_no() -> None:
    known = lifecycle(Move("mend", ("draft",), "review", WRITERS, (toy.never_mended,)))
    with pytest.raises(ZeroDivisionError):
        known.decide("mend", "draft", Facts(), Request(toy.WRITER))


def test_a_state_the_definition_does_not_know_is_named_with_its_version() -> None:
    with pytest.raises(ValueError, match=r"'lost' is not in the lifecycle toy version 1"):
        toy.toy().decide("send", "lost", Facts(), Request(toy.WRITER))


def test_a_question_left_empty_is_a_reason_at_its_field() -> None:
    decision = toy.toy().decide("return", "review", Facts(), Request(toy.READER, {"reason": "  "}))
    assert [(reason.code, reason.about) for reason in decision.reasons] == [("asked", "reason")]


@pytest.mark.parametrize(
    ("extra", "changed", "fault"),
    [
        ((Move("x", ("draft",), "sining", WRITERS),), {}, "names the unknown state 'sining'"),
        ((Move("x", ("darft",), "draft", WRITERS),), {}, "names the unknown state 'darft'"),
        ((Move("send", ("draft",), "closed", WRITERS),), {}, "'send' out of 'draft' stands twice"),
        ((Move("x", ("closed",), "draft", WRITERS),), {}, "leaves 'closed', which is final"),
        ((Move("x", ("draft",), "review", frozenset()),), {}, "Nobody may make the move 'x'"),
        ((Move("x", (), "review", WRITERS),), {}, "starts nowhere"),
        ((Move("x", ("draft",), "review", WRITERS, (lambda *_: None,)),), {}, "has no name"),
        ((), {"states": ("draft", "review", "signing", "closed", "draft")}, "'draft' is named twice"),
        ((), {"states": ("draft", "review", "signing", "closed", "island")}, "'island' can never be reached"),
        ((Move("x", ("draft",), "pit", BOTH),), {"states": ("draft", "review", "signing", "closed", "pit")}, "a trap"),
        ((), {"initial": "start"}, "'start' is not in the list"),
    ],
)
def test_a_faulty_table_is_refused_when_it_is_made(
    extra: tuple[Move, ...], changed: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        lifecycle(*extra, **changed)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"'nowhere'.*'elsewhere'"):
        lifecycle(Move("x", ("nowhere",), "elsewhere", WRITERS))


def test_the_fingerprint_follows_structure_roles_guards_and_questions_but_not_wording() -> None:
    same = lifecycle().fingerprint
    assert toy.toy().fingerprint == same
    assert lifecycle(states=("draft", "signing", "review", "closed")).fingerprint != same
    for other in (
        Move("x", ("draft",), "review", WRITERS),
        Move("x", ("draft",), "review", BOTH),
        Move("x", ("draft",), "review", WRITERS, (toy.has_words,)),
        Move("x", ("draft",), "review", WRITERS, asks=(Ask("why", "Why?"),)),
    ):
        assert lifecycle(other).fingerprint != same
    assert (
        lifecycle(Move("x", ("draft",), "review", WRITERS, title="One")).fingerprint
        == lifecycle(Move("x", ("draft",), "review", WRITERS, title="Two")).fingerprint
    )


def test_there_is_no_way_around_the_table_and_the_machine_keeps_nobody() -> None:
    known = toy.toy()
    assert {name for name in known._machine.events if name.startswith("to_")} == set()
    for _ in range(10_000):
        known.decide("send", "draft", Facts(), Request(toy.WRITER))
    assert known._machine.models == []


def test_eight_threads_on_one_machine_never_hear_each_other() -> None:
    known, wrong = toy.toy(), []

    def ask(number: int) -> None:
        for _ in range(500):
            facts = Facts(words="" if number % 2 else "yes")
            reasons = known.decide("send", "draft", facts, Request(toy.WRITER)).reasons
            if bool(reasons) != bool(number % 2):
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_log_never_holds_the_words_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    words = "I want a garden of my own."

    def heard(facts: Facts, _request: Request) -> Reason | None:
        return Reason("heard", "No.") if facts.words == "never" else None

    known = lifecycle(Move("hear", ("draft",), "review", WRITERS, (heard,)))
    for name in ("", "transitions", "transitions.core", "engine"):
        caplog.set_level(logging.DEBUG, logger=name)
    known.decide("hear", "draft", Facts(words=words), Request(toy.WRITER, {"text": words}))
    assert "Initiating transition" in caplog.text
    assert words not in caplog.text


def test_two_lifecycles_on_one_subject_do_not_interfere() -> None:
    one, two = toy.toy(), toy.toy(name="other", extra=(Move("leap", ("draft",), "signing", WRITERS),))
    assert two.decide("leap", "draft", Facts(), Request(toy.WRITER)).open
    assert not one.decide("leap", "draft", Facts(), Request(toy.WRITER)).open
    assert Plan().stream != Plan().stream
