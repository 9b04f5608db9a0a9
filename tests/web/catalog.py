"""Collects every interface sentence for translators. Run it to write `web/locale/ownwords.pot` anew:

PYTHONPATH=. .venv/bin/python tests/web/catalog.py
"""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from jinja2 import Environment

from tests.web.engine_sentences import engine_sentences

WEB = Path(__file__).parents[2] / "web"
POT = WEB / "locale" / "ownwords.pot"
HEADER = "# Every sentence of the interface, in the order of the alphabet. Written by tests/web/catalog.py."

_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "false", "silent": "false", "extensions": "jinja2.ext.loopcontrols"}}

READ_ALOUD = frozenset({"alt", "aria-label", "content-label", "placeholder", "title", "label"})
"""Attributes whose words somebody sees or hears."""

NOT_WORDS = frozenset({"Ownwords"})
"""A name is the same in every language."""


def sentences() -> Catalog:
    """Every sentence there is to translate."""
    catalog = Catalog(header_comment=HEADER, charset="utf-8")
    for _file, _line, message, comments, context in extract_from_dir(
        WEB, method_map=_METHODS, options_map=_OPTIONS, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}
    ):
        catalog.add(message, auto_comments=comments, context=context)
    for sentence in engine_sentences():
        catalog.add(sentence)
    return catalog


def template_of_sentences() -> str:
    """The catalog file as it should be: sorted, without line numbers, so that two branches rarely touch the same line."""
    catalog = sentences()
    memory = io.BytesIO()
    write_po(memory, catalog, width=0, sort_output=True, no_location=True, omit_header=True)
    return f"{HEADER}\n\n{memory.getvalue().decode().strip()}\n"


def loose_words(source: str, environment: Environment) -> list[str]:
    """Words of a template that a translator would never see: visible text and spoken attributes outside gettext."""
    reader = _Visible()
    reader.feed("".join(_literal(source, environment)))
    reader.close()
    return reader.found


def _literal(source: str, environment: Environment) -> Iterator[str]:
    """The template's own characters; what an expression gives is a blank, a translated block is nothing."""
    inside_translation = False
    after_begin = False
    for _line, kind, value in environment.lex(source):
        if kind == "block_begin":
            after_begin = True
        elif after_begin and kind == "name":
            after_begin = False
            if value in {"trans", "endtrans"}:
                inside_translation = value == "trans"
        elif kind == "data" and not inside_translation:
            yield value
        elif kind == "variable_begin":
            yield " "


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        for name, value in attrs:
            if name in READ_ALOUD or name.startswith("data-say"):
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, text: str) -> None:
        words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
        self.found += [word for word in words if word not in NOT_WORDS]


if __name__ == "__main__":
    POT.write_text(template_of_sentences(), encoding="utf-8")
