"""Whom a word in staff text means: the person, by name, pronoun or role; or somebody else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.guard.listed import listed
from engine.guard.looks import look

PRONOUNS = frozenset({"she", "he", "ella"})
ROLES = listed(
    "person participant client individual consumer resident patient member recipient pt indiv clt persona "
    "participante cliente paciente residente usuaria usuario woman lady gentleman"
)
DETERMINERS = frozenset({"the", "this", "our", "my", "your", "la", "el", "every", "each"})
RELATIVES = listed(
    "mother father sister brother mom mum dad mama papa grandmother grandfather grandma grandpa aunt uncle cousin niece "
    "nephew wife husband son daughter parent guardian neighbor neighbour friend madre padre hermana hermano tia tio abuela "
    "abuelo hija hijo esposa esposo"
)
DESCRIBED = listed("young older elderly old service care said named above same")
"""What may stand between “the” and “participant”."""
TITLES = listed(
    "mr mrs ms miss mx dr doctor sr sra srta señor señora senor senora aunt uncle tia tio nurse aide sister brother "
    "father judge officer coach pastor rabbi imam professor prof"
)
COURTESY = listed("mr mrs ms miss mx sr sra srta señor señora senor senora")
"""Titles that say nobody is a relative or a professional: with the person's surname they mean the person."""
ORDINARY = listed(
    "will may mark grace hope faith joy art bill pat sue rose dawn april june august frank rich gene drew chase an so "
    "my sky ray jack page ward hall young long white black brown green day love king price best case so do in on is "
    "it or dean earl duke major junior summer autumn violet ivy lily daisy olive hazel ginger ruby pearl amber robin "
    "jay guy norm herb stew bob rob don dot kit sandy windy misty stormy rusty angel christian dale glen heath cliff "
    "brook lane church carpenter cook baker house homes field wood woods hill bush stone rivers waters bell gift star "
    "reed lake"
)
"""Names that are ordinary words: they count as a name only with a capital letter."""
PARTICLES = listed("de la del los las da dos van von der den di le el al bin ibn jr sr ii iii iv y e")

_OF_HERSELF = frozenset({"herself", "himself", "themselves", "own", "words", "person"})


@dataclass(frozen=True)
class Names:
    """The person's names as words: whole names, and the parts that may stand alone."""

    whole: frozenset[tuple[str, ...]]
    first: frozenset[str]
    parts: frozenset[str]
    initials: frozenset[str] = frozenset()
    courtesy: bool = True
    """Whether “Ms.” before the surname means the person; not in a text that says whose relative that is."""

    def is_one(self, said: str) -> bool:
        """Whether somebody's name is, or looks like, one of the person's: as a whole, or its first or last part."""
        tokens = tuple(re.findall(r"[^\W_]+", look(said).lower))
        if not tokens:
            return False
        if tokens in self.whole or (len(tokens) == 1 and (tokens[0] in self.parts or tokens[0] in PRONOUNS)):
            return True
        initials = {part[0] for part in self.parts}
        hers = self.parts | initials | ROLES | DETERMINERS | PRONOUNS | _OF_HERSELF
        return (
            bool(set(tokens) & (self.parts | ROLES | PRONOUNS)) and not set(tokens) - hers and not self._another(tokens)
        )

    def _another(self, tokens: tuple[str, ...]) -> bool:
        """A surname alone, or after a title, may be a relative's."""
        return not set(tokens) & (self.first | ROLES | PRONOUNS)


def names_of(person_names: Iterable[str]) -> Names:
    """The names of a person as the record gives them: full, preferred, also called."""
    return _names(tuple(person_names))


@lru_cache(maxsize=512)
def _names(given: tuple[str, ...]) -> Names:
    whole: set[tuple[str, ...]] = set()
    first: set[str] = set()
    parts: set[str] = set()
    initials: set[str] = set()
    for name in given:
        tokens = tuple(re.findall(r"[^\W_]+", look(name).lower))
        if not tokens:
            continue
        whole.add(tokens)
        rest = [token for token in tokens if token not in PARTICLES and token not in TITLES]
        if rest:
            first.add(rest[0])
            if len(rest) > 1:
                initials.add("".join(part[0] for part in rest))
            parts.update(token for token in rest if len(token) > 1 or len(tokens) == 1)
    return Names(frozenset(whole), frozenset(first), frozenset(parts), frozenset(initials))
