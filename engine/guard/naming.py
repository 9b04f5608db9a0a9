"""Where staff text names the person: by any name the record knows, and never a namesake."""

from collections.abc import Sequence

from engine.guard.people import COURTESY, ORDINARY, RELATIVES, TITLES, Names
from engine.guard.speech import VERBS
from engine.guard.tokens import Token


def named(tokens: Sequence[Token], at: int, names: Names) -> int | None:
    """Where a name of the person ends that begins at a place, or None.

    A first name followed by another's surname is somebody else, and so is a surname after a title that is a relative's or
    a professional's. After “Ms.” and its like it is the person, unless the sentence says whose relative that is.
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
    if names.initials and (short := _by_initials(tokens, at, names)) is not None:
        return short
    if token.low not in names.parts or (token.low in ORDINARY and not token.capital):
        return None
    if len(token.low) < 2:
        return None
    before = tokens[at - 1] if at else None
    if before is not None and before.raw == "." and at > 1:
        before = tokens[at - 2]
    end = at + 1
    while end < len(tokens) and tokens[end].low in names.parts and tokens[end].capital:
        end += 1
    if before is not None and before.low in COURTESY:
        relative = token.low not in names.first and (not names.courtesy or _a_relative(tokens, at, end))
        return None if relative or _goes_on_as_another(tokens, at, end, names) else end
    if before is not None and (
        before.low in TITLES
        or (
            token.low not in names.first
            and before.is_word
            and before.capital
            and at > 1
            and not _initial(before, names)
        )
    ):
        return None
    return None if _goes_on_as_another(tokens, at, end, names) else end


def _initial(before: Token, names: Names) -> bool:
    return len(before.low) == 1 and before.low in {first[0] for first in names.first}


def _by_initials(tokens: Sequence[Token], at: int, names: Names) -> int | None:
    """“RA says”, “R.A. says”, “Ms. A. says”."""
    token = tokens[at]
    if not token.raw.isupper():
        return None
    if len(token.low) > 1 and token.low in names.initials:
        return at + 1
    if len(token.low) != 1:
        return None
    row, end = "", at
    while end < len(tokens) and len(row) < 5 and len(tokens[end].raw) == 1 and tokens[end].raw.isupper():
        row += tokens[end].low
        end += 2 if end + 1 < len(tokens) and tokens[end + 1].raw == "." else 1
    if len(row) > 1 and row in names.initials:
        return min(end, len(tokens))
    before = at - 1
    if before > 0 and tokens[before].raw == ".":
        before -= 1
    titled = before >= 0 and tokens[before].low in COURTESY and names.courtesy
    return (
        min(end, len(tokens)) if titled and any(row == letter for whole in names.initials for letter in whole) else None
    )


def _a_relative(tokens: Sequence[Token], at: int, end: int) -> bool:
    """“Her mother, Mrs. Delgado, …”, “Mrs. Delgado, her aunt, …”."""
    before = {token.low for token in tokens[max(0, at - 6) : at]}
    after = {token.low for token in tokens[end : end + 5]} if end < len(tokens) and tokens[end].raw in ",(-" else set()
    return bool((before | after) & RELATIVES)


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
