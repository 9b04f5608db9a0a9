"""Ways in which a note shows whose words a quotation holds. Each rule returns a claim or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflows.drafting import words
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, PERSONS, POINT, THEY, Token

DASHES = frozenset("–—-−")
_BREAKS = DASHES | frozenset("•*|]/~")
_LINKS = frozenset(["and", "&", "+", "or", "y"])
_NOT_SUBJECT_AFTER = words.word_set(
    "what how who whom whatever whether quoting echoing imitating mimicking asking hearing calling "
    "to for with about of by from w/ w re like than told tell tells telling asked asks asking let "
    "made helped heard hears saw watched that says said thinks thought per via through because "
    "believes claims reports reported without against behind toward towards near regarding as if "
    "unless"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """`whose` is the token that names the speaker; `verb` the word that tells of speech; `method` when the
    label says it. A claim without `whose` says why nobody can be named."""

    whose: Token | None
    why: str
    verb: str = ""
    method: str | None = None
    before_verb: tuple[Token, ...] = ()
    by_role: bool = False


def nobody(why: str) -> Claim:
    return Claim(None, why)


def by_label(passage: Passage) -> Claim | None:
    """`Dee: “…”`, `Dee (quietly): “…”`, `Dee said – “…”`, `Barb at the door after: “…”`."""
    lead = _without_stage_direction(list(passage.lead))
    if not lead:
        return None
    colon = lead[-1].text == ":"
    dashed = lead[-1].text in DASHES and len(lead) > 1
    label = label_tokens(lead[:-1] if colon or dashed else lead)
    if not label:
        return None
    if label[0].possessive and len(label) > 1 and label[1].kind == OTHER:
        label = label[1:]
    head, rest = label[0], label[1:]
    if is_interpreter(head) and [token.lower for token in rest[:-1]] == ["for"] and rest[-1].kind == ME:
        return Claim(head, "The label names the person's interpreter.")
    if head.lower in words.SELF_LABELS and colon and not rest:
        role = Token(ME, head.text, head.lower, head.start, head.end)
        return Claim(role, f"The label “{head.text}” stands right before the words.", by_role=True)
    if head.possessive or head.kind not in (ME, OTHER, MAYBE) or _is_unknown(passage, head):
        return None
    if not colon and not dashed:
        return _bare_label(passage, head, rest)
    return _judged_label(head, rest)


def _without_stage_direction(lead: list[Token]) -> list[Token]:
    """`Dee: (shrugs) “…”` is `Dee: “…”`."""
    if lead and lead[-1].text in ")]":
        for at in range(len(lead) - 2, max(0, len(lead) - 8), -1):
            if lead[at].text in "([" and lead[at - 1].text == ":":
                inside = lead[at:]
                return lead if any(token.kind in PERSONS for token in inside) else lead[:at]
    return lead


def _is_unknown(passage: Passage, token: Token) -> bool:
    """A capitalised word the note never shows to be a person: `Stove:`, `Letter (…):`."""
    return token.kind == MAYBE and token.lower not in passage.people.relations


def label_tokens(lead: Sequence[Token]) -> list[Token]:
    """From the last break on (a dash, a bullet, another quotation), small openers dropped."""
    depth, start = 0, 0
    for at in range(len(lead) - 1, -1, -1):
        text = lead[at].text
        depth += (text in ")]") - (text in "([")
        following = lead[at + 1] if at + 1 < len(lead) else None
        remark_before = text in ")]" and depth == 1 and following is not None and _is_head(following)
        if depth < 0 or remark_before or (depth == 0 and _breaks(text, following)):
            start = at + 1
            break
    label = list(lead[start:])
    while label and (label[0].lower in words.LABEL_OPENERS or label[0].kind == POINT or label[0].text[0].isdigit()):
        label.pop(0)
    return label


def _breaks(text: str, following: Token | None) -> bool:
    """A dash, a bullet or a stroke; not the dash of an arrow `->`."""
    return text in _BREAKS and following is not None and following.text != ">"


def _is_head(token: Token) -> bool:
    return token.kind in (ME, OTHER, MAYBE)


def _judged_label(head: Token, rest: Sequence[Token]) -> Claim | None:
    bracket, plain = _split_bracket(rest)
    seen = rest if head.kind == ME else plain
    others = [token for at, token in enumerate(seen) if token.kind in PERSONS and not addressed(seen, at)]
    if any(token.lower in _LINKS for token in plain[:1]) and others:
        return nobody("The label names more than one person.")
    if head.kind == ME:
        if any(token.kind in (OTHER, MAYBE) and not is_interpreter(token) for token in others):
            return nobody("The label names somebody else beside the person.")
        if all(_is_small(token) for token in plain) and not any(t.lower in words.BASE_FORMS for t in plain):
            return Claim(head, f"The label “{head.text}” stands right before the words.", method=_labelled(bracket))
        return None
    if others or len(plain) > 7:
        return None
    return Claim(head, f"The label “{head.text}” stands right before the words.")


def _split_bracket(rest: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    bracket: list[Token] = []
    plain: list[Token] = []
    depth = 0
    for token in rest:
        depth += token.text in "(["
        (bracket if depth else plain).append(token)
        depth -= token.text in ")]" and depth > 0
    return bracket, plain


def addressed(rest: Sequence[Token], at: int) -> bool:
    """`to mom`, `told Marcus`: spoken to, not speaking."""
    return at > 0 and rest[at - 1].lower in (
        "texted",
        "messaged",
        "emailed",
        "to",
        "told",
        "tells",
        "asks",
        "asked",
        "@",
        "al",
        "a",
    )


def _is_small(token: Token) -> bool:
    return (
        token.kind in (POINT, AUTHOR, ME)
        or token.lower in words.ADVERBS | words.SPEECH_WITH_COLON | words.DEVICES
        or token.lower in words.INTERPRETERS
        or token.lower
        in ("to", "via", "on", "using", "by", "his", "her", "their", "asl", "sign", "text", "answer", "reply")
        or token.kind in (OTHER, MAYBE)
    )


def is_interpreter(token: Token) -> bool:
    return any(word in words.INTERPRETERS for word in token.lower.replace("(", " ").split())


def _labelled(bracket: Sequence[Token]) -> str | None:
    for token in bracket:
        if token.lower in words.DEVICES:
            return "aac"
        if token.lower in ("asl", "signed", "signs", "signing"):
            return "signed"
        if token.lower in words.WRITINGS or token.lower in ("texted", "typed", "emailed", "wrote", "written"):
            return words.WRITINGS.get(token.lower, "typed")
    return None


def _bare_label(passage: Passage, head: Token, rest: Sequence[Token]) -> Claim | None:
    """`Rhonda "She is not motivated."`: a name alone, and a whole sentence of three words or more behind
    it."""
    if rest or len(passage.text.split()) < 3 or head.kind == MAYBE:
        return None
    return Claim(head, f"“{head.text}” stands alone right before the words.")


def by_writing(passage: Passage) -> Claim | None:
    """`text from Dee: “…”`, `Dee's letter: “…”`, `Dee's voicemail says “…”`."""
    lead = list(passage.lead)
    if not lead or not (lead[-1].text == ":" or lead[-1].lower in ("says", "said", "reads", "dice")):
        return None
    for at, token in enumerate(lead):
        following = lead[at + 1].lower if at + 1 < len(lead) else ""
        before = [earlier.lower for earlier in lead[max(0, at - 2) : at]]
        owns = token.kind == ME and token.possessive and following in words.WRITINGS
        sent = (
            token.kind == ME
            and not token.possessive
            and before[-1:] in (["from"], ["by"])
            and before[0] in words.WRITINGS
        )
        rest = lead[at + 1 : -1]
        alone = not any(
            other.kind in (OTHER, MAYBE, THEY) and not addressed(rest, place) for place, other in enumerate(rest)
        )
        alone = alone and not any(word.lower in ("from", "by", "per", "via", "through") for word in rest)
        first = not any(earlier.kind in PERSONS for earlier in lead[:at])
        if (owns or sent) and alone and first and len(rest) <= 7:
            kind = following if owns else before[0]
            return Claim(token, f"The note names this their own {kind}.", verb=kind, method=words.WRITINGS[kind])
    return None


def by_verb(passage: Passage) -> Claim | None:
    """`Dee told me quietly “…”`, `she repeated, smiling, “…”`, `Dee rolled eyes, said “…”`."""
    lead = list(passage.lead)
    at = _last_verb(lead)
    if at is None:
        return None
    before, after = lead[:at], lead[at + 1 :]
    if len([token for token in after if token.kind != POINT]) > 10 or _is_signature(lead[at], after):
        return None
    if any(token.lower in words.REPORTING | words.BASE_FORMS or token.lower in words.NAMING for token in after):
        return nobody("More than one verb of speech stands before the words.")
    if any(token.lower in ("use", "using", "word", "words", "term", "terms") for token in after):
        return nobody("The sentence speaks about these words.")
    if any(token.lower in ("after", "with") and other.kind in (OTHER, MAYBE) for token, other in pairwise(after)):
        return nobody("The words may repeat what somebody else said.")
    subject = _subject(before, lead[at])
    if subject is None or isinstance(subject, Claim):
        return subject
    why = f"“{subject.text} … {lead[at].text}” stands before the words."
    return Claim(subject, why, verb=lead[at].lower, before_verb=tuple(before))


def _last_verb(lead: Sequence[Token]) -> int | None:
    verbs = words.SPEECH_WITH_COLON if lead and lead[-1].text in (":", ",") else words.SPEECH
    for at in range(len(lead) - 1, -1, -1):
        if lead[at].lower in verbs and lead[at].kind != POINT:
            return at
    return None


def _is_signature(verb: Token, after: Sequence[Token]) -> bool:
    """`Dee signed the plan` is a signature, not sign language."""
    signing = verb.lower in ("signed", "signs", "signing")
    return signing and any(
        token.lower
        in (
            "plan",
            "form",
            "isp",
            "consent",
            "page",
            "off",
            "up",
            "in",
            "name",
            "paper",
            "it",
            "papers",
            "release",
        )
        for token in after
    )


def _subject(before: Sequence[Token], verb: Token) -> Token | Claim | None:
    at = _skip_small(before)
    if at is None:
        return None
    found = before[at]
    if found.kind in PERSONS or found.kind == AUTHOR:
        return _adjacent(before, at, verb)
    return _elided(before)


def _skip_small(before: Sequence[Token]) -> int | None:
    """The last place that holds neither an adverb nor a bracket nor a comma."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        depth += (token.text in ")]") - (token.text in "([")
        if depth > 0 or token.kind == POINT:
            continue
        if depth < 0:
            return None
        if token.lower not in words.ADVERBS and token.lower not in words.NEGATIONS:
            return at
    return None


def _adjacent(before: Sequence[Token], at: int, verb: Token) -> Token | Claim | None:
    found, skipped = before[at], [token.lower for token in before[at + 1 :]]
    if found.possessive:
        return None
    if any(word == "," for word in skipped):
        return _elided(before)
    if at > 0 and before[at - 1].text == "/":
        return nobody("The name before the verb is not plainly the speaker.")
    if verb.lower in ("told", "asked", "asks") and any(word in words.COPULAS_PASSIVE for word in skipped):
        return nobody("The sentence says who was told or asked, not who spoke.")
    if at > 0 and before[at - 1].lower in _LINKS and at > 1 and before[at - 2].kind in PERSONS:
        return nobody("The sentence names more than one speaker.")
    if at > 0 and before[at - 1].lower in _NOT_SUBJECT_AFTER and not _conjunction(before, at):
        return nobody("The name before the verb is not plainly the speaker.")
    return found


def _conjunction(before: Sequence[Token], at: int) -> bool:
    """`..., as Dee said` and `because Dee said` still have Dee for their subject, but another may be
    telling it."""
    return before[at - 1].lower in ("as",) and at > 1 and before[at - 2].text == ","


def _elided(before: Sequence[Token]) -> Token | None:
    """`Dee rolled eyes, said`: the clause begins with its one candidate."""
    named = [token for token in before if token.kind in PERSONS or token.kind == AUTHOR]
    first = [token for token in before if token.kind != POINT and token.lower not in words.LABEL_OPENERS][:1]
    linked = any(token.text == "," or token.lower in ("and", "&", "then") for token in before[-4:])
    if len(named) != 1 or first != named or named[0].possessive or named[0].kind in (THEY, AUTHOR) or not linked:
        return None
    return named[0]


def by_words_behind(passage: Passage) -> Claim | None:
    """`“…,” said Dee`, `“…” Dee said.`, `“…” – Dee`, `“…” (Dee)`."""
    tail = list(passage.tail)
    if not tail:
        return None
    bracketed = tail[0].text in "(["
    lead_in = tail[0].text in DASHES or bracketed
    while tail and tail[0].text in ",.–—-([":
        tail.pop(0)
    if not tail:
        return None
    if lead_in and tail[0].kind in (ME, OTHER) and not tail[0].possessive:
        signed = _signed_behind(passage, tail)
        if signed is not None:
            return signed
    if passage.meets_next and not passage.text.rstrip().endswith((",", "…", "-")):
        return None
    return None if bracketed else _verb_behind(tail)


def _signed_behind(passage: Passage, tail: Sequence[Token]) -> Claim | None:
    rest = [token for token in tail[1:] if token.text != "."]
    if passage.meets_next and not (rest and rest[0].text in ")]"):
        return None
    if rest and rest[0].text not in ")];":
        return None
    if tail[0].kind == OTHER and not tail[0].text[0].isupper():
        return None
    return Claim(tail[0], f"“{tail[0].text}” stands right behind the words as their signature.")


def _verb_behind(tail: Sequence[Token]) -> Claim | None:
    first = tail[0]
    if first.lower in words.SPEECH and len(tail) > 1 and tail[1].kind in (ME, OTHER, MAYBE, THEY):
        whose, rest = tail[1], tail[2:]
        verb = first
    elif first.kind in (ME, OTHER, MAYBE, THEY, AUTHOR):
        at = 1
        while at < len(tail) and tail[at].lower in words.ADVERBS - words.SPEECH:
            at += 1
        if (
            at >= len(tail)
            or tail[at].lower not in words.SPEECH
            or any(token.lower in words.COPULAS_PASSIVE for token in tail[1:at])
        ):
            return None
        whose, verb, rest = first, tail[at], tail[at + 1 :]
    else:
        return None
    if whose.possessive or not _closes(rest):
        return None
    return Claim(whose, f"“{whose.text} … {verb.text}” stands right behind the words.", verb=verb.lower)


def _closes(rest: Sequence[Token]) -> bool:
    """Nothing follows but small words up to a stop."""
    for at, token in enumerate(rest):
        if token.text in ".,;)]:" or token.text in DASHES or token.text in "([":
            return True
        if token.lower in ("and", "&", "when", "while", "as", "with", "w"):
            return True
        small = token.lower in words.ADVERBS or token.kind == AUTHOR or token.lower == "to" or addressed(rest, at)
        if not small:
            return False
    return True


def by_own_words(passage: Passage) -> Claim | None:
    """`in her own words: “…”`, `“…” – keep her words`, `Dee's words`. Only where nobody else is named."""
    around = [*passage.lead, *passage.aside]
    if not _says_own_words(around):
        return None
    if any(_is_somebody(passage, token, first=token == around[0]) for token in around):
        return nobody("The note says these are somebody's own words, and more than one person is named.")
    if any(token.lower in words.NEGATIONS for token in around):
        return nobody("The note seems to say these are not the words used.")
    named = [token for token in around if token.kind == ME]
    whose = named[0] if named else Token(ME, "the person", "the person", 0, 0)
    return Claim(whose, "The note says these are the person's own words.")


def _is_somebody(passage: Passage, token: Token, *, first: bool) -> bool:
    doubtful = token.kind == MAYBE and (first or token.possessive or not _is_unknown(passage, token))
    return doubtful or token.kind in (OTHER, AUTHOR)


def _says_own_words(tokens: Sequence[Token]) -> bool:
    lowered = [token.lower for token in tokens]
    for at, word in enumerate(lowered):
        owner = lowered[at - 1] if at else ""
        if word == "words" and (
            owner in ("own", "exact", "her", "his", "their")
            or (at and tokens[at - 1].possessive and tokens[at - 1].kind == ME)
        ):
            return True
        if word == "palabras" and owner in ("sus", "propias"):
            return True
    return False


def is_taken_down(passage: Passage) -> bool:
    """`Letter (she dictated to Kirsten, word for word):` announces the quotation."""
    lead = list(passage.lead)
    dictated = any(
        token.lower == "dictated" and at > 0 and lead[at - 1].kind in (ME, THEY) for at, token in enumerate(lead)
    )
    return dictated and lead[-1].text == ":"
