"""Who has the floor: whose words a quotation holds when the speaker stands further off than right before it."""

import pytest

from workflows.drafting import draft_note

HEAD = "Mtg 4/2: Rosa Delgado (she), mom Ana, brother Luis, aide Kim, Dr. Webb, SC\n\n"

ASKED = [
    "Kim asked Rosa what she wants this year. “A cat.”",
    "Kim asked Rosa about pets: “I want a cat”",
    "Asked Rosa if she is lonely. “Only at night.”",
    "I asked her what helps. “Quiet.”",
    "Dr. Webb asked if she sleeps. “Like a cat.”",
    "Kim asked about the bus. “Too loud, too early.”",
    "Luis asked about her new job, Rosa: “it is cold in there”",
    "Kim asked Rosa. Rosa: “no way”",
    "Rosa was quiet. What would help? “A key of my own.”",
    "Luis asked Rosa whether she would move. “Is there a yard?”",
    "I asked Rosa to say it again in her own English: “my house, my key”",
]
ANNOUNCED = [
    "Rosa took Kim’s pen and wrote on the chart: “HOME”",
    "Rosa turned to Luis and then to me, in English: “No more.”",
    "Rosa on Kim: “she hums when she cooks”",
    "Rosa about her brother – “he is loud but okay”",
    "Rosa leaned over to Luis: “I want a cat”",
    "Rosa held up her phone to Dr. Webb: “I want a cat”",
    "Rosa wants Luis to visit and not to boss: “He is my brother, not my boss”",
]
GIVEN = [
    "Rosa heard the price. Her answer: “too much”",
    "Mom wants a group home. Rosa’s response was, “never in this life”",
    "Luis says she cannot cook. Rosa’s version is “I can cook eggs”",
    "Rosa wants a dog or a cat. Her reason: “they listen”",
    "Rosa does not like the van. In her opinion “it smells of feet”",
]
TURNS = [
    "Luis: “She can’t be alone.” Rosa rolled her eyes, “I am forty.”",
    "Mom: “He bosses her.” Rosa came back with “because you let him”",
    "“He will complain,” said Rosa, “but he will come.”",
    "Luis wants her home. Rosa’s jaw went tight. “Not with you.”",
    "I read it all back and Rosa said “you forgot the cat”",
    "When Kim went out Rosa hollered “bring cake!”",
    "“Too early,” Rosa grumbled.",
    "Kim sang off key. Rosa covered her ears, “stop”",
    "Rosa “two cats”.",
    "Luis talked about money. Her: “Mine.”",
]
PRONOUNS = [
    "Rosa likes Luis to visit if he knocks. She said “he never knocks”",
    "Luis drove. Rosa sat in front. She told him “slow down”",
    "Backup: Luis, then Kim’s agency. If she loses the key: “I wear it on my neck”",
    "Rosa calls the night shift “the parade”",
    "She calls her walker “my old mule”",
]
WRITTEN = [
    ("Rosa wrote at the bottom of the page: home is where my key is", "home is where my key is"),
    ("Rosa spelled to me, letter by letter: H-O-M-E", "H-O-M-E"),
    ("Rosa typed on her phone and held it up for me: no more vans", "no more vans"),
]
NOT_THEIRS = [
    "Kim asked Rosa: “do you want a cat?”",
    "Kim asked Rosa softly, “do you want a cat?”",
    "Kim asked mom what Rosa wants. “A cat.”",
    "Luis asked mom about money. “There is none.”",
    "Kim asked Rosa to say “please”",
    "Luis: “She can’t be alone.” Then, louder, “she can’t!”",
    "Mom: “He bosses her.” Luis came back with “because you let him”",
    "“He will complain,” said Luis, “but he will come.”",
    "Rosa wants a cat. Luis’s jaw went tight. “Not with me.”",
    "Luis has doubts. His answer: “too much”",
    "Mom’s version is “I can cook eggs”",
    "Rosa’s answer would have been “never”",
    "Rosa hugged mom. She said “I love you”",
    "Kim drove. She said “I can’t do Thursdays”",
    "Kim took Rosa’s pen and wrote on the chart: “HOME”",
    "Kim held Rosa’s hand and wrote with her: “HOME”",
    "Rosa looked at the card. “I am ready to be independent” (card)",
    "In the January plan Rosa is quoted: “I love the van”",
    "Rosa showed us the text: “good luck today”",
    "On TV a man was yelling “come on down!”, Rosa laughed",
    "Luis calls her “the boss”",
    "Kim wrote at the bottom of the page: call the landlord on Monday",
    "Kim spelled for Rosa, letter by letter: H-O-M-E",
    "greg says that rosa told him quote i want to go home unquote",
]


def first(line: str) -> tuple[str, str]:
    quotes = draft_note(HEAD + line + "\n", person="Rosa Delgado", also_called=["Rosa"]).quotes
    last = [quote for quote in quotes if quote.within is None][-1:]
    return (last[0].attribution, last[0].why) if last else ("", "")


@pytest.mark.parametrize("line", ASKED)
def test_whoever_is_asked_has_the_floor(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize("line", ANNOUNCED)
def test_a_sentence_about_the_person_announces_their_words_whoever_else_it_names(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize("line", GIVEN)
def test_an_answer_a_reason_or_a_version_belongs_to_whoever_gives_it(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize("line", TURNS)
def test_the_floor_passes_with_the_one_who_acts(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize("line", PRONOUNS)
def test_she_is_the_person_where_nobody_else_can_be_meant(line: str) -> None:
    assert first(line)[0] == "participant", first(line)


@pytest.mark.parametrize(("line", "said"), WRITTEN)
def test_what_they_wrote_or_spelled_counts_without_marks(line: str, said: str) -> None:
    quotes = draft_note(HEAD + line + "\n", person="Rosa Delgado", also_called=["Rosa"]).quotes
    assert [(quote.attribution, quote.text) for quote in quotes] == [("participant", said)]


@pytest.mark.parametrize("line", NOT_THEIRS)
def test_a_look_alike_is_never_given_to_the_person(line: str) -> None:
    assert first(line)[0] != "participant", first(line)
