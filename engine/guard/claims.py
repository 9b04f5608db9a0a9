"""Reported speech in staff text: which sentences say that the person said something.

What counts, and what is plain description, stands in docs/guard.md. In short: a verb of speech with the person as its
subject (“Rosa says she wants …”), a turn of phrase that gives words to the person (“in her own words”, “according to
Rosa”), or the person's name as a speaker's label. What the person wants, likes or does is the plan's own statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.guard import speech
from engine.guard.contents import REACH, Contents
from engine.guard.people import DETERMINERS, PRONOUNS, ROLES, Names
from engine.guard.speech import VERBS, Form
from engine.guard.subjects import Subjects
from engine.guard.tokens import Token


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
    """One sentence, asked verb by verb."""

    def __init__(self, tokens: Sequence[Token], names: Names, after_person: bool) -> None:
        self._tokens = tokens
        self._subjects = Subjects(tokens, names, after_person)
        self._contents = Contents(tokens, names)
        self.ends_on_person = self._subjects.ends_on_person

    def claim(self, at: int, form: Form) -> Claim | None:
        """What the verb at a place claims that the person said, if it does."""
        before = self._subjects.before(at)
        if form.tense == "base":
            return self._base(at, form, before)
        if form.tense == "ing":
            return self._ing(at, form, before)
        if self._passive(before, at) and form.tense == "past":
            return None
        if self._elided(at):
            return self._made(at, at) if self._contents.says_something(at, form, strict=True) else None
        subject = self._subjects.subject(before)
        if subject is None:
            return self._inverted(at, form)
        if self._negated(before, at) or self._conditional(subject, at, form):
            return None
        if self._contents.says_something(at, form):
            return self._made(subject, at)
        return self._closing(subject, at, form)

    def voice(self, at: int, form: Form) -> Voice | None:
        """Who else speaks here, if somebody does."""
        if form.tense in ("base", "ing") or form.lemma not in speech.FREE | speech.TOLD | speech.ONLY_WITH_CONTENT:
            return None
        before = self._subjects.before(at)
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

    def _made(self, subject: int, verb: int) -> Claim:
        tokens = self._tokens
        content = verb + 1
        while (
            content < len(tokens)
            and content - verb <= REACH
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
        reference = next((token.raw for token in tokens[content : content + REACH] if token.is_reference), "")
        if not reference:
            reference = next((token.raw for token in tokens[max(0, subject - 3) : subject] if token.is_reference), "")
        return Claim(tokens[subject].start, tokens[-1].end, tokens[content].start, tokens[-1].end, reference)

    def _closing(self, subject: int, at: int, form: Form) -> Claim | None:
        """“The bus is late, she explained.”: what was said stands before."""
        tokens = self._tokens
        if form.lemma not in speech.CLOSING or subject < 3 or tokens[subject - 1].raw not in (",", "-"):
            return None
        rest = [token.low for token in tokens[at + 1 : at + 4]]
        if len(tokens) - at > 3 or not all(word in speech.LISTENERS | speech.ADVERBS for word in rest):
            return None
        said = tokens[: subject - 1]
        if not said[-1].is_word or said[0].low in speech.CONDITIONS | {"after", "before", "as"}:
            return None
        return Claim(said[0].start, tokens[at].end, said[0].start, said[-1].end)

    def _inverted(self, at: int, form: Form) -> Claim | None:
        """“…, says Rosa”."""
        if form.lemma not in speech.FREE | speech.CLOSING:
            return None
        tokens = self._tokens
        before = tokens[at - 1] if at else None
        if before is not None and before.is_word:
            return None
        after = at + 1
        end = self._subjects.named(after) if after < len(tokens) else None
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
            or self._subjects.named(at + 1) is not None
        )

    def _base(self, at: int, form: Form, before: int) -> Claim | None:
        tokens = self._tokens
        gap = [token.low for token in tokens[before + 1 : at]]
        word = tokens[before].low if before >= 0 else ""
        if word == "to":
            governor = self._subjects.before(before)
            fond = governor >= 0 and tokens[governor].low in speech.FONDNESS
            subject = self._subjects.subject(self._subjects.before(governor)) if fond else None
            if subject is None or not self._contents.says_something(at, Form(form.lemma, "past")):
                return None
            return self._made(subject, at)
        if any(token in speech.NEGATIONS for token in gap) and "only" not in gap:
            return None
        if any(token in speech.MODALS for token in gap) or word in speech.MODALS:
            return None
        did = any(token in speech.DOING for token in gap)
        would = any(token in speech.WOULD for token in gap) or word in ("she'd", "he'd")
        subject = self._subjects.subject(before)
        if (before >= 0 and word in ("her", "him", "them")) or subject is not None:
            begin = subject if subject is not None else before
            listening = begin > 0 and tokens[begin - 1].low in ("heard", "overheard")
            if listening and self._contents.says_something(at, Form(form.lemma, "past")):
                return self._made(begin, at)
        if subject is None:
            return None
        if did or would:
            return self._made(subject, at) if self._contents.says_something(at, Form(form.lemma, "past")) else None
        if subject in self._subjects.they and not self._conditional(subject, at, Form(form.lemma, "s")):
            return self._made(subject, at) if self._contents.says_something(at, Form(form.lemma, "s")) else None
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
            subject = self._subjects.subject(self._subjects.before(before))
            if subject is None:
                subject = self._subjects.subject(at - 1) if tokens[before].low == "heard" else None
            return self._made(subject, at) if subject is not None and following else None
        subject = self._subjects.subject(before)
        if subject is None:
            return None
        if being:
            if self._conditional(subject, at, Form(form.lemma, "s")):
                return None
            return self._made(subject, at) if self._contents.says_something(at, Form(form.lemma, "past")) else None
        clause = bool(following) and (
            following[0] in speech.SUBORDINATE | {":", ","} or self._subjects.named(at + 1) is not None
        )
        apart = before >= 0 and tokens[before].raw in (",", "-")
        return self._made(subject, at) if clause and (apart or self._subjects.person(before) is not None) else None

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
        return before in speech.CONDITIONS and form.tense == "s" and not self._lasting(at)

    def _lasting(self, at: int) -> bool:
        """“When Rosa says she hates the program, …” tells what is so at any time; “that she likes something” tells nothing."""
        after = [token.low for token in self._tokens[at + 1 : at + 10]]
        if not after or (after[0] not in ("that", "to") and after[0] not in PRONOUNS | {"they"}):
            return False
        for place, word in enumerate(after):
            if word in (",", ";", "when", "if"):
                return False
            if word in speech.LASTING:
                following = after[place + 1] if place + 1 < len(after) else ","
                return following not in speech.OPEN and following != ","
            if word == "never" and "wants" in after[place : place + 2]:
                return True
        return False
