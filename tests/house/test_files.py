"""What no committed file may hold."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not hold them.
REGISTRY_HOSTS = [
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("registry.", "npmjs"),
        ("registry.", "yarnpkg"),
        ("cdn.", "jsdelivr"),
        ("un", "pkg.com"),
        ("crates", ".io"),
        ("proxy.", "golang"),
        ("conda.", "anaconda"),
        ("deb.", "debian.org"),
    )
]
MACHINE_PATHS = re.compile(
    "|".join(f"/{name}/" for name in ("wo" + "rk/wt", "ro" + "ot", "ho" + "me/[a-z]", "Us" + "ers"))
)
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX:", "raise Not" + "Implemented")))


def committed() -> list[Path]:
    """Every file of the project, as git or, in an archive without git, the folder knows it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = listed.stdout.decode().split("\0")[:-1] if listed.returncode == 0 else []
    paths = [ROOT / name for name in names] or list(ROOT.glob("[a-z]*/**/*"))
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_no_file_names_a_package_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}" for path in committed() for host in REGISTRY_HOSTS if host in text_of(path)
    ]
    assert not named, "A lock or a setting that names a registry ties the project to one place."


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_names_versions_and_hashes_alone(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    lines = text.replace("\\\n", " ").splitlines()
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", line), f"{name} pins nothing here: {line[:60]}"
        assert "--hash=sha256:" in line


def test_the_tools_lock_contains_the_product_lock() -> None:
    pins = [
        {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]


def test_nothing_is_left_unfinished_or_tied_to_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in committed()
        if path.suffix in {".py", ".html", ".js", ".css", ".toml", ".md", ""}
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if UNFINISHED.search(line) or MACHINE_PATHS.search(line)
    ]
    assert not found


def test_the_version_is_the_same_everywhere() -> None:
    import tomllib

    from web import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["version"] == __version__
