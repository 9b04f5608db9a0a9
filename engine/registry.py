"""The lifecycle definitions this program knows, every version that an open plan may still be on."""

from engine.lifecycle import Lifecycle


class Registry:
    """Definitions by name and version; a plan keeps the one it began with."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Lifecycle] = {}

    def register(self, lifecycle: Lifecycle) -> Lifecycle:
        """Add a definition; the same name and version twice is a fault of the program."""
        key = (lifecycle.name, lifecycle.version)
        if key in self._known:
            raise ValueError(f"The lifecycle {lifecycle.name} version {lifecycle.version} is registered twice.")
        self._known[key] = lifecycle
        return lifecycle

    def get(self, name: str, version: int) -> Lifecycle:
        """The definition a stream was begun with. Raises LookupError naming what is missing."""
        try:
            return self._known[name, version]
        except KeyError:
            raise LookupError(
                f"The lifecycle {name} version {version} is not in this program, but a plan was begun with it. "
                "Run the version of Ownwords that has it, or upgrade the plan there first."
            ) from None

    def newest(self, name: str) -> Lifecycle:
        """The definition new plans begin with."""
        return self._known[name, max(version for known, version in self._known if known == name)]

    def all(self) -> list[Lifecycle]:
        """Every definition, in order of name and version."""
        return [self._known[key] for key in sorted(self._known)]


lifecycles = Registry()
"""The definitions of this program; `workflows` puts them there when it is imported."""
