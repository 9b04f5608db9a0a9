"""A speaker shown by the label right before the words: `Dee: “…”`, `Dee (quietly): “…”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.announced import announces
from workflows.drafting.claims import DASHES, LINKS, Claim, addressed, is_code, is_interpreter, is_unknown, nobody
from workflows.drafting.given_names import FEMALE, MALE
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, PERSONS, POINT, WORD, Token
from workflows.drafting.told import announces_answer

_BREAKS = DASHES | frozenset("•*|]/~")


SHOWN = frozenset({"card", "photo", "picture", "symbol", "page", "board"})
"""`doctor card: “no shot”`: what was shown to the person, and nobody who speaks."""


def by_label(passage: Passage) -> Claim | None:
    """`Dee: “…”`, `Dee (quietly): “…”`, `Dee said – “…”`, `Barb at the door after: “…”`."""
    lead = _without_stage_direction(list(passage.lead))
    if not lead:
        return None
    if [token.text for token in lead[::2]] in (["[", "]"], ["(", ")"]) and lead[1].kind in (ME, OTHER):
        return Claim(lead[1], f"“{lead[1].text}” stands in brackets right before the words.")
    colon = lead[-1].text == ":"
    dashed = lead[-1].text in DASHES and len(lead) > 1
    label = label_tokens(lead[:-1] if colon or dashed else lead)
    if not label:
        return None
    if len(label) > 1 and label[1].kind in (ME, OTHER) and _only_tells_when(label[0]):
        label = label[1:]  # `Slowly Dee: “…”`
    if label[0].lower == "the" and len(label) > 1 and label[1].kind in (ME, OTHER):
        label = label[1:]  # `The client, in English: “…”`
    if label[0].possessive and len(label) > 1 and label[1].kind == OTHER:
        label = label[1:]
    if len(label) > 2 and label[0].possessive and label[-1].kind in (ME, OTHER) and label[-2].text == ",":
        label = label[-1:]  # `(Kim's request, Dee: “…”)`
    if (source := _per(label)) is not None and (colon or (source.kind == ME and label[-2].lower == "per")):
        return Claim(source, f"The label says “{label[-2].lower} {source.text}”.")
    head, rest = label[0], label[1:]
    if (
        head.kind == ME
        and rest
        and rest[-1].lower in ("word", "words")
        and rest[0].lower in ("last", "first", "final", "closing")
    ):
        rest = []
    if is_interpreter(head) and [token.lower for token in rest[:-1]] == ["for"] and rest[-1].kind == ME:
        return Claim(head, "The label names the person's interpreter.")
    if head.lower in words.SELF_LABELS and head.text != "PT" and colon and not rest:
        role = Token(ME, head.text, head.lower, head.start, head.end)
        return Claim(role, f"The label “{head.text}” stands right before the words.", by_role=True)
    if head.possessive or head.kind not in (ME, OTHER, MAYBE) or is_unknown(passage, head):
        return None
    if rest and rest[0].lower in SHOWN and head.kind != ME:
        return None
    asked = next((at for at, token in enumerate(lead) if token.lower in words.ASKING), None)
    if asked is not None and colon and announces_answer(lead, asked):
        return None
    if not colon and not dashed:
        return _bare_label(passage, head, rest)
    return _judged_label(head, rest)


_WHEN = words.word_set(
    "today tonight afterwards afterward meanwhile outside inside downstairs upstairs anyway here once twice still last second"
)


def _only_tells_when(token: Token) -> bool:
    adverb = token.lower.endswith("ly") and token.lower not in FEMALE | MALE
    return token.kind in (WORD, MAYBE) and not token.possessive and (adverb or token.lower in _WHEN)


def _without_stage_direction(lead: list[Token]) -> list[Token]:
    """`Dee: (shrugs) “…”` is `Dee: “…”`."""
    if lead and lead[-1].text in ")]":
        for at in range(len(lead) - 2, max(0, len(lead) - 8), -1):
            if lead[at].text in "([" and lead[at - 1].text == ":":
                inside = lead[at:]
                return lead if any(token.kind in PERSONS for token in inside) else lead[:at]
    return lead


def label_tokens(lead: Sequence[Token]) -> list[Token]:
    """From the last break on (a dash, a bullet, another quotation), small openers dropped."""
    depth, start = 0, 0
    for at in range(len(lead) - 1, -1, -1):
        text = lead[at].text
        depth += (text in ")]") - (text in "([")
        following = lead[at + 1] if at + 1 < len(lead) else None
        remark_before = text in ")]" and depth == 1 and following is not None and _is_head(following)
        with_somebody = text == "/" and at > 0 and lead[at - 1].lower in ("w", "b", "c", "s")
        if depth < 0 or remark_before or (depth == 0 and _breaks(text, following) and not with_somebody):
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


def _per(label: Sequence[Token]) -> Token | None:
    """`signs per Dee: “…”`, `to quote Dee: “…”`, `reason given by Dee: “…”`: the last of a label, with nobody else in it."""
    if (
        len(label) < 2
        or label[-2].lower not in ("per", "quote", "from", "said", "by")
        or label[-1].kind not in (ME, OTHER)
        or label[-1].possessive
    ):
        return None
    before = label[:-2]
    plain = label[-2].lower in ("per", "quote") or (
        label[-2].lower != "by" and all(token.lower in _QUOTING for token in before)
    )
    named = any(token.kind in PERSONS and token.lower not in _QUOTING for token in before)
    if plain and not named:
        return label[-1]
    offered = any(token.lower in _OFFERED for token in before)
    small = all(token.kind in (WORD, POINT) for token in before[1:]) and before[:1] != [] and before[0].kind != OTHER
    return label[-1] if offered and small and not any(token.lower in _SENT for token in before) else None


_OFFERED = words.word_set(
    "remark remarks comment comments sign signs reason words word line answer question request addition point thought idea "
    "reply response wish concern worry correction suggestion explanation quote wording"
)
_SENT = words.word_set(
    "letter letters card email e-mail report reports form page referral phone chart log file poster copied adapted about "
    "no not never without old last previous prior former received read posted to for"
)


_QUOTING = words.word_set("quote quotes direct words comment comments input line a one also and this")


def _judged_label(head: Token, rest: Sequence[Token]) -> Claim | None:
    if rest and rest[0].lower in words.SPEECH and head.kind == ME and len(rest) > 3:
        return None
    bracket, plain = _split_bracket(rest)
    seen = rest if head.kind == ME else plain
    others = [
        token
        for at, token in enumerate(seen)
        if token.kind in PERSONS and not addressed(seen, at) and not is_code(seen, at)
    ]
    if any(token.lower in LINKS for token in plain[:1]) and others:
        return nobody("The label names more than one person.")
    if head.kind == ME:
        if any(token.kind in (OTHER, MAYBE) and not is_interpreter(token) for token in others):
            if announces(rest):
                return Claim(head, f"A sentence about “{head.text}” announces the words.", by_sentence=True)
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


def _is_small(token: Token) -> bool:
    return (
        token.kind in (POINT, AUTHOR, ME)
        or token.lower in LINKS
        or token.lower in words.ADVERBS | words.SPEECH_WITH_COLON | words.DEVICES
        or words.WRITINGS.get(token.lower) == "typed"
        or token.lower in words.INTERPRETERS
        or token.lower
        in (
            "himself",
            "herself",
            "alone",
            "in",
            "english",
            "spanish",
            "to",
            "via",
            "on",
            "using",
            "by",
            "his",
            "her",
            "their",
            "asl",
            "sign",
            "text",
            "answer",
            "reply",
        )
        or token.kind in (OTHER, MAYBE)
    )


def _labelled(bracket: Sequence[Token]) -> str | None:
    for token in bracket:
        if token.lower in words.DEVICES:
            return "aac"
        if token.lower in ("asl", "signed", "signs", "signing"):
            return "signed"
        if token.lower in words.WRITINGS or token.lower in ("texted", "typed", "emailed", "wrote", "written"):
            return words.WRITINGS.get(token.lower, "typed")
    return None


def _begins_clause(passage: Passage, head: Token) -> bool:
    """`tub falls. Flip “three cars”`: the name opens its sentence, and the words end it."""
    opens = bool(passage.lead) and passage.lead[0] == head
    return opens and all(token.kind == POINT for token in passage.tail) and " " in passage.text


def _bare_label(passage: Passage, head: Token, rest: Sequence[Token]) -> Claim | None:
    """`Rhonda "She is not motivated."`: a name alone, and a whole sentence of three words or more behind
    it."""
    bracket, plain = _split_bracket(rest)
    if (
        plain
        or head.kind == MAYBE
        or any(token.kind in PERSONS and not addressed(bracket, at) for at, token in enumerate(bracket))
    ):
        return None
    whole = len(passage.text.split()) >= 3 or passage.text[-1] in "?!.…"
    if not whole and not (bracket and passage.text[0].islower()) and not _begins_clause(passage, head):
        return None
    if bracket and (
        rest[-1].text not in ")]" or any(token.lower in words.TRANSLATIONS | words.INTERPRETERS for token in bracket)
    ):
        return None
    return Claim(head, f"“{head.text}” stands alone right before the words.")
