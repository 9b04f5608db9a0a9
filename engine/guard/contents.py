"""Whether what follows a verb of speech makes it a claim: “says she wants” is one, “says hello” is none."""

from collections.abc import Sequence

from engine.guard import speech
from engine.guard.listed import listed
from engine.guard.naming import named
from engine.guard.people import Names
from engine.guard.speech import Form
from engine.guard.tokens import Token

REACH = 6


class Contents:
    """Of one sentence, by the place of the verb."""

    def __init__(self, tokens: Sequence[Token], names: Names) -> None:
        self._tokens = tokens
        self._names = names

    def says_something(self, at: int, form: Form, *, strict: bool = False) -> bool:
        """Whether what follows the verb makes it a claim."""
        following = [token.low for token in self._tokens[at + 1 : at + 8]]
        first = following[0] if following else ""
        if strict and first in ("to", "for") and form.lemma not in ("ask", "request"):
            return False
        if form.lemma == "tell":
            return self._told(at, form, following)
        if form.lemma == "ask":
            return self._asked(form, following)
        if form.lemma in speech.ABOUT:
            return _about_a_wish(following)
        if form.lemma in speech.FREE:
            return self._said(form, following)
        return self._with_content(at, form, following)

    def _said(self, form: Form, following: list[str]) -> bool:
        first = following[0] if following else ""
        if form.lemma == "report":
            return first not in ("to", "for", "it", "this", "them", "any", "all", "back", "card", "cards") or following[
                :3
            ] == ["to", "us", "that"]
        if form.lemma in ("whisper", "shout", "yell", "complain", "announce", "declare", "insist"):
            return (bool(following) and first not in ("at", "when", "if", "in", "loudly")) or form.tense == "past"
        if form.tense == "s" and form.lemma == "say":
            if first in speech.QUESTIONS or first in speech.GREETINGS:
                return False
            if first in ("yes", "no") and any(
                word in ("by", "with", "using", "through", "when", "if") for word in following[1:3]
            ):
                return False
            if first in ("yes", "no") and following[1:3] == ["and", "no"]:
                return False
        return not (
            form.lemma == "say"
            and first in speech.GREETINGS - {"so", "good", "more", "less", "please", "sorry", "much"}
        )

    def _with_content(self, at: int, form: Form, following: list[str]) -> bool:
        tokens = self._tokens
        place = at + 1
        while (
            place < len(tokens)
            and place - at < REACH
            and (
                tokens[place].low in speech.LISTENERS - {"her", "him", "them"}
                or tokens[place].low == "to"
                or (
                    tokens[place].low in speech.BEFORE_LISTENER
                    and place + 1 < len(tokens)
                    and tokens[place + 1].low in speech.KIN_AND_STAFF
                )
                or tokens[place].low in speech.KIN_AND_STAFF
                or tokens[place].low in ("again", "clearly", "firmly", "also", "often")
            )
        ):
            place += 1
        first = following[0] if following else ""
        word = tokens[place].low if place < len(tokens) else ""
        if form.lemma == "express":
            wishes = listed(
                "wish desire interest concern concerns preference need worry hope frustration fear wanting feeling that"
            )
            near = set(following[:4])
            if form.tense == "s":
                return bool(near & (wishes - {"need", "fear", "frustration", "hope"})) and not near & {
                    "by",
                    "with",
                    "through",
                }
            return True
        if form.lemma == "request":
            return form.tense == "past"
        if form.lemma in ("beg", "plead", "urge") and form.tense == "past":
            return bool(following)
        if form.lemma in ("mutter", "mumble") and form.tense == "past":
            return bool(following) and first not in ("at", "when", "while", "in", "to", "and", "for", "all", "through")
        if form.lemma == "sign":
            return (
                first == "that"
                or (first in ("no", "yes") and form.tense == "past")
                or (tokens[place].is_reference if place < len(tokens) else False)
            )
        if form.lemma in ("describe", "recount", "disclose", "voice", "articulate", "clarify") and form.tense == "past":
            return bool(following)
        if form.lemma in ("explain", "describe") and form.tense == "past" and word in ("how", "why", "what"):
            return True
        if place < len(tokens) and (tokens[place].is_reference or tokens[place].raw in ':"“'):
            return (
                form.lemma not in ("write", "type", "text", "message", "email", "add")
                or tokens[place].is_reference
                or tokens[place].raw != ":"
            )
        if word in ("yes", "no") and form.tense == "s":
            return False
        if form.lemma in (
            "add",
            "text",
            "type",
            "write",
            "message",
            "email",
            "note",
            "repeat",
            "share",
            "answer",
            "reply",
            "respond",
            "gesture",
        ) and word in ("it", "no", "there"):
            return False
        return word in speech.SUBORDINATE - {"it"} or (
            place < len(tokens)
            and self._name_at(place) is not None
            and form.lemma in ("indicate", "explain", "claim", "admit", "confirm")
        )

    def _told(self, at: int, form: Form, following: list[str]) -> bool:
        if not following or following[0] == "by" or set(following[:2]) & speech.TIME:
            return False
        tokens = self._tokens
        place = at + 1
        while (
            place < len(tokens)
            and place - at < REACH
            and tokens[place].is_word
            and (tokens[place].low not in speech.SUBORDINATE | speech.QUESTIONS | {"about", "of", "to"})
        ):
            place += 1
        word = tokens[place].low if place < len(tokens) else ""
        if word == "about":
            return _about_a_wish([token.low for token in tokens[place : place + 4]], about=True)
        if form.tense == "past":
            return True
        rest = [word for word in following if word not in speech.LISTENERS and word not in speech.KIN_AND_STAFF]
        if rest and rest[0] in ("the", "her", "his", "their", "our") and set(rest[1:]) & speech.FINITE:
            return True
        return word in (speech.SUBORDINATE - {"not"}) | {":", "of"} or (
            place < len(tokens) and tokens[place].is_reference
        )

    def _asked(self, form: Form, following: list[str]) -> bool:
        if form.tense == "s" or not following:
            return form.tense == "past" and not following
        if set(following[:3]) & (speech.TIME | {"about", "by"}):
            return (
                _about_a_wish(following[following.index("about") :], about=True) if "about" in following[:3] else False
            )
        return True

    def _name_at(self, at: int) -> int | None:
        return named(self._tokens, at, self._names)


def _about_a_wish(following: Sequence[str], *, about: bool = False) -> bool:
    """“Talks about wanting to …”, “told us about how she …”: a topic that is itself a claim."""
    if not following or following[0] not in ("about", "of", "to"):
        return False
    after = following[1] if len(following) > 1 else ""
    wishes = ("wanting", "wishing", "hoping", "needing", "liking", "loving", "hating", "not", "feeling")
    return after in wishes or (after in ("how", "why") and (about or following[2:3] in (["she"], ["he"], ["they"])))
