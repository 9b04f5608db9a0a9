import pytest

from workflows.drafting import draft_note

HEAD = "Mtg: Rosa Delgado, mom (Ana), aide Kim, SC\n"


@pytest.mark.parametrize(
    "line",
    [
        "Rosa signed (ASL interp Joe): “home now”",
        "Rosa (via interpreter): “home now”",
        "Interpreter for Rosa: “home now”",
    ],
)
def test_an_interpreters_english_is_the_persons_meaning(line: str) -> None:
    quote = draft_note(HEAD + line, person="Rosa Delgado", also_called=["Rosa"]).quotes[0]
    assert (quote.attribution, quote.speaker) == ("interpreted", "Rosa Delgado")


@pytest.mark.parametrize(
    "line", ["Interpreter: “stay”", "Interpreter for mom: “stay”", "Ana (via interpreter): “stay”"]
)
def test_an_interpreter_who_is_not_tied_to_the_person_shows_nothing(line: str) -> None:
    quote = draft_note(HEAD + line, person="Rosa Delgado", also_called=["Rosa"]).quotes[0]
    assert quote.attribution in ("other", "unconfirmed")


def test_words_beside_their_rendering_stay_verbatim() -> None:
    note = HEAD + "Rosa: “quiero ir a casa” (interp: “I want to go home”)"
    quotes = draft_note(note, person="Rosa Delgado", also_called=["Rosa"]).quotes
    assert [quote.attribution for quote in quotes] == ["participant", "interpreted"]


SERVED = [
    "Visit 3/2. Rosa Delgado, Deaf. Also: mom Ana, ASL interpreter Joe Marsh, SC Kim.",
    "Visit 3/2. Rosa Delgado, mom Ana, SC Kim. Interp. present.",
    "Visit 3/2. Rosa Delgado (she), through interpreter. SC Kim.",
    "Visit 3/2. Rosa Delgado (Deaf), Mr. Vale interpreting, mom.",
    "Language: Russian. Telephone interpreter 4411.\nPerson: Rosa Delgado",
    "Visit. Rosa Delgado signs; her answers were voiced by Joe.",
    "Rosa Delgado, 40, speaks Tagalog. All her words were put into English by Ms. Reyes.",
]
NOT_SERVED = [
    "Visit 3/2. Rosa Delgado, mom Ana (Spanish), interpreter for mom: Joe Marsh. SC Kim.",
    "Visit 3/2. Rosa Delgado, mom Ana, mom’s interpreter Joe, SC Kim.",
    "Visit 3/2. Rosa Delgado, mom Ana through interpreter Joe, SC Kim.",
    "Visit 3/2. Rosa Delgado, grandmother Ana (Spanish, interpreter), SC Kim.",
    "Visit 3/2. Rosa Delgado, roommate Bo (Deaf) and Bo’s interpreter, SC Kim.",
    "Visit 3/2. Rosa Delgado, mom Ana, SC Kim. ASL interpreter booked, did not come.",
    "Visit 3/2. Rosa Delgado, mom Ana, SC Kim. The interpreter cancelled.",
    "Home visit. Rosa Delgado, 70, Bulgarian. Interpreter did not come, rescheduled.",
    "Visit 3/2. Rosa Delgado, mom Ana, SC Kim. No interpreter needed.",
    "Visit 3/2. Rosa Delgado, mom Ana, SC Kim. Interpreter Joe for the consent form only.",
    "Visit 3/2. Rosa Delgado, SC Kim. Rosa wants to work as an interpreter some day.",
]
SAID = ["Rosa: “I want a cat and a key”", "She said “I want a cat and a key”", "Rosa signed, “I want a cat and a key”"]
THEMSELVES = [
    "Rosa, in English: “I want a cat and a key”",
    "Rosa typed on her phone “I want a cat and a key”",
    "Rosa wrote “I want a cat and a key”",
    "Rosa said with her own voice “I want a cat and a key”",
]


def attribution(head: str, line: str) -> str:
    return draft_note(f"{head}\n\n{line}\n", person="Rosa Delgado", also_called=["Rosa"]).quotes[-1].attribution


@pytest.mark.parametrize("line", SAID)
@pytest.mark.parametrize("head", SERVED)
def test_a_note_that_says_once_who_voices_makes_the_persons_english_a_rendering(head: str, line: str) -> None:
    assert attribution(head, line) == "interpreted"


@pytest.mark.parametrize("line", THEMSELVES)
@pytest.mark.parametrize("head", SERVED)
def test_what_they_said_or_wrote_themselves_stays_their_own(head: str, line: str) -> None:
    assert attribution(head, line) == "participant"


@pytest.mark.parametrize("head", NOT_SERVED)
def test_an_interpreter_for_another_or_who_did_not_come_renders_nothing_of_the_persons(head: str) -> None:
    assert attribution(head, SAID[0]) == "participant"


def test_what_a_relative_voices_is_left_to_be_confirmed() -> None:
    assert attribution("Visit. Rosa Delgado signs; her answers were voiced by her sister.", SAID[0]) == "unconfirmed"


MARKED = [
    "Int: = her words as Ms. Vale put them into English.",
    "*(ASL)* = Rosa’s words in Ms. Vale’s English. Interpreter Nora Vale, in person.",
    "ASL interpreter: Nora Vale. S/ = what Rosa signed.",
    "T: means Rosa, as translated by Dr. M. Vale, interpreter.",
]


@pytest.mark.parametrize("told", MARKED)
def test_a_mark_introduced_as_the_interpreters_is_never_the_persons_own(told: str) -> None:
    mark = told.split()[-5].strip() if told.startswith("ASL") else told.split()[0].strip("*")
    line = f"{mark.rstrip(':')}{'' if mark.endswith('/') else ':'} “I want a cat and a key”"
    assert attribution(f"Visit, Rosa Delgado (she).\n{told}", line) == "interpreted"


def test_a_mark_for_their_own_english_stays_theirs_beside_an_interpreter() -> None:
    head = "Visit, Rosa Delgado. Interp Nora Vale in person. (E) = Rosa, in her own English."
    assert attribution(head, "Rosa (E): “I want a cat and a key”") == "participant"


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("Rosa was asked why she came. Via interpreter: “I want a cat and a key”", "interpreted"),
        ("Mom was asked why she came. Via interpreter: “I want a cat and a key”", "unconfirmed"),
        ("Goals, in her words (via interpreter):\n\n1. “I want a cat and a key”", "interpreted"),
        ("Asked what she would accept, Ms. Vale rendered: “I would talk to the nun”", "interpreted"),
        ("Ms. Vale, for herself: “I want a chair with arms”", "other"),
    ],
)
def test_words_behind_the_interpreter_alone_are_the_persons_where_the_line_is_about_them(line: str, whose: str) -> None:
    head = "Visit 3/2. Rosa Delgado (she), mom Ana, Ms. Vale, certified Tagalog interpreter, SC Kim."
    assert attribution(head, line) == whose
