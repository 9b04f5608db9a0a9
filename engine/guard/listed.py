"""Lists of words, written as people read them."""


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())
