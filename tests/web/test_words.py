"""Every interface sentence can be translated, keeps the house's words, and is in the list for translators."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.web.catalog import POT, loose_words, template_of_sentences
from tests.web.house_rules import NEVER_IN_INTERFACE_TEXT
from web import i18n
from web.frame import Frame
from web.rendering import TEMPLATES, environment, render

TEMPLATE_NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def test_the_list_for_translators_is_complete() -> None:
    command = "PYTHONPATH=. .venv/bin/python tests/web/catalog.py"
    assert POT.read_text(encoding="utf-8") == template_of_sentences(), f"Write it anew: {command}"


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_no_visible_word_of_a_template_escapes_translation(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert loose_words(source, environment()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Loose words {{ name }}</p>", ["Loose", "words"]),
        ('<a aria-label="Loose" href="/x">{{ _("bound") }}</a>', ["Loose"]),
        ('{% trans %}bound{% endtrans %}<p>{% if x %}{{ _("bound") }}{% endif %} · 3</p>', []),
        ('<p class="a b">{{ x }}</p><!-- said to nobody -->', []),
    ],
)
def test_loose_words_are_found(source: str, found: list[str]) -> None:
    assert loose_words(source, environment()) == found


def test_every_sentence_keeps_the_words_of_the_house() -> None:
    sentences = re.findall(r'"(.*)"$', template_of_sentences(), re.M)
    for sentence in sentences:
        assert "\u2014" not in sentence, sentence
        assert "'" not in sentence, sentence
        for word in NEVER_IN_INTERFACE_TEXT:
            assert not re.search(rf"\b{word}\b", sentence, re.IGNORECASE), f"“{word}” in “{sentence}”"


def test_a_catalog_is_used_as_soon_as_it_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    spanish = Catalog(locale="es")
    spanish.add("This page cannot be shown", "Esta página no se puede mostrar")
    with (folder / "ownwords.po").open("wb") as file:
        write_po(file, spanish)
    monkeypatch.setattr(i18n, "LOCALE_FOLDER", Path(str(tmp_path)))
    i18n.languages.cache_clear()
    i18n.catalog.cache_clear()
    try:
        page = render("problems/not_found.html", Frame(language="es"), sentence="")
        assert '<html lang="es" dir="ltr">' in page
        assert "<h1>Esta página no se puede mostrar</h1>" in page
    finally:
        i18n.languages.cache_clear()
        i18n.catalog.cache_clear()
