"""Where profiles are found: those that are shipped, by group, and an agency's own folder beside them."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from engine.dates import listed
from engine.refusals import Reason, Refusal
from workflows.profiles.lines import lines_of
from workflows.profiles.model import Profile
from workflows.profiles.pack import Pack, read_pack
from workflows.profiles.reading import Problem, Reading
from workflows.profiles.strictest import strictest_of

SHIPPED = Path(__file__).parent / "packs"
"""Its folders are the groups: federal, states, payers."""


def profile(identity: str, *, on: date, folders: Sequence[Path] = (SHIPPED,)) -> Profile:
    """The rules of this profile in effect on a day. Refused when it is not known, is wrong, or not in effect."""
    files = _files(tuple(folders))
    if identity not in files:
        raise Refusal(f"There is no rule profile “{identity}”. {_near(identity, sorted(files))}", about="profile")
    return _on(_pack(files[identity]), files, on)


def all_profiles(*, on: date, folders: Sequence[Path] = (SHIPPED,)) -> tuple[Profile, ...]:
    """Every profile in effect on a day, by name."""
    files = _files(tuple(folders))
    packs = [_pack(file) for file in files.values()]
    found = [_on(pack, files, on) for pack in packs if _covers(pack, files, on)]
    return tuple(sorted(found, key=lambda profile: profile.name))


def check(path: Path) -> list[Problem]:
    """Everything wrong with one file, or with every .toml file in and below a folder; nothing is loaded or changed.

    What a file combines is looked for beside it and among the shipped ones.
    """
    files = _below(path) if path.is_dir() else [path]
    if not files:
        return [Problem(path.name, 1, "", "there is no .toml file in this folder.")]
    beside = {
        file.stem: file for folder in (SHIPPED, path if path.is_dir() else path.parent) for file in _below(folder)
    }
    problems = [problem for file in files for problem in _check_one(file, beside)]
    return problems + [_twice(first, second) for first, second in _doubles(files)]


def _near(identity: str, known: list[str]) -> str:
    """Those whose name is like it; all of them only where they are few."""
    near = [name for name in known if identity and identity in name] or get_close_matches(identity, known)
    if near:
        return f"Its name is like {listed(near, last='or')}."
    return f"There are {listed(known)}." if len(known) <= 8 else f"There are {len(known)}; docs/profiles.md lists them."


def reload() -> None:
    """Read the files again the next time one is asked for."""
    _combined.cache_clear()
    _pack.cache_clear()
    _files.cache_clear()


def _check_one(file: Path, beside: dict[str, Path]) -> list[Problem]:
    pack, problems = read_pack(file)
    if pack is None or not pack.strictest_of:
        return problems
    reading = Reading(file.name, lines_of(file.read_text(encoding="utf-8")))
    for place, name in enumerate(pack.strictest_of):
        part = read_pack(beside[name])[0] if name in beside else None
        if name not in beside:
            reading.note(("strictest_of", place), f"there is no rule profile “{name}”.")
        elif part is None:
            reading.note(("strictest_of", place), f"the file of “{name}” has problems of its own. Mend it first.")
        elif part.strictest_of:
            reading.note(("strictest_of", place), f"“{name}” combines others itself. Name those instead.")
        elif not part.covers(pack.effective_from):
            reading.note(("strictest_of", place), f"“{name}” does not cover the first day of this file.")
    if not reading.problems:
        try:
            _put_together(pack, beside, pack.effective_from)
        except Refusal as refusal:
            reading.note(("strictest_of",), str(refusal))
    return reading.problems


def _covers(pack: Pack, files: dict[str, Path], day: date) -> bool:
    """One that combines others holds only while each of them does."""
    parts = [_pack(files[name]) for name in pack.strictest_of if name in files]
    return all(one.covers(day) for one in (pack, *parts))


def _on(pack: Pack, files: dict[str, Path], day: date) -> Profile:
    if not pack.strictest_of:
        return pack.on(day)
    pack.refuse_outside(day)
    return _combined(files[pack.id], tuple(files.get(name) for name in pack.strictest_of), day)


@lru_cache(maxsize=64)
def _combined(file: Path, _parts: tuple[Path | None, ...], day: date) -> Profile:
    """Put together once for each day and each set of files."""
    pack = _pack(file)
    beside = {part.stem: part for part in _parts if part is not None}
    missing = [name for name in pack.strictest_of if name not in beside]
    if missing:
        raise Refusal(
            f"The rule profile “{pack.name}” combines {listed(missing)}, which cannot be found. Add the file."
        )
    return _put_together(pack, beside, day)


def _put_together(pack: Pack, files: dict[str, Path], day: date) -> Profile:
    return strictest_of(pack.id, pack.name, pack.summary, [_pack(files[name]).on(day) for name in pack.strictest_of])


@lru_cache(maxsize=8)
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """A later folder's file replaces an earlier one of the same name; within one folder a name stands once."""
    found: dict[str, Path] = {}
    for folder in folders:
        files = _below(folder)
        if doubles := _doubles(files):
            raise Refusal(str(_twice(*doubles[0])), about="profile")
        found |= {file.stem: file for file in files}
    return found


def _below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.toml"))


def _doubles(files: list[Path]) -> list[tuple[Path, Path]]:
    first: dict[str, Path] = {}
    return [(first[file.stem], file) for file in files if first.setdefault(file.stem, file) != file]


def _twice(first: Path, second: Path) -> Problem:
    where = f"{first.parent.name}/{first.name} and {second.parent.name}/{second.name}"
    return Problem(second.name, 1, "id", f"two files have this id, {where}. Rename one, with its id.")


@lru_cache(maxsize=256)
def _pack(file: Path) -> Pack:
    pack, problems = read_pack(file)
    if pack is None:
        raise Refusal(
            f"The rule profile in {file.name} cannot be used; nothing of it was loaded. Mend these places first: "
            + " ".join(str(problem) for problem in problems),
            reasons=[Reason("profile", str(problem), problem.field) for problem in problems],
        )
    return pack
