"""What every page of the product must be. Each rule raises with the page's address and the thing that broke it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

Tree = Element

NEVER_IN_INTERFACE_TEXT = ("please", "sorry", "invalid", "submit", "non-verbal", "client", "click here")
"""Words the interface never uses. People's own words and staff's text may hold any of them."""

_SPOKEN_BY_PEOPLE = ("own-words", "reported-words", "observation", "people-wrote")
"""Classes that mark text the interface did not write; nothing of the words rules holds inside them."""

_FIELDS = ("input", "select", "textarea")


class _StrictParser(html5lib.HTMLParser):  # type: ignore[misc]
    """Raises every error of the markup but one: `&#13;` is frowned upon, and the only way to keep a CR in words."""

    def parseError(self, errorcode: str = "XXX-undefined-error", datavars: dict[str, Any] | None = None) -> None:  # noqa: N802
        if errorcode == "illegal-codepoint-for-numeric-entity" and (datavars or {}).get("charAsInt") == 13:
            return
        super().parseError(errorcode, datavars)


def parse_page(html: str) -> Tree:
    """Strictly, as HTML5: any error of the markup is raised."""
    parser = _StrictParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree: Tree = parser.parse(html)
    return tree


def check_page(tree: Tree, html: str, *, path: str, headers: Mapping[str, str]) -> None:
    """Every rule, in one go."""
    broken = [sentence for rule in RULES for sentence in rule(tree)]
    broken += _headers(headers)
    assert not broken, f"{path} breaks {len(broken)} rule(s) of the house:\n- " + "\n- ".join(broken)


def text_of(element: Tree) -> str:
    """All text inside, code point for code point."""
    return "".join(element.itertext())


def controls(form: Tree) -> dict[str, list[str]]:
    """What a form sends when nothing is touched."""
    sent: dict[str, list[str]] = {}
    for element in form.iter():
        name = element.get("name")
        if name is None or element.tag not in _FIELDS:
            continue
        value = _value(element)
        if value is not None:
            sent.setdefault(name, []).append(value)
    return sent


def _value(element: Tree) -> str | None:
    if element.tag == "textarea":
        return text_of(element)
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return (chosen[0].get("value") or "") if chosen else None
    if element.get("type") in {"checkbox", "radio"}:
        return (element.get("value") or "on") if element.get("checked") is not None else None
    if element.get("type") in {"submit", "button", "file"}:
        return None
    return element.get("value") or ""


def _one_heading(tree: Tree) -> Iterator[str]:
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        yield f"it has {len(headings)} h1 headings, not one"
        return
    heading = " ".join(text_of(headings[0]).split())
    title = " ".join(text_of(next(tree.iter("title"))).split())
    if not heading or not re.sub(r"^(?:Error|Hay un error): ", "", title).startswith(heading):
        yield f"its title “{title}” does not begin with its h1 “{heading}”"
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading jumps from h{before} to h{after}"


def _language(tree: Tree) -> Iterator[str]:
    root = tree if tree.tag == "html" else next(tree.iter("html"))
    if not root.get("lang"):
        yield "the page does not say its language"


def _ids(tree: Tree) -> Iterator[str]:
    counts = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    yield from (f"the id “{name}” stands {count} times" for name, count in counts.items() if count > 1)
    for element in tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in counts:
                    yield f"{attribute} points to “{name}”, which is not on the page"


def _labels(tree: Tree) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    for element in tree.iter():
        if element.tag not in _FIELDS or element.get("type") in {"hidden", "submit", "button"}:
            continue
        if element.get("id") not in labelled and not element.get("aria-label"):
            yield f"the field “{element.get('name')}” has no label"
        typed = element.tag == "input" and element.get("type") not in {"checkbox", "radio", "file"}
        if typed and element.get("autocomplete") is None:
            yield f"the field “{element.get('name')}” does not say its autocomplete"
    for element in tree.iter():
        if element.tag in {"button", "a"} and not text_of(element).strip() and not element.get("aria-label"):
            yield f"a {element.tag} has no words"


def _tables(tree: Tree) -> Iterator[str]:
    for table in tree.iter("table"):
        caption = table.find("caption")
        if caption is None or not text_of(caption).strip():
            yield "a table has no caption"
        if not list(table.iter("th")):
            yield "a table has no heading cells"


def _forms(tree: Tree) -> Iterator[str]:
    for form in tree.iter("form"):
        action, method = form.get("action"), form.get("method")
        if not action or not action.startswith("/"):
            yield f"a form has the action “{action}”, which is no path of ours"
        if method not in {"post", "get"}:
            yield f"the form for {action} does not say its method"
        if method == "post" and not any(field.get("name") == "csrf_token" for field in form.iter("input")):
            yield f"the form for {action} carries no form token"
        if not list(form.iter("button")):
            yield f"the form for {action} has no button, so it needs script"
        if form.get("enctype") != "multipart/form-data" and any(f.get("type") == "file" for f in form.iter("input")):
            yield f"the form for {action} would send only the name of its file"


def _works_without_script(tree: Tree) -> Iterator[str]:
    for element in tree.iter():
        asked = [name for name in element.attrib if re.fullmatch("hx-(get|post|put|patch|delete)", name)]
        if not asked:
            continue
        fallback = element.get("action") if element.tag == "form" else element.get("href") or element.get("formaction")
        if not fallback:
            yield f"a {element.tag} with {asked[0]} has no real address beside it"


def _nothing_inline(tree: Tree) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "script" and not element.get("src"):
            yield "a script stands in the page"
        if element.tag == "style" or element.get("style") is not None:
            yield f"a style stands in the page ({element.tag})"
        for name in element.attrib:
            if name.startswith(("on", "hx-on")):
                yield f"the attribute {name} is script"
        for name in ("href", "src", "action", "formaction", "srcset", "poster", "data"):
            address = element.get(name)
            if address and (urlsplit(address).scheme not in {"", "mailto", "tel"} or address.startswith("//")):
                yield f"{name} leads away from us or runs script: {address[:80]}"


def _words(tree: Tree) -> Iterator[str]:
    for text in _interface_text(tree):
        if re.search("[\"']", text):
            yield f"straight quotation marks in “{text.strip()[:80]}”"
        if "\u2014" in text:
            yield f"an em dash in “{text.strip()[:80]}”"
        for word in NEVER_IN_INTERFACE_TEXT:
            if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE):
                yield f"the word “{word}” in “{text.strip()[:80]}”"


def _interface_text(element: Tree) -> Iterator[str]:
    if _not_ours(element):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _interface_text(child)
        if child.tail:
            yield child.tail


def _not_ours(element: Tree) -> bool:
    classes = set((element.get("class") or "").split())
    return (
        bool(classes & set(_SPOKEN_BY_PEOPLE)) or element.tag in {"script", "textarea", "pre"} or callable(element.tag)
    )


def _own_words(tree: Tree) -> Iterator[str]:
    for element in tree.iter():
        if "own-words" in (element.get("class") or "").split() and element.tag != "figure":
            yield f"a {element.tag} takes the form of own words"


def _headers(headers: Mapping[str, str]) -> list[str]:
    wanted = {
        "content-security-policy": "default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
        "vary": "HX-Request",
    }
    return [
        f"its header {name} is {headers.get(name)!r}, without {value!r}"
        for name, value in wanted.items()
        if value not in headers.get(name, "")
    ]


RULES: list[Any] = [
    _one_heading,
    _language,
    _ids,
    _labels,
    _tables,
    _forms,
    _works_without_script,
    _nothing_inline,
    _words,
    _own_words,
]
