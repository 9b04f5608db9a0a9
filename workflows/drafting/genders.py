"""Whom `she` and `he` may stand for. A guess here only ever takes a person out of reach when the note or the name
leaves no doubt."""

from __future__ import annotations

import re
from collections import Counter

from workflows.drafting import words
from workflows.drafting.given_names import FEMALE, MALE
from workflows.drafting.people import People, Token

SHE, HE = "she", "he"
_MANY = words.word_set("agency team family parents friends residents aides dsps services peers")
_EVERYBODY = words.word_set("everybody everyone nobody who whoever")
_PRONOUN = re.compile(r"(?<![\w/])(?:(she|her|hers|ella|herself)|(he|him|his|él|himself))(?![\w/])", re.I)
_HONORIFIC = {"mrs": SHE, "ms": SHE, "miss": SHE, "sra": SHE, "srta": SHE, "señora": SHE, "doña": SHE, "mr": HE}
_HONORIFIC |= {"sr": HE, "señor": HE, "don": HE, "bro": HE, "fr": HE, "mme": SHE, "madame": SHE, "monsieur": HE}


class Genders:
    def __init__(self, people: People) -> None:
        self.people = people
        self.person = self._of_person()

    def may_mean(self, pronoun: str, token: Token) -> bool:
        """Whether the pronoun could stand for this one."""
        wanted = of_pronoun(pronoun)
        if token.lower.split()[-1] in _MANY or token.lower in _EVERYBODY:
            return False
        known = self.person if token.kind == "me" else self._of_other(token)
        return not wanted or not known or wanted == known

    def _of_person(self) -> str:
        """Their title, else what the note calls them mostly, else the name."""
        for name in self.people.given_names:
            title = _HONORIFIC.get(name.split()[0].lower().strip("."), "")
            if title and " " in name:
                return title
        counted = Counter(SHE if hit.group(1) else HE for hit in _PRONOUN.finditer(self.people.text))
        more, fewer = max(counted[SHE], counted[HE]), min(counted[SHE], counted[HE])
        if more >= 2 and more > 3 * fewer:
            return SHE if counted[SHE] == more else HE
        by_name = {found for name in self.people.given_names if (found := of_name(name.split()[0].lower()))}
        return by_name.pop() if len(by_name) == 1 else ""

    def _of_other(self, token: Token) -> str:
        parts = [part.strip(".()") for part in token.lower.split()]
        parts.append(self.people.relations.get(token.lower, ""))
        for part in parts:
            found = _HONORIFIC.get(part) or of_relation(part)
            if found:
                return found
        return next((found for part in parts if (found := of_name(part))), "")


def of_pronoun(pronoun: str) -> str:
    head = pronoun.lower().split("'")[0].split("’")[0]
    return {"she": SHE, "ella": SHE, "he": HE, "él": HE}.get(head, "")


def of_relation(word: str) -> str:
    return SHE if word in words.WOMEN else HE if word in words.MEN else ""


def of_name(word: str) -> str:
    return SHE if word in FEMALE else HE if word in MALE else ""
