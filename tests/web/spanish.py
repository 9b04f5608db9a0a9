"""Keeps the Spanish of the interface in step with the list for translators:

PYTHONPATH=. .venv/bin/python tests/web/spanish.py

Writes `web/locale/es/LC_MESSAGES/ownwords.po` anew, sorted as the list is: translations stay, what nobody asks for any
more goes, what is new stands there empty, and is named on the screen. Sentences to add can be handed over as a file with
one JSON pair a line: the English, and the Spanish or its two forms.
"""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tests.web.catalog import POT, sentences

PO = POT.parent / "es" / "LC_MESSAGES" / "ownwords.po"
HEADER = """# The interface in Spanish, in the order of the alphabet. Written anew by tests/web/spanish.py, which keeps what is here.
# docs/tongues.md says how it came to be and what it has not been through.
msgid ""
msgstr ""
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""

SAME_IN_BOTH = frozenset(
    {
        "Plan",
        "animal",
        "No",
        "no",
        "“%(action)s”",
        "“%(passage)s”: %(why)s",
        "%(what)s: %(why)s",
        "%(name)s, %(role)s",
        "%(name)s, %(day)s",
        "%(name)s: %(plan)s",
        "%(one)s. %(other)s",
        "%(label)s “%(short)s”",
        "%(label)s, %(title)s: %(why)s",
        " %(sentence)s",
        "hindi",
        "hmong",
    }
)
"""What is written the same in Spanish as in English, each looked at."""

Said = str | tuple[str, ...]


def spanish() -> dict[Said, Said]:
    """The Spanish of every sentence that has one, by its English."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return {_key(message.id): _key(message.string) for message in read_po(file) if message.id and message.string}


def as_it_should_be(known: dict[Said, Said]) -> str:
    """The file with exactly the sentences of the list."""
    catalog = Catalog(locale="es", charset="utf-8")
    for message in sentences():
        if message.id:
            said = known.get(_key(message.id), "")
            catalog.add(message.id, said or ("", "") if isinstance(message.id, (list, tuple)) else said)
    memory = io.BytesIO()
    write_po(memory, catalog, width=0, sort_output=True, no_location=True, omit_header=True)
    return f"{HEADER}\n{memory.getvalue().decode().strip()}\n"


def without_spanish(known: dict[Said, Said]) -> list[Said]:
    """The sentences nobody has said in Spanish yet."""
    return [_key(message.id) for message in sentences() if message.id and not _whole(known.get(_key(message.id), ""))]


def _whole(said: Said) -> bool:
    return all(said) if isinstance(said, tuple) else bool(said)


def _key(text: object) -> Said:
    return tuple(map(str, text)) if isinstance(text, (list, tuple)) else str(text)


def _handed_over(paths: list[str]) -> Iterator[tuple[Said, Said]]:
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if line.strip():
                english, said = json.loads(line)
                yield _key(english), _key(said)


if __name__ == "__main__":
    found = {**spanish(), **dict(_handed_over(sys.argv[1:]))}
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(as_it_should_be(found), encoding="utf-8")
    for one in without_spanish(found):
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
