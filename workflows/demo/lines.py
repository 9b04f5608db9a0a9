"""Lines of a draft, named as a coordinator would: each goes into its own part of the plan."""

from datetime import date
from uuid import UUID

from workflows.planning import Line


def vision(text: str, *quotes: UUID) -> Line:
    return Line("vision", "vision", {"text": text}, quotes)


def strength(text: str, how_used: str = "", *quotes: UUID) -> Line:
    return Line("strengths", "strength", {"text": text, "how_used": how_used}, quotes)


def preference(text: str, *quotes: UUID) -> Line:
    return Line("strengths", "preference", {"text": text}, quotes)


def need(text: str, *quotes: UUID) -> Line:
    return Line("needs", "need", {"text": text}, quotes)


def outcome(text: str, how_we_will_know: str, *quotes: UUID) -> Line:
    return Line("outcomes", "outcome", {"text": text, "how_we_will_know": how_we_will_know}, quotes)


def service(name: str, provider: str, frequency: str, *quotes: UUID, notes: str = "") -> Line:
    details: dict[str, object] = {"name": name, "provider": provider, "frequency": frequency, "notes": notes}
    return Line("services", "service", details, quotes)


def choice(text: str, good: str, bad: str) -> Line:
    return Line("services", "choice", {"text": text, "good": good, "bad": bad})


def as_now(good: str, bad: str) -> Line:
    return Line("services", "as_now", {"good": good, "bad": bad})


def limit(text: str, why: str, tried: str, looked_at: str, until: date, no_harm: str) -> Line:
    details: dict[str, object] = {"text": text, "why": why, "tried": tried, "looked_at": looked_at}
    return Line("services", "restriction", {**details, "until": until.isoformat(), "no_harm": no_harm})


def backup(text: str, who: str = "", reached_at: str = "", *quotes: UUID) -> Line:
    return Line("backup", "backup_step", {"text": text, "who": who, "reached_at": reached_at}, quotes)


def risk(text: str, mitigation: str, *quotes: UUID) -> Line:
    return Line("risks", "risk", {"text": text, "mitigation": mitigation}, quotes)
