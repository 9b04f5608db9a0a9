"""What may lawfully happen next about one signature, with the rule it comes from: a sentence and its citation."""

from dataclasses import dataclass
from datetime import date

from engine.dates import in_words
from engine.signatures import Outcome, Signature, Slot, WitnessCall, fills
from workflows.agency_days import agency_holidays
from workflows.profiles import Profile
from workflows.profiles.model import Period
from workflows.profiles.words import Capacity, OnObjection, OnRefusal, OnSilence
from workflows.signers import NOBODY_YET

_IN_THEIR_STEAD = frozenset({Capacity.GUARDIAN, Capacity.PARENT, Capacity.REPRESENTATIVE})


@dataclass(frozen=True)
class Step:
    """`citation` says where the rule stands and how well it is founded; empty where no rule is needed."""

    words: str
    citation: str = ""


def next_step(
    slot: Slot,
    last: Signature | None,
    rules: Profile,
    *,
    tries: int,
    before: tuple[str, ...] = (),
    call: WitnessCall | None = None,
) -> Step:
    """The next step for a signature of a round that is under way. Empty words where nothing is left to do."""
    if fills(last):
        return Step("")
    if before:
        return Step(f"{', '.join(before)} comes first.", rules.required_signers.foundation)
    if call is not None:
        return Step("Whoever heard the yes writes it down.", rules.signature_methods_allowed.foundation)
    if slot.name == NOBODY_YET:
        return Step("Find who signs, or write down that nobody is needed.", slot.rule)
    said = last.outcome if last else ""
    if said in (Outcome.DECLINED, Outcome.REFUSED):
        return _after_no(slot, last, rules)
    if said in (Outcome.SAID_YES, Outcome.ASSENT_OBSERVED):
        return Step("Ask for a mark or a signature as well, on paper too.", rules.signature_methods_allowed.foundation)
    if said in (Outcome.UNREACHABLE, Outcome.UNABLE):
        return _after_silence(last, rules)
    return _ask(slot, rules, tries)


def _after_no(slot: Slot, last: Signature | None, rules: Profile) -> Step:
    again = f" Ask again on {in_words(last.offered_again_on)}." if last and last.offered_again_on else ""
    if slot.capacity == Capacity.PARTICIPANT:
        refusal = rules.on_refusal
        if refusal.value is OnRefusal.BLOCK:
            return Step(f"Talk with them, and change the plan or ask once more.{again}", refusal.foundation)
        return Step("The plan may go on with the no printed in it.", refusal.foundation)
    if slot.capacity in _IN_THEIR_STEAD:
        objection = rules.on_guardian_objection
        if objection.value.action is OnObjection.PROCEED_AFTER_NOTICE and last:
            return Step(_from(last.signed_on, objection.value.wait), objection.foundation)
        return Step(f"Talk with both of them. The plan does not go on over this no.{again}", objection.foundation)
    return Step(f"Talk with them, or take the plan back and change it.{again}")


def _after_silence(last: Signature | None, rules: Profile) -> Step:
    rule = rules.on_silence
    if rule.value.action in (OnSilence.BLOCK, OnSilence.ESCALATE):
        return Step("Ask again, or tell the supervisor. Silence opens no way around.", rule.foundation)
    return Step(_from(last.signed_on, rule.value.wait) if last else "Ask again.", rule.foundation)


def _from(since: date, wait: Period | None) -> str:
    opens = wait.after(since, calendar=agency_holidays()).due if wait else None
    return f"The plan may go on without it from {in_words(opens)}." if opens else "The plan may go on without it."


def _ask(slot: Slot, rules: Profile, tries: int) -> Step:
    needed, rule = rules.attempts_needed, rules.attempts_before_unreachable
    if tries >= needed:
        return Step(f"{tries} tries are written down: they may count as out of reach.", rule.foundation if rule else "")
    if tries:
        return Step(f"Try again: {tries} of {needed} tries are written down.", rule.foundation if rule else "")
    return Step("Ask them, in a way that suits them; paper is one.", slot.rule or rules.required_signers.foundation)
