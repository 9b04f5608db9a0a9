"""Where profiles are found: the four that are shipped, and an agency's own folder beside them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.dates import listed
from engine.refusals import Reason, Refusal
from workflows.profiles.model import Profile
from workflows.profiles.pack import Pack, read_pack
from workflows.profiles.reading import Problem

SHIPPED = Path(__file__).parent


def profile(identity: str, *, on: date, folders: Sequence[Path] = (SHIPPED,)) -> Profile:
    """The rules of this profile in effect on a day. Refused when it is not known, is wrong, or not in effect."""
    files = _files(tuple(folders))
    if identity not in files:
        raise Refusal(f"There is no rule profile “{identity}”. There are {listed(sorted(files))}.", about="profile")
    return _pack(files[identity]).on(on)


def all_profiles(*, on: date, folders: Sequence[Path] = (SHIPPED,)) -> tuple[Profile, ...]:
    """Every profile in effect on a day, by name."""
    packs = [_pack(file) for file in _files(tuple(folders)).values()]
    found = [pack.on(on) for pack in packs if pack.covers(on)]
    return tuple(sorted(found, key=lambda profile: profile.name))


def check(path: Path) -> list[Problem]:
    """Everything wrong with one file, or with every .toml file of a folder; nothing is loaded or changed."""
    if not path.is_dir():
        return read_pack(path)[1]
    files = sorted(path.glob("*.toml"))
    if not files:
        return [Problem(path.name, 1, "", "there is no .toml file in this folder.")]
    return [problem for file in files for problem in read_pack(file)[1]]


def reload() -> None:
    """Read the files again the next time one is asked for."""
    _pack.cache_clear()
    _files.cache_clear()


@lru_cache(maxsize=8)
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """A later folder's file replaces an earlier one of the same name."""
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}


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
