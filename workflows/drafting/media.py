"""How the words came: one of the six methods, from the verb, the label or a bracket; None where nothing
says so."""

from __future__ import annotations

from workflows.drafting import words
from workflows.drafting.passage import Passage
from workflows.drafting.result import UNCONFIRMED
from workflows.drafting.verdict import Verdict

_BY_VERB = {
    "aac": words.word_set("pressed presses tapped taps selected selects"),
    "signed": words.word_set("signed signs signing fingerspelled"),
    "typed": words.word_set(
        "typed types typing texted texts texting messaged emailed emails wrote writes escribió spelled spells"
    ),
    "drawn": words.word_set("drew draws"),
}
_BY_CUE = {
    "aac": words.word_set(
        "aac sgd talker dynavox proloquo touchchat lamp tobii novachat vantage device eye-gaze eyegaze "
        "letterboard letter-board pecs ipad comunicador"
    ),
    "signed": words.word_set("asl signing signed signs sign fingerspelled"),
    "typed": words.word_set("text texts texted txt typed typing email emailed wrote written chat message msg"),
    "recorded": words.word_set("voicemail vm recording recorded video videotaped taped audio"),
    "drawn": words.word_set("drew drawing drawn drawings collage picture"),
}


def method_of(passage: Passage, verdict: Verdict) -> str | None:
    if verdict.method:
        return verdict.method
    for method, verbs in _BY_VERB.items():
        if verdict.verb in verbs:
            return "aac" if method == "typed" and _cued(passage, "aac") else method
    for method in _BY_CUE:
        if _cued(passage, method) and not (method in ("typed", "signed") and verdict.verb):
            return method
    return None if verdict.attribution == UNCONFIRMED else words.SPOKEN


def _cued(passage: Passage, method: str) -> bool:
    near = [*passage.lead[-8:], *passage.aside[:6]]
    return any(token.lower in _BY_CUE[method] for token in near)
