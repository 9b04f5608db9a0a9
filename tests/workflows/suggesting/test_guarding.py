"""Wording of a model beside the guard: what may stand, what may not, and what stands only with a source."""

from uuid import uuid4

import pytest

from engine import guard
from workflows.suggesting.guarding import Captured, refusals_of

SAID = [
    "I want my own front door with MY key.",
    "No stove.",
    "Don’t make me go to the workshop again",
    "Quiero vivir cerca de mi hermana",
]
CAPTURED = Captured(guard.known([guard.Capture(uuid4(), words) for words in SAID]), ("Denise Kowalczyk", "Dee"))


@pytest.mark.parametrize(
    "text",
    [
        "Help for Dee with the bus schedule on Mondays",
        "Travel training, weekly, with a member of staff",
        "Ride the bus to work on 3 of 5 days within 90 days, counted by the job coach",
        "Stove: turned off at the wall at night; staff check",
        "The neighbor drives when the bus does not run",
        "Practice reading the schedule twice a week",
        "Dee’s mother and the team look at the schedule together",
        "Take I-95 to exit 12",
        "A lock that opens with one hand",
    ],
)
def test_plain_wording_stands(text: str) -> None:
    assert refusals_of(text, CAPTURED, []) == []


@pytest.mark.parametrize(
    "text",
    [
        "Her own front door with her key",
        "A front door, her own, with HER key",
        "I want my own front door with my key",
        "Make her go to the workshop again",
        "Own front door with own key",
        "Vivir cerca de mi hermana",
        "Dee said no stove",
        "Per Dee, the workshop is bad",
        "Dee would love a dog",
        "Dee doesn’t want the workshop",
        "Participant states goal is a job",
        "Her mother reports progress",
        "Interested in cooking",
        "Her wish is a job",
        "No known allergies",
        "Mood is stable",
        "WNL",
        "None noted",
        "Our team supports Dee",
        "Let’s go by bus",
        "„Bus“",
        "「bus」",
        "**Bus**",
        "[bus](http://example.org)",
        "&lt;b&gt;",
        "{{bus}}",
        "Wants a dog",
        "Would like to move out",
        "Bus training. Likes soup",
        "Agrees with the plan",
        "Support plan: prefers mornings",
        "Reportedly takes the bus",
        "A need was expressed for bus rides",
        "The bus, in Dee’s own words",
        "Self-reported interest",
        "The ″bus″ plan",
        "The `bus` plan",
        "Negative for falls",
        "Doing well on the bus",
        "Rides the bus independently",
        "Allergies: n/a",
        "Falls not observed",
        "Free of pain",
    ],
)
def test_wording_that_may_not_stand_is_refused(text: str) -> None:
    assert refusals_of(text, CAPTURED, ["bus"])


@pytest.mark.parametrize(
    "text", ["No known allergies", "Interested in cooking", "Mood is stable", "Job is the top priority"]
)
def test_what_a_named_line_says_may_be_said(text: str) -> None:
    source = f"Chart: {text.lower()}, checked in May."
    assert refusals_of(text, CAPTURED, [source]) == []
    assert refusals_of(text, CAPTURED, ["Something else."])
