"""A lifecycle as a Mermaid diagram, made from its own table, with where a record stands."""

from engine.lifecycle import SAME, Lifecycle


def mermaid(lifecycle: Lifecycle, *, here: str | None = None) -> str:
    """The text of a `stateDiagram-v2`. Moves between the same two states share an arrow; `here` is marked."""
    lines = ["stateDiagram-v2", f"    [*] --> {_key(lifecycle.initial)}"]
    lines += [f'    state "{state}" as {_key(state)}' for state in lifecycle.states]
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in lifecycle.moves:
        if move.to != SAME:
            for source in move.sources:
                arrows.setdefault((source, move.to), []).append(move.verb.replace("_", " "))
    lines += [f"    {_key(source)} --> {_key(to)} : {', '.join(verbs)}" for (source, to), verbs in arrows.items()]
    lines += [f"    {_key(state)} --> [*]" for state in lifecycle.final]
    if here is not None:
        lines += ["    classDef here stroke-width:4px,font-weight:bold", f"    class {_key(here)} here"]
        lines += [f"    note right of {_key(here)} : you are here"]
    return "\n".join(lines) + "\n"


def _key(state: str) -> str:
    return state.replace(" ", "_")
