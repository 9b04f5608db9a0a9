"""The interface speaks Spanish in every sentence, and a page in Spanish is Spanish all over."""

import re
import time
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po

from engine.sayings import say
from tests.web.browser import Browser
from tests.web.engine_sentences import made_on_the_way
from tests.web.house_rules import NEVER_IN_INTERFACE_TEXT
from tests.web.spanish import PO, SAME_IN_BOTH, Said, as_it_should_be, spanish, without_spanish
from web import i18n
from web.frame import Frame, speaking_as
from web.spoken import spoken

VisitAs = Callable[[str], Browser]

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def _pairs() -> list[tuple[str, str]]:
    """English and Spanish; of a sentence for one and for many, both forms."""
    found: list[tuple[str, str]] = []
    for english, said in spanish().items():
        found += zip(_forms(english), _forms(said), strict=True)
    return found


def _forms(said: Said) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else (said,)


def test_every_sentence_has_its_spanish_and_nothing_else_is_there() -> None:
    command = "Write it anew: PYTHONPATH=. .venv/bin/python tests/web/spanish.py"
    assert without_spanish(spanish()) == []
    assert PO.read_text(encoding="utf-8") == as_it_should_be(spanish()), command


def test_no_translation_is_a_guess_or_left_over() -> None:
    with PO.open("rb") as file:
        catalog = read_po(file)
    assert not [message.id for message in catalog if message.fuzzy and message.id]
    assert not catalog.obsolete


def test_each_keeps_its_placeholders() -> None:
    for english, said in _pairs():
        wanted, found = (set(_PLACEHOLDER.findall(text)) for text in (english, said))
        # One in the singular may be left unsaid: “1 day” is “un día”.
        assert found <= wanted | {"%(num)s"}, (english, said)
        assert wanted - found <= {"%(num)s"}, (english, said)


def test_no_english_is_left_standing() -> None:
    assert {english for english, said in _pairs() if english == said} <= SAME_IN_BOTH


def test_spanish_keeps_the_words_and_signs_of_the_house() -> None:
    for english, said in _pairs():
        assert "\u2014" not in said, said
        assert "'" not in said, said
        assert not re.search(r"\w\(a\)|\w@|\w/a\b", said), said
        assert said.count("?") == said.count("¿"), said
        assert english[:1].isspace() == said[:1].isspace(), said
        assert (english[-1] in ".?") == (said[-1] in ".?"), (english, said)
    assert "please" in NEVER_IN_INTERFACE_TEXT
    assert not [said for _, said in _pairs() if re.search(r"\b(por favor|lo sentimos|inválid\w+)\b", said, re.I)]


def test_a_refusal_can_always_be_said_in_another_language() -> None:
    assert not list(made_on_the_way()), "Write say('... %(name)s ...', name=...) instead of an f-string."


def test_a_refusal_is_said_in_the_language_of_the_reader_with_its_values() -> None:
    refused = say("%(name)s signed this version already, and that signature stays.", name="Rosa")
    assert spoken(refused) == refused == "Rosa signed this version already, and that signature stays."
    with speaking_as(Frame(language="es")):
        assert spoken(refused) == "Rosa ya firmó esta versión, y esa firma queda."
        assert spoken("This page cannot be shown") == "This page cannot be shown"


def test_only_a_language_somebody_reads_is_loaded_and_that_is_quick() -> None:
    i18n.catalog.cache_clear()
    begun = time.process_time()
    i18n.catalog("es")
    assert time.process_time() - begun < 3
    assert i18n.catalog.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("es-US,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("de, es;q=0.3", "es"),
        ("de", "en"),
        ("es;q=0, en", "en"),
        ("", "en"),
        (";;q=,,x", "en"),
        ("es;q=9", "es"),
    ],
)
def test_before_anybody_signs_in_the_browser_says_what_it_likes(accepted: str, language: str) -> None:
    assert i18n.preferred(accepted) == language


def test_the_sign_in_page_offers_each_language_in_its_own_name(demo: object, visit_as: VisitAs) -> None:
    browser = Browser(demo)  # type: ignore[arg-type]
    assert browser.visit("/sign-in").tree.get("lang") == "en"
    page = browser.click("Español")
    assert (page.tree.get("lang"), page.title) == ("es", "Entrar")
    page = browser.submit("/sign-in?language=es", {"sign_in_name": "rosa", "password": "not hers"}, status=422)
    assert page.tree.get("lang") == "es"
    page = browser.submit("/sign-in?language=es", {"sign_in_name": "rosa", "password": "warm soup on mondays"})
    assert page.tree.get("lang") == "es"
    assert visit_as("rosa").page.tree.get("lang") == "es"  # type: ignore[union-attr]


def test_a_person_changes_the_language_in_their_room_and_it_stays(visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan")
    rosa.click("Español")
    rosa.submit("/language", {"language": "es"})
    assert rosa.visit("/my-plan").tree.get("lang") == "es"
    assert "English" in rosa.visit("/my-plan").links
    assert visit_as("rosa").visit("/my-plan/how-i-read").title == "¿Cómo te gusta leer?"
    rosa.visit("/language")
    rosa.client.post("/language", data={"language": "tlh"}, headers={"origin": "http://testserver.local"})
    assert rosa.visit("/my-plan").tree.get("lang") == "es"


def test_an_administrator_sets_the_language_of_an_account(visit_as: VisitAs) -> None:
    avery = visit_as("avery")
    avery.visit("/accounts?named=rosa")
    path = next(href for words, href in avery.page.links.items() if "Rosa" in words)  # type: ignore[union-attr]
    avery.visit(path)
    avery.submit(f"{path}/language", {"language": "es"})
    assert visit_as("rosa").visit("/my-plan").tree.get("lang") == "es"


def test_a_refusal_and_an_error_summary_are_in_spanish(visit_as: VisitAs) -> None:
    elena = visit_as("elena")
    page = elena.visit("/my-plan/00000000-0000-0000-0000-000000000000/parts/1", status=404)
    assert "Esta página no se puede mostrar" in page.text
    assert "This page" not in page.text
