"""One profile file: everything it ever said, each rule with its days, and the profile it makes on a given day."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path as File
from typing import Any

from engine.dates import in_words
from engine.plans import PlanType
from engine.refusals import Refusal
from workflows.profiles.coverage import check_days
from workflows.profiles.fields import ANY, FIELDS, Field
from workflows.profiles.lines import Path, lines_of
from workflows.profiles.model import Profile, Rule, Schedule, Source
from workflows.profiles.reading import Problem, Reading
from workflows.profiles.words import Tag

HEADER = ("id", "name", "summary", "plan_types", "effective_from", "effective_until", "sources", "strictest_of")
ABOUT = ("tag", "source", "cite", "note", "effective_from", "effective_until")
QUIET = ("grace", "only_for")
"""Keys of a schedule that came later: where they are not used, a stored version stays what it was."""
GROUPS = ("federal", "states", "payers")
TOO_LARGE = 1_000_000


@dataclass(frozen=True)
class Pack:
    """`strictest_of` names the profiles that this one combines; it then has no rules of its own."""

    id: str
    name: str
    summary: str
    plan_types: tuple[str, ...]
    effective_from: date
    effective_until: date | None
    rules: Mapping[str, tuple[Rule[Any], ...]]
    group: str = ""
    strictest_of: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)

    def on(self, day: date) -> Profile:
        """The profile as it stands on a day; refused before its first day and after its last."""
        self.refuse_outside(day)
        chosen = {name: [rule for rule in rules if rule.in_effect(day)] for name, rules in self.rules.items()}
        values: dict[str, Any] = {
            name: tuple(rules) if FIELDS[name].many else (rules[0] if rules else None) for name, rules in chosen.items()
        }
        in_effect = [rule for rules in chosen.values() for rule in rules]
        return Profile(
            id=self.id,
            name=self.name,
            summary=self.summary,
            plan_types=self.plan_types,
            version=_version(in_effect),
            group=self.group,
            **values,
        )

    def refuse_outside(self, day: date) -> None:
        """Nothing is decided by rules of another time."""
        if not self.covers(day):
            until = f" to {in_words(self.effective_until)}" if self.effective_until else ""
            raise Refusal(
                f"The rule profile “{self.name}” was not in effect on {in_words(day)}: it covers "
                f"{in_words(self.effective_from)}{until or ' and later'}. Choose another day or another profile."
            )


def read_pack(file: File) -> tuple[Pack | None, list[Problem]]:
    """The pack, or every problem found in it; never a pack with problems."""
    reading = Reading(file.name)
    document = _document(file, reading)
    if document is None:
        return None, reading.problems
    pack = _pack(document, file, reading)
    problems = sorted(reading.problems, key=lambda problem: problem.line)
    return (None if problems else pack), problems


def _document(file: File, reading: Reading) -> dict[str, Any] | None:
    try:
        if file.stat().st_size > TOO_LARGE:
            reading.note((), "this file is larger than a million bytes, so it is not a profile.")
            return None
        text = file.read_bytes().decode("utf-8")
        document = tomllib.loads(text)
        reading.lines = lines_of(text)
    except OSError as error:
        reading.note((), f"the file cannot be read: {error.strerror or error}.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reading.problems.append(Problem(file.name, line, "", "this line is not UTF-8 text. Save the file as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        reading.problems.append(_syntax(file.name, text, error))
    except RecursionError:
        reading.note((), "the brackets in this file are nested too deeply to be a profile.")
    else:
        return document
    return None


def _syntax(name: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    said, _, place = str(error).rpartition(" (at ")
    number = place.removeprefix("line ").partition(",")[0]
    line = int(number) if number.isdecimal() else text.count("\n") + 1
    return Problem(name, line, "", f"this is not TOML: {said or error}.")


def _pack(document: Mapping[str, Any], file: File, reading: Reading) -> Pack | None:
    reading.known_keys(document, (), (*HEADER, *FIELDS))
    identity = reading.text(document, (), "id")
    if identity and identity != file.stem:
        reading.note(("id",), f"the id “{identity}” must be the file's name without .toml, “{file.stem}”.")
    name = reading.text(document, (), "name")
    summary = reading.text(document, (), "summary")
    plan_types = reading.words(document, (), "plan_types", among=[kind.value for kind in PlanType]) or ()
    start = reading.day(document, (), "effective_from", needed=True)
    end = reading.day(document, (), "effective_until")
    sources = _sources(document.get("sources", {}), reading)
    if start is None:
        return None
    if end is not None and end < start:
        reading.note(("effective_until",), "this day is before effective_from.")
    group = file.parent.name if file.parent.name in GROUPS else ""
    if "strictest_of" in document:
        combined = _combined(document, identity, reading)
        return Pack(identity, name, summary, plan_types, start, end, {}, group, combined)
    rules: dict[str, tuple[Rule[Any], ...]] = {}
    for field_name, field in FIELDS.items():
        if field_name in document:
            tables = _tables(document[field_name], field_name, reading)
            found = [
                _rule(field_name, field, table, path, plan_types, sources, start, reading) for path, table in tables
            ]
            rules[field_name] = tuple(rule for rule in found if rule is not None)
            if len(rules[field_name]) == len(found):
                check_days(field_name, field, rules[field_name], [path for path, _ in tables], start, end, reading)
        elif field.needed:
            example = f"[[{field_name}]]" if field.many else f"[{field_name}]"
            reading.note((field_name,), f"this field is missing. Add a table {example}; nothing is assumed for it.")
    _no_key_twice(rules, reading)
    return Pack(identity, name, summary, plan_types, start, end, rules, group)


def _combined(document: Mapping[str, Any], identity: str, reading: Reading) -> tuple[str, ...]:
    """The profiles a file puts together. Its values are theirs, so it has none beside them."""
    for key in document:
        if key in FIELDS or key == "sources":
            reading.note((key,), "a file with “strictest_of” takes this from the profiles it names; take it out.")
    names = reading.words(document, (), "strictest_of") or ()
    if len(names) == 1:
        reading.note(("strictest_of",), "name at least two profiles, or use the one as it is.")
    if identity in names:
        reading.note(("strictest_of", names.index(identity)), "a profile cannot be one of those it combines.")
    return names


def _no_key_twice(rules: Mapping[str, tuple[Rule[Any], ...]], reading: Reading) -> None:
    """A date is known by its key alone, so reviews and other dates share one set of keys."""
    taken = {rule.value.key for rule in rules.get("review_schedule", ())} | set(FIELDS)
    for place, rule in enumerate(rules.get("other_dates", ())):
        if rule.value.key in taken:
            said = f"“{rule.value.key}” names another date already. Choose another key."
            reading.note(("other_dates", place, "key"), said)


def _sources(value: object, reading: Reading) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for key, table in (reading.table(value, ("sources",)) or {}).items():
        path = ("sources", key)
        if isinstance(table, dict):
            reading.known_keys(table, path, ("title", "address"))
            title = reading.text(table, path, "title")
            sources[key] = Source(key, title, reading.text(table, path, "address", needed=False))
        else:
            reading.note(path, f"this must be a table [sources.{key}] with a title.")
    return sources


def _tables(value: object, name: str, reading: Reading) -> list[tuple[Path, Mapping[str, Any]]]:
    """A field's rules: one table, or several with different days."""
    if isinstance(value, list):
        pairs = [((name, place), reading.table(table, (name, place))) for place, table in enumerate(value)]
    else:
        pairs = [((name,), reading.table(value, (name,)))]  # type: ignore[list-item]
    return [(path, table) for path, table in pairs if table is not None]


def _rule(
    name: str,
    field: Field,
    table: Mapping[str, Any],
    path: Path,
    plan_types: tuple[str, ...],
    sources: Mapping[str, Source],
    start: date,
    reading: Reading,
) -> Rule[Any] | None:
    reading.known_keys(table, path, (*ABOUT, *field.keys))
    value = field.read(reading, table, path, plan_types)
    tag = reading.choice(table, path, "tag", Tag)
    source = _source(table, path, sources, tag, reading)
    since = reading.day(table, path, "effective_from") or start
    until = reading.day(table, path, "effective_until")
    if until is not None and until < since:
        reading.note((*path, "effective_until"), "this day is before the rule begins.")
    if field.many:
        name = f"{name}.{reading.text(table, path, 'key')}"
    if value is None or tag is None:
        return None
    rule: Rule[Any] = Rule(
        name=name,
        value=None if value is ANY else value,
        tag=tag,
        source=source,
        cite=reading.text(table, path, "cite", needed=False),
        note=reading.text(table, path, "note", needed=False),
        effective_from=since,
        effective_until=until,
        version="",
    )
    return replace(rule, version=f"{since.isoformat()}+{_digest(_says(rule))[:8]}")


def _says(rule: Rule[Any]) -> str:
    """What a rule's version stands for. Neither a note nor the day it later ends changes what it said before."""
    plain = asdict(rule)
    if isinstance(rule.value, Schedule):
        plain["value"] = {key: value for key, value in plain["value"].items() if key not in QUIET or value is not None}
    kept = {key: plain[key] for key in ("name", "value", "tag", "effective_from")} | {"citation": rule.citation}
    return json.dumps(kept, sort_keys=True, default=str)


def _source(
    table: Mapping[str, Any], path: Path, sources: Mapping[str, Source], tag: Tag | None, reading: Reading
) -> Source | None:
    """What was read or said somewhere names that place; a choice or a recollection has none to name."""
    if "source" not in table:
        if tag not in (None, Tag.CHOICE, Tag.RECALLED):
            said = f"a value tagged “{tag}” needs a source. Name one, or tag it “I”, a choice, or “R”, recalled."
            reading.note((*path, "source"), said)
        return None
    key = reading.text(table, path, "source")
    if key and key not in sources:
        reading.note((*path, "source"), f"there is no [sources.{key}] in this file. Add it, with a title.")
    return sources.get(key)


def _version(rules: list[Rule[Any]]) -> str:
    """The day the newest of these rules began, and a fingerprint of all of them: at most 40 characters."""
    newest = max(rule.effective_from for rule in rules)
    return f"{newest.isoformat()}+{_digest(' '.join(sorted(f'{rule.name} {rule.version}' for rule in rules)))[:12]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def schedules(profile: Profile) -> tuple[Rule[Schedule], ...]:
    """Everything of a profile that has a due date: its reviews, then its other dates."""
    others = (profile.initial_plan_due, profile.draft_due, profile.final_due, profile.distribution_due)
    return (*profile.review_schedule, *(rule for rule in others if rule is not None), *profile.other_dates)
