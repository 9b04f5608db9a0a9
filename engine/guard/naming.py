"""Where staff text names the person: by any name the record knows, and never a namesake."""

from collections.abc import Sequence

from engine.guard.people import ORDINARY, TITLES, Names
from engine.guard.speech import VERBS
from engine.guard.tokens import Token


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
