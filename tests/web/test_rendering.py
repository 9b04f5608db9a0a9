"""Templates are strict, quotes are exact, and a part is a block of the page it belongs to."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from tests.web.guide import TODAY, spoken
from tests.web.house_rules import parse_page, text_of
from web.rendering import TEMPLATES, environment, labelled, render
from web.static_files import STATIC_FOLDER

KEEPABLE = st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters=[*map(chr, range(9)), "\x0b", "\x0c", "\ufffe", "\uffff"]
    )
).filter(lambda text: not re.search("[\x0e-\x1f]", text))


def shown(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


class Reader(HTMLParser):
    """The characters inside the quote, as a second parser reads them."""

    inside = False
    found = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        self.found += data if self.inside else ""


@given(KEEPABLE)
def test_a_quote_is_read_back_from_the_page_exactly(words: str) -> None:
    html = shown(
        "<!doctype html><html><head><title>x</title></head><body>{{ ui.quote(q) }}</body></html>", q=spoken(words)
    )
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.found == words


@pytest.mark.parametrize("words", ["\n\nfirst line empty", "a\r\nb\rc\n", " spaces  kept ", "<b>&amp;</b>", "“ ” ' \""])
def test_a_browser_reads_the_same_characters(words: str) -> None:
    page = "<!doctype html><html><head><title>x</title></head><body>{{ ui.quote(q) }}</body></html>"
    tree = parse_page(shown(page, q=spoken(words)))
    assert text_of(next(tree.iter("blockquote"))) == words


@pytest.mark.parametrize("words", ["\nkept", "\r\nkept", "", "plain"])
def test_a_text_area_gives_back_what_was_typed(words: str) -> None:
    page = "<!doctype html><html><head><title>x</title></head><body>{{ ui.area('n', 'Notes', value=v) }}</body></html>"
    area = next(parse_page(shown(page, v=words)).iter("textarea"))
    assert text_of(area) == words


def test_staff_text_cannot_take_the_form_of_a_quote() -> None:
    with pytest.raises(ValueError, match="takes a captured quote"):
        shown("{{ ui.quote('She wants a dog') }}")


def test_erased_words_leave_no_quote_behind() -> None:
    html = shown("{{ ui.quote(q) }}", q=spoken(None))
    assert "lawfully erased" in html
    assert "own-words" not in html
    assert "blockquote" not in html


def test_a_quote_says_its_language_and_direction() -> None:
    for words, language, direction in (
        ("نعم", "ar", "auto"),
        ("נו, OK", "en", "auto"),
        ("123", "ar", "rtl"),
        ("?", "und", "auto"),
        ("?", "en", "ltr"),
    ):
        html = shown("{{ ui.quote(q) }}", q=spoken(words, language=language))
        assert f'<blockquote lang="{language}" dir="{direction}">' in html


@pytest.mark.parametrize(
    ("attribution", "said_first"),
    [
        ("other", "Rosa Delgado said it"),
        ("interpreted", "What Rosa Delgado meant, as an interpreter put it into words"),
    ],
)
def test_words_that_are_not_the_persons_say_so_first_and_take_a_plainer_form(attribution: str, said_first: str) -> None:
    html = shown("{{ ui.quote(q) }}", q=replace(spoken("No."), attribution=attribution))
    assert "own-words" not in html
    assert html.index(said_first) < html.index("<blockquote")
    assert '<figure class="reported-words">' in html


@pytest.mark.parametrize(
    "source",
    [
        "{% call(row) ui.table('', ['A'], [], empty='None yet.') %}{% endcall %}",
        "{% call(row) ui.table('Plans', ['A'], [], empty='') %}{% endcall %}",
        "{{ ui.field('name', '') }}",
        "{{ ui.observation('smiled', by='', on=today) }}",
        "{% call ui.form('') %}{% endcall %}",
    ],
)
def test_a_component_insists_on_being_understood(source: str) -> None:
    with pytest.raises(ValueError, match=r"needs|names"):
        shown(source, today=TODAY)


def test_an_unknown_name_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ persn.name }}")
    with pytest.raises(AttributeError, match="no component named 'blink'"):
        environment().globals["ui"].blink  # noqa: B018


def test_a_part_is_one_block_of_the_page() -> None:
    part = render("problems/refused.html", part="message", sentences=["No, because <b>."], since=[])
    assert part.strip().startswith('<div class="refusal"')
    assert "No, because &lt;b&gt;." in part
    assert "<html" not in part
    assert part.strip() in render("problems/refused.html", sentences=["No, because <b>."], since=[])


def test_only_quotes_use_the_own_words_colours() -> None:
    style = (STATIC_FOLDER / "style.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style, flags=re.S))
    users = [select.strip() for select, body in rules if "var(--own-words" in body]
    assert users
    assert all(".own-words" in part for select in users for part in select.split(","))
    colours = {"#7a4200", "#fff4dc", "#f2b861", "#2a2312"}
    elsewhere = [select for select, body in rules if ":root" not in select and any(c in body.lower() for c in colours)]
    assert not elsewhere


def test_only_the_quote_component_writes_the_own_words_form() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    users = [name for name, source in sources.items() if "own-words" in re.sub(r"\{#.*?#\}", "", source, flags=re.S)]
    assert users == ["quote.html"]


def test_nothing_is_marked_safe_but_our_own_drawings() -> None:
    users = {
        path.name for path in TEMPLATES.rglob("*.html") if re.search(r"\|\s*safe\b", path.read_text(encoding="utf-8"))
    }
    assert users == {"icon.html"}


def test_each_cell_of_a_row_carries_the_head_of_its_column_for_narrow_screens() -> None:
    row = Markup('<td><a href="/x">Ida</a></td> <td class="number">3</td><td>&lt;td&gt;</td>')
    heads = ["Name", ("Days <waiting>", "number"), "Words"]
    assert labelled(row, heads) == (
        '<td data-label="Name"><a href="/x">Ida</a></td> '
        '<td data-label="Days &lt;waiting&gt;" class="number">3</td><td data-label="Words">&lt;td&gt;</td>'
    )
