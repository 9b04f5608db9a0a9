"""Tokens: the same thing is always replaced by the same token within one run, and put back afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

TOKEN = re.compile(r"\[(?:PERSON|(?:CIRCLE|STAFF|NAME|DATE|PHONE|EMAIL|ADDRESS|NUMBER|LINK|AGE|TEXT)_\d{1,4})\]")
LOOKS_LIKE_ONE = re.compile(r"[\[［]\s*[A-Z]{3,10}(?:[ _]?\d{1,4})?\s*[\]］]")
"""What could be taken for a token; typed in a note it is taken out itself, and in an answer it must be one that was sent."""


@dataclass
class Tokens:
    """`back` says what each token stands for. Made anew for every run, so that tokens of two runs say nothing together."""

    back: dict[str, str] = field(default_factory=dict)
    _by_key: dict[tuple[str, str], str] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)

    def token(self, kind: str, key: str, shown: str) -> str:
        """The token of this thing: the one it has, or a new one."""
        known = self._by_key.get((kind, key))
        if known is not None:
            return known
        if kind == "PERSON":
            made = "[PERSON]"
        else:
            self._counted[kind] = self._counted.get(kind, 0) + 1
            made = f"[{kind}_{self._counted[kind]}]"
        self._by_key[(kind, key)] = made
        self.back[made] = shown
        return made

    def counts(self) -> dict[str, int]:
        """How many different things of each kind were taken out, for an event."""
        kinds: dict[str, int] = {}
        for token in self.back:
            kind = token.strip("[]").partition("_")[0]
            kinds[kind] = kinds.get(kind, 0) + 1
        return kinds


def put_back(text: str, back: Mapping[str, str]) -> str:
    """The text with what its tokens stand for. A token that was never sent stays as it is."""
    return TOKEN.sub(lambda found: back.get(found.group(), found.group()), text)


def never_sent(text: str, back: Mapping[str, str]) -> list[str]:
    """What looks like a token in an answer and was not among those sent."""
    return [found.group() for found in LOOKS_LIKE_ONE.finditer(text) if found.group() not in back]
