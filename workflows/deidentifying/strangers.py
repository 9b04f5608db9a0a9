"""Words that stand where only a name would, of somebody no record knows: taken out to be safe."""

from collections.abc import Iterator, Sequence

from workflows.deidentifying.folding import Word, words
from workflows.deidentifying.known import Known, Name, NameKind
from workflows.deidentifying.names import GAP, Found
from workflows.deidentifying.word_lists import BEFORE_A_NAME, GIVEN, NO_NAMES, WRITTEN_SMALL, is_written_small

_SENTENCE_ENDS = '.?!:;•*–—"“”„«»(‘|/>'


def strangers_in(texts: Sequence[str], known: Known) -> tuple[Name, ...]:
    """Names no record knows, from all the texts of a run: what stands like a name in one is one in every other."""
    theirs = {word.folded for name in known.names if name.close for written in name.written for word in words(written)}
    found = {hit.shown for text in texts for hit in standing_like_names(text, known) if hit.key not in theirs}
    return tuple(Name(NameKind.OTHER, word, (word,), close=False) for word in sorted(found))


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
    if word.text.isupper() and len(word.text) > 1 and is_written_small(word.folded):
        return False
    possessive = text[word.end : word.end + 2].lower() in ("'s", "’s") and word.folded not in _PRONOUNS
    return (
        word.folded in GIVEN or not is_written_small(word.folded) or (possessive and word.folded not in WRITTEN_SMALL)
    )


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


def _within_token(text: str, word: Word) -> bool:
    return text[max(0, word.start - 1) : word.start] == "[" or text[word.end : word.end + 1] in ("_", "]")
