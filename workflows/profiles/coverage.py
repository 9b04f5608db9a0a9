"""One rule of each field on each day: never two at once, and for a needed field never none."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from engine.dates import in_words
from workflows.profiles.fields import Field
from workflows.profiles.lines import Path
from workflows.profiles.model import Rule
from workflows.profiles.reading import Reading


def check_days(
    name: str,
    field: Field,
    rules: tuple[Rule[Any], ...],
    paths: list[Path],
    start: date,
    end: date | None,
    reading: Reading,
) -> None:
    """No two rules of one field on one day; and, for a needed field, one on each day the profile covers."""
    by_name: dict[str, list[tuple[Rule[Any], Path]]] = {}
    for rule, path in zip(rules, paths, strict=True):
        by_name.setdefault(rule.name, []).append((rule, path))
    for group in by_name.values():
        group.sort(key=lambda pair: pair[0].effective_from)
        for (earlier, _), (later, path) in pairwise(group):
            if earlier.in_effect(later.effective_from):
                reading.note(path, f"two rules are in effect on {in_words(later.effective_from)}. End the earlier one.")
    if field.needed:
        _check_gaps(name, rules, start, end, reading)


def _check_gaps(name: str, rules: tuple[Rule[Any], ...], start: date, end: date | None, reading: Reading) -> None:
    covered = start
    for rule in sorted(rules, key=lambda rule: rule.effective_from):
        if rule.effective_from > covered:
            break
        if rule.effective_until is None or rule.effective_until == date.max:
            return
        covered = max(covered, rule.effective_until + timedelta(days=1))
    if end is None or covered <= end:
        reading.note((name,), f"no rule is in effect on {in_words(covered)}. Every day the profile covers needs one.")
