"""On whole notes: nobody the record knows is left, and hardly anybody it does not know."""

import re

from tests.workflows.drafting.marked_notes import marked_notes
from workflows.deidentifying.known import Known, Name, NameKind, together
from workflows.deidentifying.second_look import SecondLook
from workflows.deidentifying.strangers import strangers_in
from workflows.deidentifying.taking_out import take_out
from workflows.deidentifying.tokens import TOKEN, Tokens

NOT_NAMES = {
    "unknown",
    "staff",
    "mom",
    "dad",
    "mother",
    "father",
    "interpreter",
    "aide",
    "nurse",
    "sister",
    "brother",
    "the",
}


def notes() -> list[tuple[str, Known, set[str]]]:
    """Each note, who the record knows, and the words that name others who are quoted in it."""
    found = []
    for note in marked_notes():
        own = tuple(name for name in (note.person, *note.also) if name)
        names = (Name(NameKind.PERSON, own[0], own),) if own else ()
        said = {word for one in note.expected for word in re.findall(r"[A-ZÀ-Ý][\w’']{2,}", one.speaker)}
        known = {word.casefold() for name in own for word in name.split()}
        strangers = {word for word in said if word.casefold() not in known | NOT_NAMES}
        found.append((note.text, Known(names=names), strangers))
    return found


def sent(text: str, known: Known) -> str:
    everybody = Known(names=together(known.names, strangers_in([text], known)))
    return take_out(text, everybody, Tokens())


def test_nobody_the_record_knows_is_left_in_any_note() -> None:
    read = notes()
    assert len(read) >= 15
    for text, known, _strangers in read:
        assert SecondLook(known).left(sent(text, known)) == []


def test_hardly_anybody_the_record_does_not_know_is_left() -> None:
    named, left = 0, []
    for text, known, strangers in notes():
        bare = TOKEN.sub(" ", sent(text, known))
        for word in strangers:
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                named += 1
                left += [word] if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", bare) else []
    assert named >= 15
    assert len(left) <= named * 0.05, left


def test_most_of_an_ordinary_note_can_still_be_read() -> None:
    whole = sum(len(text.split()) for text, _known, _strangers in notes())
    taken = sum(len(TOKEN.findall(sent(text, known))) for text, known, _strangers in notes())
    assert taken < whole * 0.12
