"""Reported speech in staff text: which sentences say that the person said something.

What counts, and what is plain description, stands in docs/guard.md. In short: a verb of speech with the person as its
subject (“Rosa says she wants …”), a turn of phrase that gives words to the person (“in her own words”, “according to
Rosa”), or the person's name as a speaker's label. What the person wants, likes or does is the plan's own statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.guard import speech
from engine.guard.listed import listed
from engine.guard.people import DETERMINERS, ORDINARY, PRONOUNS, ROLES, TITLES, Names
from engine.guard.speech import VERBS, Form
from engine.guard.tokens import Token

_GAP = 6
_REACH = 6
_APPOSITION = 14


@dataclass(frozen=True)
class Claim:
    """A sentence that gives words to the person, in places of the look.

    `start` to `end` is the whole of it, `content` to `content_end` what is claimed; `reference` is the quote referred to
    where the words should stand, as it is written.
    """

    start: int
    end: int
    content: int
    content_end: int
    reference: str = ""


@dataclass(frozen=True)
class Voice:
    """A verb of speech with somebody else as its subject: who, as written, and where the verb ends."""

    speaker: str
    end: int


@dataclass(frozen=True)
class Heard:
    """What the verbs of speech of a text say."""

    claims: tuple[Claim, ...]
    voices: tuple[Voice, ...]


def heard(sentences: Sequence[Sequence[Token]], names: Names) -> Heard:
    """Every verb of speech with its subject, sentence by sentence."""
    claims: list[Claim] = []
    voices: list[Voice] = []
    after_person = False
    for sentence in sentences:
        reader = _Sentence(sentence, names, after_person)
        for at, token in enumerate(sentence):
            form = VERBS.get(token.low)
            if form is None:
                continue
            if claim := reader.claim(at, form):
                claims += [claim, *reader.goes_on(claim)]
            elif voice := reader.voice(at, form):
                voices.append(voice)
        after_person = reader.ends_on_person
    return Heard(tuple(claims), tuple(voices))


class _Sentence:
    """One sentence, asked word by word. `they` means the person where the person was named last, and no group since."""

    def __init__(self, tokens: Sequence[Token], names: Names, after_person: bool) -> None:
        self._tokens = tokens
        self._names = names
        self._they: set[int] = set()
        for at, token in enumerate(tokens):
            if token.low in ("they", "they've", "they'd", "they're") and after_person:
                self._they.add(at)
            elif token.low in speech.PLURALS:
                after_person = False
            elif self._named(at) is not None or token.low in PRONOUNS:
                after_person = True
        self.ends_on_person = after_person

    def claim(self, at: int, form: Form) -> Claim | None:
        """What the verb at a place claims that the person said, if it does."""
        before = self._before(at)
        if form.tense == "base":
            return self._base(at, form, before)
        if form.tense == "ing":
            return self._ing(at, form, before)
        if self._passive(before, at) and form.tense == "past":
            return None
        if self._elided(at):
            return self._made(at, at) if self._says_something(at, form, strict=True) else None
        subject = self._subject(before)
        if subject is None:
            return self._inverted(at, form)
        if self._negated(before, at) or self._conditional(subject, at, form):
            return None
        return self._made(subject, at) if self._says_something(at, form) else None

    def voice(self, at: int, form: Form) -> Voice | None:
        """Who else speaks here, if somebody does."""
        if form.tense in ("base", "ing") or form.lemma not in speech.FREE | speech.TOLD | speech.ONLY_WITH_CONTENT:
            return None
        before = self._before(at)
        if before < 0:
            return None
        token = self._tokens[before]
        if not token.is_word or not (token.capital or token.low in speech.KIN_AND_STAFF):
            return None
        begin = before
        while begin and self._tokens[begin - 1].is_word and self._tokens[begin - 1].capital and before - begin < 3:
            begin -= 1
        return Voice(" ".join(token.raw for token in self._tokens[begin : before + 1]), self._tokens[at].end)

    def goes_on(self, claim: Claim) -> Iterator[Claim]:
        """“[her words] and that she …”: what follows a reference is claimed as well."""
        if not claim.reference:
            return
        at = next(
            (at for at, token in enumerate(self._tokens) if token.is_reference and token.start >= claim.content), None
        )
        if at is None:
            return
        rest = [token.low for token in self._tokens[at + 1 : at + 4]]
        for step, words in enumerate(
            (("and", "that"), (",", "and", "that"), (",", "that"), ("but", "that"), ("and", "said"), ("and", "says"))
        ):
            if tuple(rest[: len(words)]) == words and step < 6 and at + 1 + len(words) < len(self._tokens):
                first = self._tokens[at + 1 + len(words)]
                if first.is_reference:
                    return
                yield Claim(first.start, self._tokens[-1].end, first.start, self._tokens[-1].end)
                return

    def _before(self, at: int) -> int:
        """The last word before a verb that is no adverb, auxiliary or bracket."""
        place = at - 1
        while place >= 0 and at - place <= _GAP + 8:
            token = self._tokens[place]
            if token.raw == ")":
                place = (
                    next((back for back in range(place, max(-1, place - 20), -1) if self._tokens[back].raw == "("), -1)
                    - 1
                )
                continue
            if (
                token.low in speech.ADVERBS
                or token.low in _AUXILIARY
                or (token.low.endswith("ly") and len(token.low) > 4)
            ):
                if self._named(place) is not None and token.capital:
                    return place
                place -= 1
                continue
            return place
        return place if at - place <= _GAP + 8 else -1

    def _subject(self, before: int) -> int | None:
        """Where the person begins who is the subject of a verb, or None where somebody or something else is."""
        if before < 0:
            return None
        token = self._tokens[before]
        begin = self._person(before)
        if begin is not None:
            return begin
        if token.raw in (",", "-"):
            return self._around(before)
        if token.low in ("who", "which"):
            back = before - 1
            if back >= 0 and self._tokens[back].raw == ",":
                back -= 1
            return self._person(back)
        if token.low in ("and", "then", "but", "or", "&", "+"):
            return self._first(before)
        return None

    def _around(self, comma: int) -> int | None:
        """“Rosa, smiling, said”: the word before the first of two commas; else whom the sentence is about."""
        mark = self._tokens[comma].raw
        for back in range(comma - 1, max(-1, comma - _APPOSITION), -1):
            if self._tokens[back].raw == mark:
                return self._person(back - 1)
        return self._first(comma)

    def _first(self, before: int) -> int | None:
        """The person, where the sentence names them first of all who could speak in it."""
        for at in range(before):
            token = self._tokens[at]
            end = self._named(at)
            if end is not None or token.low in PRONOUNS or at in self._they:
                following = (
                    self._tokens[end if end is not None else at + 1] if (end or at + 1) < len(self._tokens) else None
                )
                if following is not None and following.raw == "'s":
                    return None
                return at
            if token.low in ROLES and at and self._tokens[at - 1].low in DETERMINERS:
                return at - 1
            if token.low in speech.KIN_AND_STAFF or (at and token.capital and token.is_word):
                return None
        return None

    def _person(self, at: int) -> int | None:
        """Where the person begins whose last word stands at a place: a name, she, he, they, the participant."""
        if at < 0:
            return None
        token = self._tokens[at]
        if token.low in PRONOUNS or at in self._they:
            return at
        if token.low in ("she's", "he's", "she'd", "he'd"):
            return at
        for begin in range(max(0, at - 5), at + 1):
            if self._named(begin) == at + 1:
                return begin
        if token.low in ROLES and (
            at == 0 or self._tokens[at - 1].low in DETERMINERS or not self._tokens[at - 1].is_word
        ):
            return at - 1 if at and self._tokens[at - 1].low in DETERMINERS else at
        return None

    def _named(self, at: int) -> int | None:
        """Where a name of the person ends that begins at a place; None where none does, or where it is another's."""
        return named(self._tokens, at, self._names)

    def _made(self, subject: int, verb: int) -> Claim:
        tokens = self._tokens
        content = verb + 1
        while (
            content < len(tokens)
            and content - verb <= _REACH
            and (
                tokens[content].low in speech.LISTENERS
                or (
                    tokens[content].low in speech.BEFORE_LISTENER
                    and content + 1 < len(tokens)
                    and (tokens[content + 1].low in speech.KIN_AND_STAFF or tokens[content + 1].low in speech.LISTENERS)
                )
                or (tokens[content].low in speech.KIN_AND_STAFF and tokens[content - 1].low in speech.BEFORE_LISTENER)
                or tokens[content].low
                in ("that", ":", ",", "again", "often", "today", "yesterday", "twice", "clearly", "-", '"', "“")
            )
        ):
            content += 1
        if content >= len(tokens):
            content = subject
        reference = next((token.raw for token in tokens[content : content + _REACH] if token.is_reference), "")
        if not reference:
            reference = next((token.raw for token in tokens[max(0, subject - 3) : subject] if token.is_reference), "")
        return Claim(tokens[subject].start, tokens[-1].end, tokens[content].start, tokens[-1].end, reference)

    def _inverted(self, at: int, form: Form) -> Claim | None:
        """“…, says Rosa”."""
        if form.lemma not in speech.FREE | {"add", "reply", "answer", "write", "explain", "ask"}:
            return None
        tokens = self._tokens
        before = tokens[at - 1] if at else None
        if before is not None and before.is_word:
            return None
        after = at + 1
        end = self._named(after) if after < len(tokens) else None
        pronoun = after < len(tokens) and tokens[after].low in PRONOUNS
        role = after + 1 < len(tokens) and tokens[after].low in DETERMINERS and tokens[after + 1].low in ROLES
        if end is None and not role and not (pronoun and before is not None):
            return None
        reference = next((token.raw for token in tokens[max(0, at - 3) : at + 5] if token.is_reference), "")
        if before is None:
            return self._made(at, at)
        last = at - 1 if before.raw in (",", "-", ":") else at
        if last == 0:
            return self._made(at, at)
        return Claim(tokens[0].start, tokens[-1].end, tokens[0].start, tokens[last - 1].end, reference)

    def _elided(self, at: int) -> bool:
        """“States she wants …”: clinical shorthand at the beginning of a sentence, with the person left out."""
        if any(token.is_word for token in self._tokens[max(0, at - 3) : at]):
            return False
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if following is None:
            return False
        return (
            following.low
            in speech.SUBORDINATE
            | {"feeling", "wanting", "being", "having", "her", "his", "us", "staff", "to", "wants", "likes", "for", ":"}
            or self._named(at + 1) is not None
        )

    def _says_something(self, at: int, form: Form, *, strict: bool = False) -> bool:
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
            and place - at < _REACH
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
            and self._named(place) is not None
            and form.lemma in ("indicate", "explain", "claim", "admit", "confirm")
        )

    def _told(self, at: int, form: Form, following: list[str]) -> bool:
        if not following or following[0] == "by" or set(following[:2]) & speech.TIME:
            return False
        tokens = self._tokens
        place = at + 1
        while (
            place < len(tokens)
            and place - at < _REACH
            and tokens[place].is_word
            and (tokens[place].low not in speech.SUBORDINATE | speech.QUESTIONS | {"about", "of", "to"})
        ):
            place += 1
        word = tokens[place].low if place < len(tokens) else ""
        if word == "about":
            return _about_a_wish([token.low for token in tokens[place : place + 4]], about=True)
        if form.tense == "past":
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

    def _base(self, at: int, form: Form, before: int) -> Claim | None:
        tokens = self._tokens
        gap = [token.low for token in tokens[before + 1 : at]]
        word = tokens[before].low if before >= 0 else ""
        if word == "to":
            governor = self._before(before)
            fond = governor >= 0 and tokens[governor].low in speech.FONDNESS
            subject = self._subject(self._before(governor)) if fond else None
            if subject is None or not self._says_something(at, Form(form.lemma, "past")):
                return None
            return self._made(subject, at)
        if any(token in speech.NEGATIONS for token in gap) and "only" not in gap:
            return None
        if any(token in speech.MODALS for token in gap) or word in speech.MODALS:
            return None
        did = any(token in speech.DOING for token in gap)
        would = any(token in speech.WOULD for token in gap) or word in ("she'd", "he'd")
        subject = self._subject(before)
        if (before >= 0 and word in ("her", "him", "them")) or subject is not None:
            begin = subject if subject is not None else before
            listening = begin > 0 and tokens[begin - 1].low in ("heard", "overheard")
            if listening and self._says_something(at, Form(form.lemma, "past")):
                return self._made(begin, at)
        if subject is None:
            return None
        if did or would:
            return self._made(subject, at) if self._says_something(at, Form(form.lemma, "past")) else None
        if subject in self._they and not self._conditional(subject, at, Form(form.lemma, "s")):
            return self._made(subject, at) if self._says_something(at, Form(form.lemma, "s")) else None
        return None

    def _ing(self, at: int, form: Form, before: int) -> Claim | None:
        tokens = self._tokens
        gap = [token.low for token in tokens[max(0, before + 1) : at]]
        being = any(token in speech.BEING for token in gap) or (
            before >= 0 and tokens[before].low in ("she's", "he's", "they're", "keeps", "kept")
        )
        following = [token.low for token in tokens[at + 1 : at + 8]]
        if any(token in speech.NEGATIONS for token in gap):
            return None
        if before >= 0 and tokens[before].low in ("keeps", "kept", "started", "began", "stopped", "heard"):
            subject = self._subject(self._before(before))
            if subject is None:
                subject = self._subject(at - 1) if tokens[before].low == "heard" else None
            return self._made(subject, at) if subject is not None and following else None
        subject = self._subject(before)
        if subject is None:
            return None
        if being:
            if self._conditional(subject, at, Form(form.lemma, "s")):
                return None
            return self._made(subject, at) if self._says_something(at, Form(form.lemma, "past")) else None
        clause = bool(following) and (
            following[0] in speech.SUBORDINATE | {":", ","} or self._named(at + 1) is not None
        )
        apart = before >= 0 and tokens[before].raw in (",", "-")
        return self._made(subject, at) if clause and (apart or self._person(before) is not None) else None

    def _passive(self, before: int, at: int) -> bool:
        gap = [token.low for token in self._tokens[max(0, before + 1) : at]]
        return any(token in speech.BEING for token in gap)

    def _negated(self, before: int, at: int) -> bool:
        gap = [token.low for token in self._tokens[max(0, before + 1) : at]]
        return any(token in speech.NEGATIONS for token in gap) and "only" not in gap

    def _conditional(self, subject: int, at: int, form: Form) -> bool:
        """“When Rosa says stop”, “what Rosa said”: no words are claimed. Told in the past, “when Rosa said” claims."""
        before = self._tokens[subject - 1].low if subject else ""
        if before in ("soon", "time", "moment", "day", "as") and subject > 1:
            before = (
                "when" if self._tokens[subject - 2].low in ("as", "every", "each", "the", "any", "next") else before
            )
        if before == "that" and subject > 1 and self._tokens[subject - 2].low in speech.WHAT:
            before = "what"
        if before in speech.WHAT:
            following = [token.low for token in self._tokens[at + 1 : at + 3]]
            return not set(following) & {"is", "was", "were", "are", ":", ",", "that"}
        return before in speech.CONDITIONS and form.tense == "s"


_AUXILIARY = (speech.HAVING | speech.BEING | speech.DOING | speech.MODALS | speech.WOULD | speech.NEGATIONS) - {
    "she's",
    "he's",
    "they've",
    "she'd",
    "he'd",
    "they'd",
    "she'll",
    "he'll",
    "they'll",
    "let",
    "lets",
    "help",
    "helps",
    "helped",
    "helping",
    "make",
    "makes",
    "made",
}


def _about_a_wish(following: Sequence[str], *, about: bool = False) -> bool:
    """“Talks about wanting to …”, “told us about how she …”: a topic that is itself a claim."""
    if not following or following[0] not in ("about", "of", "to"):
        return False
    after = following[1] if len(following) > 1 else ""
    wishes = ("wanting", "wishing", "hoping", "needing", "liking", "loving", "hating", "not", "feeling")
    return after in wishes or (after in ("how", "why") and (about or following[2:3] in (["she"], ["he"], ["they"])))


def named(tokens: Sequence[Token], at: int, names: Names) -> int | None:
    """Where a name of the person ends that begins at a place, or None.

    A first name followed by another's surname is somebody else, and so is a surname after a title.
    """
    if at >= len(tokens) or at < 0:
        return None
    token = tokens[at]
    if not token.is_word:
        return None
    for whole in names.whole:
        if token.low == whole[0]:
            end = at
            matched = 0
            while (
                matched < len(whole)
                and end < len(tokens)
                and (tokens[end].low == whole[matched] or tokens[end].raw == ".")
            ):
                matched += tokens[end].raw != "."
                end += 1
            plain = matched == len(whole) and (token.low not in ORDINARY or token.capital)
            if plain and (len(whole) > 1 or not _goes_on_as_another(tokens, at, end, names)):
                return end
    if token.low not in names.parts or (token.low in ORDINARY and not token.capital):
        return None
    if len(token.low) < 2:
        return None
    before = tokens[at - 1] if at else None
    if before is not None and before.raw == "." and at > 1:
        before = tokens[at - 2]
    if before is not None and (
        before.low in TITLES or (token.low not in names.first and before.is_word and before.capital and at > 1)
    ):
        return None
    end = at + 1
    while end < len(tokens) and tokens[end].low in names.parts and tokens[end].capital:
        end += 1
    return None if _goes_on_as_another(tokens, at, end, names) else end


def _goes_on_as_another(tokens: Sequence[Token], at: int, end: int, names: Names) -> bool:
    if end >= len(tokens):
        return False
    after = tokens[end]
    return (
        after.is_word
        and after.capital
        and tokens[at].capital
        and after.low not in names.parts
        and after.low not in VERBS
        and not after.raw.isupper()
    )
