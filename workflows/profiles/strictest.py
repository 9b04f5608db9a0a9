"""Several profiles over one plan: each value the strictest, each profile's own dates kept, each conflict told.

Where two rules differ in kind, so that neither is stricter (deemed approved, or blocked), the one that protects the person
is followed and the difference is told.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from engine.dates import listed
from engine.refusals import Refusal
from workflows.profiles.model import (
    ATTEMPTS,
    COUNTS_AS,
    Period,
    Profile,
    Reminders,
    Restrictions,
    Rule,
    Signer,
)
from workflows.profiles.words import (
    Method,
    OnLapse,
    OnObjection,
    OnRefusal,
    OnSilence,
    PlanRequired,
    RetentionAnchor,
    StartRule,
    Tag,
    Unit,
)

T = TypeVar("T")

START = (
    StartRule.ALL_SIGNED,
    StartRule.PERSON_SIGNED,
    StartRule.CONSENT_DOCUMENTED,
    StartRule.AUTHORIZED,
    StartRule.EFFECTIVE_DATE,
)
SILENCE = (OnSilence.BLOCK, OnSilence.ESCALATE, OnSilence.PROCEED_AFTER_NOTICE, OnSilence.DEEM_APPROVED_AFTER)
REFUSAL = (OnRefusal.BLOCK, OnRefusal.PARTIAL, OnRefusal.PROCEED_DOCUMENTED)
OBJECTION = (
    OnObjection.BLOCK,
    OnObjection.HEARING,
    OnObjection.VERBAL_FOLLOW_UP,
    OnObjection.PROCEED_AFTER_NOTICE,
)
LAPSE = (
    OnLapse.OLD_PLAN_CONTINUES,
    OnLapse.INTERIM_PLAN,
    OnLapse.ADMINISTRATIVE_EXTENSION,
    OnLapse.SERVICES_STOP,
)
"""Each in the order in which it protects the person, the strictest first."""

KEPT_FROM = (RetentionAnchor.DISCHARGE, RetentionAnchor.LAST_SERVICE, RetentionAnchor.PLAN_END)
"""Of two that keep equally long, the one that as a rule begins later."""

WEAKEST_LAST = (Tag.READ, Tag.READ_2015, Tag.GUIDANCE, Tag.SECOND_HAND, Tag.RECALLED, Tag.CHOICE)
_DAYS = {Unit.CALENDAR_DAYS: 1.0, Unit.WORKING_DAYS: 1.4, Unit.MONTHS: 30.4, Unit.YEARS: 365.25}


def strictest_of(identity: str, name: str, summary: str, profiles: Sequence[Profile]) -> Profile:
    """One profile over all of these. Refused where nothing can satisfy them together."""
    plan_types = tuple(kind for kind in profiles[0].plan_types if all(kind in one.plan_types for one in profiles))
    if not plan_types:
        raise Refusal(
            f"The rule profiles {listed([one.name for one in profiles])} have no kind of plan in common, so one plan "
            "cannot be under all of them. Name profiles for the same kind of plan."
        )
    over = _Over(tuple(profiles))
    kept = {
        "meeting_notice_days": over.first("meeting_notice_days", _longest),
        "reading_time_days": over.first("reading_time_days", _longest),
        "second_review_required": over.first("second_review_required", lambda value: not value),
        "required_sections": over.merged("required_sections", _union),
        "required_elements": over.merged("required_elements", _union),
        "required_signers": over.merged("required_signers", _signers),
        "signature_methods_allowed": over.merged("signature_methods_allowed", _methods),
        "waived_signers": over.merged("waived_signers", _shared, all_have=True),
        "witnessed_expression_satisfies": over.merged("witnessed_expression_satisfies", _shared),
        "immaterial_fields": over.merged("immaterial_fields", _shared),
        "change_triggers": over.merged("change_triggers", _union),
        "distribution_rule": over.merged("distribution_rule", _union),
        "restriction_rules": over.merged("restriction_rules", _restrictions),
        "reminders": over.merged("reminders", _reminders),
        "attempts_before_unreachable": over.attempts(),
        "documentation_grace_days": over.first("documentation_grace_days", _days),
        "early_review_allowed_days": over.first(
            "early_review_allowed_days", lambda value: float("inf") if value is None else value
        ),
        "plan_required": over.first("plan_required", lambda value: value is not PlanRequired.ALWAYS),
        "service_start_rule": over.protecting("service_start_rule", START),
        "on_silence": over.protecting("on_silence", SILENCE),
        "on_refusal": over.protecting("on_refusal", REFUSAL),
        "on_guardian_objection": over.protecting("on_guardian_objection", OBJECTION),
        "on_lapse": over.protecting("on_lapse", LAPSE),
        "retention": over.retention(),
    }
    version = _stamp([one.version for one in profiles], [one.version[:10] for one in profiles])
    return Profile(
        id=identity, name=name, summary=summary, plan_types=plan_types, version=version, review_schedule=(),
        parts=tuple(profiles), conflicts=tuple(over.conflicts), **kept,
    )  # fmt: skip


@dataclass
class _Over:
    """The profiles together, and the conflicts found while their values are put together."""

    profiles: tuple[Profile, ...]
    conflicts: list[str] = field(default_factory=list)

    def rules(self, name: str) -> list[Rule[Any]]:
        """The rules there are; an optional field may be missing from some."""
        found = [getattr(one, name) for one in self.profiles]
        return [rule for rule in found if rule is not None]

    def first(self, name: str, rank: Callable[[Any], Any]) -> Any:
        """The rule whose value ranks lowest; of equals, the best founded."""
        rules = self.rules(name)
        return min(rules, key=lambda rule: (rank(rule.value), _weakness(rule)), default=None)

    def merged(self, name: str, merge: Callable[[Sequence[Any]], Any], *, all_have: bool = False) -> Any:
        """A value made of all. Where one profile says just that, its rule stands; else all are cited."""
        rules = self.rules(name)
        if not rules or (all_have and len(rules) < len(self.profiles)):
            return None
        value = merge([rule.value for rule in rules])
        same = [rule for rule in rules if _alike(rule.value, value)]
        return min(same, key=_weakness) if same else _joined(rules, value)

    def protecting(self, name: str, order: Sequence[Any]) -> Any:
        """The rule that protects the person most; a difference in kind is told."""

        def rank(value: Any) -> tuple[int, float]:
            wait = getattr(value, "wait", None)
            return order.index(getattr(value, "action", value)), -_days(wait) if wait else 0.0

        chosen = self.first(name, rank)
        said = {
            one.name: getattr(value, "action", value) for one in self.profiles for value in [getattr(one, name).value]
        }
        if len(set(said.values())) > 1:
            told = listed([f"“{action}” in {profile}" for profile, action in said.items()])
            kept = getattr(chosen.value, "action", chosen.value)
            self.conflicts.append(f"{name}: {told}. “{kept}” is followed, because it protects the person most.")
        return chosen

    def attempts(self) -> Any:
        """The most tries any asks for; a profile that names no number asks for the usual ones."""
        chosen = self.first("attempts_before_unreachable", lambda value: -value)
        unsaid = any(one.attempts_before_unreachable is None for one in self.profiles)
        return None if chosen is None or (unsaid and chosen.value < ATTEMPTS) else chosen

    def retention(self) -> Any:
        chosen = self.first("retention", lambda value: (-_days(value.keep), KEPT_FROM.index(value.anchor)))
        anchors = {one.name: one.retention.value.anchor for one in self.profiles}
        if len(set(anchors.values())) > 1:
            told = listed([f"from “{anchor}” in {profile}" for profile, anchor in anchors.items()])
            self.conflicts.append(f"retention: counted {told}. The longest is followed, from “{chosen.value.anchor}”.")
        return chosen


def _joined(rules: Sequence[Rule[Any]], value: Any) -> Rule[Any]:
    """A rule of several: all their citations, and the weakest of their tags."""
    weakest = max(rules, key=_weakness)
    cites = list(dict.fromkeys(rule.citation for rule in rules if rule.citation))
    return replace(
        weakest,
        value=value,
        cite="; ".join(cites),
        source=None,
        note="",
        effective_from=max(rule.effective_from for rule in rules),
        version=_stamp([rule.version for rule in rules], [str(rule.effective_from) for rule in rules]),
    )


def _weakness(rule: Rule[Any]) -> int:
    return WEAKEST_LAST.index(rule.tag)


def _stamp(versions: Sequence[str], days: Sequence[str]) -> str:
    newest = max(date.fromisoformat(day) for day in days)
    return f"{newest.isoformat()}+{hashlib.sha256(' '.join(versions).encode()).hexdigest()[:12]}"


def _alike(one: Any, other: Any) -> bool:
    """Equal, whatever the order of a list."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and set(one) == set(other)
    return bool(one == other)


def _days(period: Period) -> float:
    """About how many calendar days; only to tell which of two is longer."""
    return period.amount * _DAYS[period.unit]


def _longest(period: Period) -> float:
    return -_days(period)


def _union(values: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


def _shared(values: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(item for item in values[0] if all(item in value for value in values))


def _signers(values: Sequence[tuple[Signer, ...]]) -> tuple[Signer, ...]:
    """Everybody any of them asks for. A stand-in counts only where all who ask for this signature allow the same one."""
    asked: dict[tuple[str, str], list[Signer]] = {}
    for signer in _union(values):
        asked.setdefault((signer.capacity, signer.when), []).append(signer)
    found: list[Signer] = []
    for same in asked.values():
        fallbacks = {signer.fallback for signer in same}
        fallback = same[0].fallback if len(fallbacks) == 1 else None
        found.append(Signer(same[0].capacity, same[0].when, fallback, max(signer.order for signer in same)))
    return tuple(found)


def _methods(values: Sequence[tuple[Method, ...]]) -> tuple[Method, ...]:
    """What fills a slot under each of them; “electronic” under one and “typed name” under another is a typed name."""
    named = _union(values)
    found = tuple(
        method for method in named if all(method in value or COUNTS_AS.get(method) in value for value in values)
    )
    if not found:
        raise Refusal(
            "No way of signing counts under all of these rule profiles, so nobody could sign one plan for them. "
            "Name profiles that share a way of signing, or write a plan for each."
        )
    return found


def _restrictions(values: Sequence[Restrictions]) -> Restrictions:
    periods = [value.review_within for value in values if value.review_within is not None]
    lists = [value.modifiable for value in values if value.modifiable is not None]
    return Restrictions(
        _shared(lists) if lists else None,
        min(periods, key=_days, default=None),
        any(value.committee for value in values),
    )


def _reminders(values: Sequence[Reminders]) -> Reminders:
    repeats = [value.repeat_days for value in values if value.repeat_days]
    return Reminders(
        tuple(sorted(set(_union([value.before for value in values])), reverse=True)), min(repeats, default=0)
    )
