"""Syllables by rule, and the grade that follows from them: near enough to rank sentences, not to judge a text."""

import re

_WORD = re.compile(r"[A-Za-z’']+")
_GROUP = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouyscz]es|[^aeiouydt]ed|[^laeiouy]e|[aeiou]le)$")


def syllables(word: str) -> int:
    """At least one. Groups of vowels, without a silent ending."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    if not bare:
        return 0
    count = len(_GROUP.findall(bare))
    if _SILENT.search(bare) and count > 1:
        count -= 1
    if bare.endswith(("ia", "io", "iest")):
        count += 1
    return max(1, count)


def grade(sentence: str) -> float:
    """The school grade of one English sentence: 0.39 words, plus 11.8 syllables a word, less 15.59. 0 for no words."""
    words = _WORD.findall(sentence)
    if not words:
        return 0.0
    return 0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def words_in(sentence: str) -> int:
    """How many words a sentence has, numbers among them."""
    return len(re.findall(r"\w+(?:[’'.\-]\w+)*", sentence))
