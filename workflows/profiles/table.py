"""The table of shipped profiles in docs/profiles.md, made from the files themselves: `python -m workflows.profiles.table`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from workflows.profiles.library import all_profiles
from workflows.profiles.model import Objection, Profile, Response, Rule, Schedule, Silence
from workflows.profiles.pack import GROUPS

PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"
BEGIN, END = "<!-- made from the files: begin -->\n", "<!-- made from the files: end -->\n"
AS_OF = date(2026, 12, 1)
"""The day whose rules the page shows."""

_HEADINGS = {"federal": "Federal rules", "states": "States", "payers": "Payers, accreditors and levels of care"}
_COLUMNS = ("file", "first plan", "reviews", "other dates", "must sign", "services start", "silence", "refusal")


def table(profiles: Iterable[Profile]) -> str:
    """A table for each group, in the order of the files' names; each value with its tag."""
    found = sorted(profiles, key=lambda profile: profile.id)
    return "\n".join(_group(name, [one for one in found if one.group == name]) for name in GROUPS)


def with_table(page: str, made: str) -> str:
    """The page with the table in its place."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + "\n" + made + "\n" + END + rest.split(END)[1]


def _group(name: str, profiles: list[Profile]) -> str:
    lines = [f"#### {_HEADINGS[name]} (`{name}/`)", "", _line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
    return "\n".join([*lines, *(_row(profile) for profile in profiles)]) + "\n"


def _row(profile: Profile) -> str:
    others = [rule for rule in (profile.draft_due, profile.final_due, profile.distribution_due) if rule]
    return _line([
        f"`{profile.id}.toml`<br>{profile.name}",
        _dates([profile.initial_plan_due] if profile.initial_plan_due else []),
        _dates(profile.review_schedule),
        _dates([*others, *profile.other_dates, *profile.respond_within]),
        _said(", ".join(dict.fromkeys(signer.capacity for signer in profile.required_signers.value)), profile.required_signers),
        _said(profile.service_start_rule.value, profile.service_start_rule),
        _said(_waiting(profile.on_silence.value), profile.on_silence),
        _said(profile.on_refusal.value, profile.on_refusal),
    ])  # fmt: skip


def _dates(rules: Iterable[Rule[Schedule] | Rule[Response]]) -> str:
    return "<br>".join(_said(_sentence(rule.value), rule) for rule in rules) or "none found"


def _sentence(value: Schedule | Response) -> str:
    only = value.only_for if isinstance(value, Schedule) else None
    grace = value.grace if isinstance(value, Schedule) else None
    says = value.says + (f"; paperwork within {grace.words} more" if grace else "")
    return f"{says} (only for {only})" if only else says


def _waiting(value: Silence | Objection) -> str:
    return f"{value.action}, {value.wait.words}" if value.wait else value.action.value


def _said(value: str, rule: Rule[object]) -> str:
    """A value as words; the words of an enumeration lose their underscores."""
    words = value.replace("_", " ") if value.islower() else value
    return f"{words} `{rule.tag}`"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    made = with_table(PAGE.read_text(encoding="utf-8"), table(all_profiles(on=AS_OF)))
    PAGE.write_text(made, encoding="utf-8")
