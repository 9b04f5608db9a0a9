"""Words that stand where only a name would, of somebody no record knows: taken out to be safe."""

from collections.abc import Iterator, Sequence

from workflows.deidentifying.folding import Word, words
from workflows.deidentifying.known import Known, NameKind
from workflows.deidentifying.names import GAP, Found
from workflows.deidentifying.word_lists import BEFORE_A_NAME, GIVEN, NO_NAMES, ORDINARY

_SENTENCE_ENDS = '.?!:;•*–—"“”„«»(‘|/>'
_SAID = frozenset(
    [
        "said",
        "says",
        "told",
        "asked",
        "wants",
        "wanted",
        "likes",
        "liked",
        "lives",
        "works",
        "called",
        "is",
        "was",
        "has",
        "had",
        "will",
        "goes",
        "went",
        "came",
    ]
)


def standing_like_names(text: str, known: Known) -> Iterator[Found]:
    """Words that no record knows and that stand where a name would: taken out to be safe."""
    there = words(text)
    for place, word in enumerate(there):
        if _is_name(text, there, place, known.not_names):
            yield Found(word.start, word.end, NameKind.OTHER, word.folded, word.text)


def _is_name(text: str, there: Sequence[Word], place: int, not_names: frozenset[str]) -> bool:
    word = there[place]
    if not word.text[:1].isupper() or len(word.text) < 2 or word.folded in NO_NAMES or word.folded in not_names:
        return False
    if _within_token(text, word) or (word.text.isupper() and len(word.text) <= 5 and word.folded not in GIVEN):
        return False
    before = text[: word.start].rstrip(" \t\u00a0'’‘")
    previous = there[place - 1] if place else None
    if previous and previous.folded in BEFORE_A_NAME and GAP.fullmatch(text[previous.end : word.start]):
        return True
    begins = not before or before[-1] in _SENTENCE_ENDS or before[-1] in "\r\n" or before.endswith(("\n-", "\n*"))
    if not begins:
        return not (word.text.isupper() and len(word.text) <= 6 and word.folded not in GIVEN)
    if word.folded in ORDINARY:
        return False
    after = there[place + 1].folded if place + 1 < len(there) else ""
    possessive = text[word.end : word.end + 2].lower() in ("'s", "’s") and word.folded not in _PRONOUNS
    return word.folded in GIVEN or possessive or (after in _SAID and word.folded not in _BEGINNINGS)


_PRONOUNS = frozenset(
    [
        "it",
        "he",
        "she",
        "that",
        "this",
        "there",
        "here",
        "what",
        "who",
        "how",
        "where",
        "when",
        "let",
        "everyone",
        "somebody",
        "today",
    ]
)
_BEGINNINGS = _PRONOUNS | frozenset(
    [
        "they",
        "we",
        "you",
        "her",
        "his",
        "their",
        "the",
        "a",
        "an",
        "these",
        "those",
        "family",
        "mom",
        "dad",
        "mother",
        "father",
        "sister",
        "brother",
        "staff",
        "team",
        "nobody",
        "everybody",
        "someone",
        "anyone",
        "one",
        "all",
        "each",
        "both",
        "house",
        "home",
        "work",
        "school",
        "bus",
        "money",
        "food",
        "breakfast",
        "lunch",
        "dinner",
        "sleep",
        "transportation",
        "safety",
        "health",
        "medication",
        "support",
        "supports",
        "goal",
        "outcome",
        "need",
        "risk",
        "plan",
        "meeting",
        "group",
        "day",
        "night",
    ]
)


def _within_token(text: str, word: Word) -> bool:
    return text[max(0, word.start - 1) : word.start] == "[" or text[word.end : word.end + 1] in ("_", "]")
