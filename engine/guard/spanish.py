"""Reported speech in Spanish: “dice que …”, “según Rosa”, “en sus propias palabras”. Accents are folded away before."""

from collections.abc import Iterator, Sequence

from engine.guard.claims import Claim
from engine.guard.listed import listed
from engine.guard.naming import named
from engine.guard.people import ROLES, Names
from engine.guard.tokens import Token

VERBS = listed(
    "dice dijo decia diciendo dicho cuenta conto contaba expresa expreso expresaba pide pidio pedia afirma afirmo "
    "comenta comento menciona menciono declara declaro explica explico indica indico informa informo refiere refirio "
    "manifiesta manifesto asegura aseguro respondio contesto responde contesta pregunto reporta reporto relata relato "
    "repite repitio insiste insistio confirma confirmo aclara aclaro senala senalo sostiene sostuvo solicita solicito "
    "opina opino ruega rogo suplica suplico exclama exclamo susurra susurro grita grito advierte advirtio reclama "
    "reclamo sugiere sugirio propone propuso"
)
"""Verbs that claim speech where “que”, a colon or the words themselves follow."""

_BETWEEN = listed(
    "nos me le les lo la se te siempre tambien ya ha habia han hoy ayer luego despues entonces claramente muchas "
    "veces a y pero muy bien con voz"
)
_SUBJECTS = frozenset({"ella", "el", "elle"})
_WHEN = frozenset({"cuando", "si", "hasta", "lo", "donde", "como", "no", "nunca", "todo"})
_LASTING = listed("odia detesta adora ama prefiere gusta encanta")
_ASKED = listed("pidio solicito expreso rogo suplico")
_REACH = 8


def claims(sentences: Sequence[Sequence[Token]], names: Names) -> Iterator[Claim]:
    """Every claim of a text in Spanish. Spanish leaves the subject out, so a verb without one speaks of the person."""
    for sentence in sentences:
        for at, token in enumerate(sentence):
            if token.low in VERBS:
                found = _verb(sentence, at, names)
            elif token.low in ("segun", "palabras", "textualmente", "peticion", "pedido"):
                found = _phrase(sentence, at, names)
            else:
                continue
            if found:
                yield found


def _verb(tokens: Sequence[Token], at: int, names: Names) -> Claim | None:
    that = next((place for place in range(at + 1, min(len(tokens), at + 5)) if tokens[place].low in ("que", ":")), None)
    refers = next((place for place in range(at + 1, min(len(tokens), at + 4)) if tokens[place].is_reference), None)
    if that is None and refers is None:
        return _made(tokens, at, at + 1) if tokens[at].low in _ASKED and _by_the_person(tokens, at, names) else None
    before = at - 1
    while before >= 0 and tokens[before].low in _BETWEEN:
        before -= 1
    if before >= 0:
        word = tokens[before]
        if word.low in _WHEN and not (word.low in ("cuando", "si") and _lasting(tokens, that)):
            return None
        person = _person_begins(tokens, before, names)
        if word.is_word and word.low not in _SUBJECTS and person is None and word.low != "que":
            return None
        if person and tokens[person - 1].low in _WHEN and not _lasting(tokens, that):
            return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        that is not None
        and after is not None
        and that > at + 1
        and after.is_word
        and after.capital
        and named(tokens, at + 1, names) is None
    ):
        return None
    return _made(tokens, at, (that if that is not None else at) + 1)


def _by_the_person(tokens: Sequence[Token], at: int, names: Names) -> bool:
    """“Rosa pidió otra ayudante”, with the person named right before: told in the past, it is one event."""
    return (
        at > 0
        and at + 1 < len(tokens)
        and (tokens[at - 1].low == "ella" or _person_begins(tokens, at - 1, names) is not None)
    )


def _lasting(tokens: Sequence[Token], that: int | None) -> bool:
    """“Cuando dice que odia el programa” tells what is so at any time."""
    if that is None:
        return False
    words = [token.low for token in tokens[that + 1 : that + 7]]
    words = words[: words.index(",")] if "," in words else words
    return bool(set(words) & _LASTING) and not set(words) & {"algo", "eso", "esto", "lo"}


def _phrase(tokens: Sequence[Token], at: int, names: Names) -> Claim | None:
    word = tokens[at].low
    before = [token.low for token in tokens[max(0, at - 4) : at]]
    if word == "segun":
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        end = named(tokens, at + 1, names)
        role = after in ("la", "el") and at + 2 < len(tokens) and tokens[at + 2].low in ROLES
        following = tokens[at + 2] if at + 2 < len(tokens) else None
        alone = after in _SUBJECTS and (after != "el" or following is None or not following.is_word)
        if end is None and not role and not alone:
            return None
        return _made(tokens, at, end or at + (3 if role else 2))
    if word == "palabras":
        own = bool(before) and (before[-1] in ("sus", "propias") and bool({"en", "con", "sus"} & set(before)))
        exact = at + 1 < len(tokens) and tokens[at + 1].low in ("textuales", "exactas", "propias")
        of = at + 2 < len(tokens) and tokens[at + 1].low == "de" and named(tokens, at + 2, names) is not None
        return _made(tokens, at, at + 1) if own or exact or of else None
    if word == "textualmente":
        return _made(tokens, at, at + 1)
    asked = at + 2 < len(tokens) and tokens[at + 1].low == "de" and named(tokens, at + 2, names) is not None
    return _made(tokens, at, at + 3) if asked or (before and before[-1] == "su" and "a" in before) else None


def _person_begins(tokens: Sequence[Token], at: int, names: Names) -> int | None:
    """Where the person begins whose last word stands at a place."""
    if tokens[at].low in ROLES:
        return at
    return next((begin for begin in range(max(0, at - 4), at + 1) if named(tokens, begin, names) == at + 1), None)


def _made(tokens: Sequence[Token], at: int, content: int) -> Claim:
    while content < len(tokens) and tokens[content].raw in ":,":
        content += 1
    first = tokens[content] if content < len(tokens) else tokens[at]
    reference = next((token.raw for token in tokens[max(0, at - 2) : content + _REACH] if token.is_reference), "")
    begin = first.start if content < len(tokens) else tokens[0].start
    return Claim(tokens[at].start, tokens[-1].end, begin, tokens[-1].end, reference)
