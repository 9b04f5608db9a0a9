"""Sentences that the engine, the workflows and the papers say in English and a door says in the reader's language.

They are found where they are written: in what is refused, in the names of fields and parts, in `say(...)`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("engine", "workflows", "documents")

IN_THE_TERMINAL = (
    "engine/backups/",
    "engine/checkpoints.py",
    "engine/definitions.py",
    "engine/schema.py",
    "engine/upgrades.py",
    "workflows/demo/",
    "workflows/profiles/",
    "documents/proving.py",
    "documents/quote_exports.py",
    "documents/quotes_in_docx.py",
)
"""What these say is printed by commands, which speak English."""

_PLACES = {
    "Refusal": 0,
    "NotFound": 0,
    "Stale": 0,
    "OutOfReach": 0,
    "Reason": 1,
    "say": 0,
    "furniture": 0,
    "as_saying": 0,
    "called": 0,
    "Path": 1,
    "Ask": 1,
    "check_line": 2,
    "check_day": 3,
    "_missing": 0,
}
"""Functions that take a sentence, and which of their values it is."""

_ANYWHERE = frozenset({"_refused", "refused", "_Words"})
"""Helpers all of whose values are sentences, or make a refusal of them."""

_NAMED = frozenset({"text", "title", "sentence", "what"})
_TABLES = frozenset(
    {
        "_WHY",
        "_WHOSE",
        "LINES",
        "_SAID",
        "_LANGUAGES",
        "_SIGNED",
        "_OUTCOMES",
        "_DECISIONS",
        "_PLURALS",
        "_VERSIONS",
        "_WAYS",
        "CLIP",
    }
)
"""Tables whose values are put into sentences."""


def engine_sentences() -> Iterator[str]:
    """Every literal sentence, in the order of files."""
    for path in _files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            yield from _of(node, path)


def made_on_the_way() -> Iterator[str]:
    """Refusals whose sentence is put together before anybody could translate it, by file and line."""
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in {*_PLACES, *_ANYWHERE} and any(map(_mixed, node.args)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def _files() -> list[Path]:
    found = [path for folder in (*FOLDERS, "web/papers") for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if not path.relative_to(ROOT).as_posix().startswith(IN_THE_TERMINAL)]


def _of(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _of_call(node, path)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        if isinstance(node.value, ast.Dict) and node.targets[0].id in _TABLES:
            yield from (text for value in node.value.values for text in _text(value))
        elif path.name == "kinds.py" and node.targets[0].id == "label":
            yield from _text(node.value)


def _of_call(call: ast.Call, path: Path) -> Iterator[str]:
    name = _name(call)
    if name in _ANYWHERE:
        yield from (text for value in call.args for text in _text(value) if " " in text)
    elif name in _PLACES and len(call.args) > _PLACES[name]:
        yield from _text(call.args[_PLACES[name]])
    elif name == "SectionShape":
        yield from (text for value in call.args[1:3] for text in _text(value))
    if name in _PLACES or (name in {"Field", "_move", "Move"} and path.name in {"kinds.py", "lifecycles.py"}):
        yield from (text for word in call.keywords if word.arg in _NAMED for text in _text(word.value))


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _text(node.body)
        yield from _text(node.orelse)
    elif isinstance(node, ast.BoolOp):
        yield from (text for value in node.values for text in _text(value))


def _mixed(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) and any(
        isinstance(part, ast.Constant) and " " in str(part.value).strip() for part in node.values
    )


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
