"""What staff say of the person's wishes and thoughts in the plan's own voice: theirs to say, and worth asking about.

“Her dream is to live alone” tells of no moment in which something was said, so it is no claim and nothing is refused for it.
It is easily written for somebody who never said it: where no words of the person stand beside the line, the writer is asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.guard.disguise import revealed
from engine.guard.findings import shortened
from engine.guard.looks import look
from engine.guard.people import ORDINARY, PARTICLES, ROLES, Names, names_of
from engine.guard.references import REFERENCE

_WISHES = r"(?:dream|dreams|wish|wishes|hope|hopes|desire|desires|longing|ambition|greatest\s+fear|vision|deseo|sueno|esperanza)"
_MOST = r"(?:(?:very|really|most|so|more|especially|\w+ly)\s+)*"
_SURE = r"(?:happy|satisfied|pleased|content|unhappy|dissatisfied|sure|convinced|certain|grateful|ashamed)"
_SENTENCE_ENDS = re.compile(r"[.!?;\n]|$")


@dataclass(frozen=True)
class Advice:
    """One passage that tells what the person wishes or thinks, in staff words; its places in the text."""

    start: int
    end: int
    passage: str

    @property
    def sentence(self) -> str:
        """What to ask, fit to show."""
        return (
            f"“{shortened(self.passage)}”: this tells what the person wishes or thinks, in the plan’s own voice. "
            "If they said it, put their words beside it; if not, ask them."
        )


def advised(text: str, *, person_names: Iterable[str] = ()) -> list[Advice]:
    """Such passages from left to right. For lines beside which no words of the person stand; nothing is refused for one."""
    if not text or text.isspace() or REFERENCE.search(text):
        return []
    names = names_of(person_names)
    seen = revealed(look(text), names)
    return [
        Advice(seen.start(start), seen.end(end), text[seen.start(start) : seen.end(end)])
        for start, end in _places(seen.lower, names)
    ]


def _places(lower: str, names: Names) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _pattern(names).finditer(lower):
        if found.start() < done:
            continue
        ending = _SENTENCE_ENDS.search(lower, found.end(), found.end() + 400)
        done = ending.start() if ending else found.end()
        yield found.start(), done


@lru_cache(maxsize=512)
def _pattern(names: Names) -> "re.Pattern[str]":
    called = sorted(
        {r"\s+".join(re.escape(part) for part in name) for name in names.whole if len(name) > 1}
        | {re.escape(part) for part in names.parts if part not in ORDINARY | PARTICLES and len(part) > 1},
        key=len,
        reverse=True,
    )
    role = rf"(?:the|this|our)\s+(?:{'|'.join(sorted(ROLES))})"
    who = "|".join([*called, role, "she", "he"])
    whose = "|".join([*(f"{name}'s?" for name in called), f"{role}'s", "her", "his", "su"])
    whom = "|".join([*called, role, r"her(?=\s+(?:that|to|is|are)\b|[.,;:]|$)", "him"])
    return re.compile(
        "|".join(
            [
                rf"\b(?:{whose})\s+(?:own\s+|biggest\s+|greatest\s+|only\s+|main\s+)*{_WISHES}\s*(?:\b(?:is|are|was|es|era)\b|:)",
                rf"\b(?:es|era)\s+(?:el|la)\s+(?:deseo|sueno|esperanza)\s+de\s+(?:{who})\b",
                rf"\bit(?:'s|\s+is|\s+was)\s+{_MOST}important\s+(?:to|for)\s+(?:{whom})\s+(?:that|to)\b",
                rf"\bit\s+matters\s+(?:a\s+lot\s+|most\s+|greatly\s+)?to\s+(?:{whom})\s+(?:that|to)\b",
                rf"\bwhat\s+(?:matters|counts)\s+(?:most\s+)?(?:to|for)\s+(?:{whom})\s+(?:most\s+)?is\b",
                rf"\b(?:{who})\s+(?:\w+ly\s+|also\s+|always\s+|still\s+)?(?:thinks|believes|feels|hopes|wishes|dreams|fears|finds|"
                rf"regards|considers|knows|regrets)\s+(?:that|she|he|they|staff|nobody|everybody)\b",
                rf"\b(?:{who})\s+(?:wants|would\s+like)\s+(?:\w+\s+){{0,2}}?(?:us|you|it|staff|team|everyone|everybody|people|others)\s+"
                rf"(?:to\s+(?:know|understand|hear)|known|understood)\b",
                rf"\b(?:{who})\s+(?:agrees|accepts|admits|realizes|understands)\s+that\b",
                rf"\b(?:{who})\s+(?:\w+ly\s+)?dreams\s+(?:of|about)\b",
                rf"\b(?:{who})\s+(?:finds|considers|regards|calls)\s+(?:the|her|his|it|this|that)\s+[^.;:,\n]{{1,40}}?\s+"
                rf"(?:boring|useless|hard|scary|childish|great|fun|a\s+waste|unfair|rude|too\s+\w+|as\s+\w+)\b",
                rf"\b(?:{who})\s+(?:is|was|feels|seems)\s+{_MOST}{_SURE}\s+(?:with|about|that|to)\b",
                rf"\bpara\s+(?:{who}|ella|el)\s+es\s+importante\b",
                rf"\b(?:{who})\s+(?:piensa|cree|siente|espera|suena|considera)\s+(?:que|con)\b",
            ]
        )
    )
