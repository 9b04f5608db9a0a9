"""Plain ways to announce words that needed a rule of their own, each beside what only looks like it; and whole forms: a page
the person wrote alone, a form whose headings speak as the person."""

import pytest

from workflows.drafting import draft_note
from workflows.drafting.result import Quotation

HEAD = "Mtg 4/2: Rosa Delgado (she), mom Ana, brother Luis, aide Kim, Dr. Webb, SC\n\n"


def drafted(note: str) -> list[Quotation]:
    return list(draft_note(note, person="Rosa Delgado", also_called=["Rosa"]).quotes)


def first(line: str) -> tuple[str, str]:
    last = [quote for quote in drafted(HEAD + line + "\n") if quote.within is None][-1:]
    return (last[0].attribution, last[0].why) if last else ("", "")


PLAIN = [
    "Reason given by Rosa: “I can’t turn over in that bed”",
    "Parting remark from Rosa: “I like quiet rooms”",
    "Text from Rosa at 8:10: “cant do today”",
    "Rosa wants to be told if Kim is out: “Text me who is coming”",
    "Rosa was asked if she would add anyone and named her neighbor: “I trust him and he is home”",
    "Kim asked what would help and Rosa said “a number on it”",
    "When asked how the heel is Rosa states, “It only hurts in the sock.”",
    "If Kim does not come, typed: “text bo. never call”",
    "First words off the van: “I am hungry as a bear”",
    "Mom began with her list and Rosa put up one finger: “I go first.”",
    "Then Rosa said what I think is the center of it: “I mean to stay here”",
    "Last plan goal: “Rosa will increase outings.” Both laughed. Rosa: “I go out daily”",
    "Rosa: “I talk to Bo. The rest of them holler.” Noise could be the thing.",
    "Luis squeezed in. Everybody laughed, then Rosa sat up. She said “strong, no?”",
    "Rosa (Eng.): “I hear you at night”",
    "On the CPAP Rosa says: “It blows in my eye”",
    "“I cross the street,” pt. said.",
    "Rosa gave me her own wording: “One haircut on a real head.” Luis has volunteered.",
    "Rosa printed: “GOOD MEETING”",
]
NOT_PLAIN = [
    "Reason given by mom: “I can’t turn her over in that bed”",
    "Last year’s remark from Rosa: “I like quiet rooms”",
    "Report received from Rosa: “I like quiet rooms”",
    "Text from mom at 8:10: “cant do today”",
    "Rosa wants Kim to say when she leaves: “I am going now”",
    "Rosa wants to know what the card says: “Take one tablet and call me”",
    "Rosa was asked if she would add anyone and Luis named Bo: “I trust him”",
    "Kim asked what would help and Luis said “a number on it”",
    "If Rosa would come and Kim said “I need help”",
    "If mom is late, staff typed: “call me”",
    "First words on the poster: “I am somebody”",
    "First words from Luis: “I am late”",
    "Kim began with the list and Luis put up one finger: “I was first”",
    "In 2019: “I want a dog.” “I want a cat.”",
    "Rosa’s plan had “I want a dog.” Luis laughed.",
    "“I want a cat.” It could be a joke.",
    "The back of the shirt was printed: “I did it my way”",
    "Luis sat up. He said “strong, no?”",
    "On the ward DSP Rosa says: “I like him”",
    "Mom gave me her own wording: “One haircut on a real head.”",
]


@pytest.mark.parametrize("line", PLAIN)
def test_it_is_plain_who_speaks(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize("line", NOT_PLAIN)
def test_what_only_looks_so_is_not_given_to_the_person(line: str) -> None:
    assert first(line)[0] != "participant", first(line)


PAGE = """
-------------------------
MY PAGE by Rosa Delgado

ABOUT ME
I am good at chess.
- I know every bird by its
  call.

WHAT I WANT MY NEXT FEW YEARS TO BE
What I want next year
My dream
I want a porch and a feeder.

Rosa
-------------------------
My notes go on here. The porch is likely.
"""
OWN_PAGES = [
    "Rosa typed the page below by herself at the library. I did not fix anything.",
    "Cover note: Rosa wrote what follows on her own, between the lines.",
    "Rosa printed this statement alone, over three days.",
]
NOT_OWN_PAGES = [
    "Kim typed the page below for Rosa.",
    "Rosa typed the page below with help from Kim.",
    "Rosa typed the page below by herself and I fixed the spelling.",
    "Rosa wrote the page below by herself, Kim dictated.",
    "Luis wrote the page below by himself.",
    "The page below is a template.",
    "Rosa read the page below by herself.",
]


@pytest.mark.parametrize("cover", OWN_PAGES)
def test_each_line_of_a_page_the_person_wrote_alone_is_theirs(cover: str) -> None:
    quotes = drafted(f"For the file, Rosa Delgado.\n{cover}\n{PAGE}")
    said = ["I am good at chess.", "I know every bird by its\n  call.", "I want a porch and a feeder."]
    assert [quote.text for quote in quotes] == said
    assert {(quote.attribution, quote.method) for quote in quotes} == {("participant", "typed")}


@pytest.mark.parametrize("cover", NOT_OWN_PAGES)
def test_a_page_in_which_somebody_else_had_a_hand_is_not_given_to_the_person(cover: str) -> None:
    assert drafted(f"For the file, Rosa Delgado.\n{cover}\n{PAGE}") == []


def test_a_page_that_names_whoever_typed_it_is_not_given_to_the_person() -> None:
    page = PAGE.replace("MY PAGE by Rosa Delgado", "MY PAGE, typed for Rosa")
    assert drafted(f"For the file, Rosa Delgado.\n{OWN_PAGES[0]}\n{page}") == []


FORM = "# Worksheet of Rosa Delgado\n\n### What people admire about me\n\n“Never late.”\n\n### {}\n\n1. “Make supper for Dale.”\n\n### My dream\n\n### How I want my meeting to go\n"


@pytest.mark.parametrize(
    ("heading", "whose"),
    [
        ("What I want to work on", "participant"),
        ("What others want for me", "unconfirmed"),
        ("What I observed", "unconfirmed"),
        ("Goals of the agency", "unconfirmed"),
    ],
)
def test_a_form_whose_headings_speak_as_the_person_holds_their_words(heading: str, whose: str) -> None:
    assert [quote.attribution for quote in drafted(FORM.format(heading))] == ["unconfirmed", whose]


def test_words_behind_a_mark_are_theirs_where_the_note_says_how_they_come() -> None:
    head = "Rosa Delgado. What comes after TC: she built herself, nobody touching the screen, and I wrote down what the device said.\n\n"
    assert [quote.attribution for quote in drafted(head + "Break. TC: “told you”\n")] == ["participant"]
    for told in ("Kim programmed a greeting.", "Her sleeve hit a key by mistake."):
        assert [quote.attribution for quote in drafted(head + told + " TC: “told you”\n")] == ["unconfirmed"]
    helped = "Rosa Delgado. What comes after TC: she built with Kim, who wrote down what the device said.\n\n"
    assert [quote.attribution for quote in drafted(helped + "Break. TC: “told you”\n")] == ["unconfirmed"]
