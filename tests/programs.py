"""The four programs that some tests need besides Python, and the one command that installs each."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program looked for on the PATH first and then where Debian keeps it."""

    name: str
    commands: tuple[str, ...]
    package: str
    folders: tuple[str, ...] = ()

    def path(self) -> Path | None:
        """Where it is, the newest version first, or nothing."""
        for command in self.commands:
            for folder in self.folders:
                versions = sorted(Path("/").glob(f"{folder}/{command}"), key=_version)
                if versions:
                    return versions[-1]
            found = shutil.which(command)
            if found:
                return Path(found)
        return None

    def found(self) -> bool:
        """True when a test that needs it can run."""
        return self.path() is not None

    @property
    def how_to_install(self) -> str:
        """The reason shown beside a skipped test."""
        return f"{self.name} is not installed: sudo apt-get install -y --no-install-recommends {self.package}"


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parts if part.isdigit())


CHROMIUM = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
VOICE = Program("espeak-ng", ("espeak-ng",), "espeak-ng")
OFFICE = Program("LibreOffice Writer", ("soffice", "libreoffice"), "libreoffice-writer")
POSTGRES = Program("PostgreSQL", ("initdb",), "postgresql", ("usr/lib/postgresql/*/bin",))
