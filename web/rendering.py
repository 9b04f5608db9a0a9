"""Templates into text. A page and its part are the same template: the part is one named block of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from engine.quotes import Spoken
from engine.words import in_the_open
from web import plan_words, signature_words, standings, wording
from web.frame import Frame, current_frame, frame_of_this_page
from web.i18n import direction, direction_of, gettext, languages, ngettext, own_name, tongue_options
from web.reading_aloud import can_be_read
from web.speaking import voice_for
from web.spoken import finalized, spoken
from web.static_files import static_url
from web.symbol_board import shown_again
from web.symbols import symbols

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, frame: Frame | None = None, *, part: str | None = None, **context: object) -> str:
    """A whole page, or the one block of it that `part` names."""
    token = frame_of_this_page.set(frame or current_frame())
    try:
        found = environment().get_template(template)
        values = {"frame": current_frame(), **context}
        if part is None:
            return found.render(values)
        return "".join(found.blocks[part](found.new_context(values)))
    finally:
        frame_of_this_page.reset(token)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja, set strictly: everything is escaped, an unknown name is an error, and components are at hand as `ui`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalized,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(gettext=_gettext, ngettext=_ngettext)
    made.filters.update(
        day=wording.day,
        moment=wording.moment,
        on_day=wording.on_day,
        clock=wording.clock,
        area_words=plan_words.chosen_words,
        short_day=wording.short_day,
        exact=exact,
        labelled=labelled,
        in_one_line=in_one_line,
        as_id=as_id,
        initials=wording.initials,
        joined=wording.joined,
    )
    made.tests.update(own_words=is_own_words)
    made.globals.update(
        static_url=static_url,
        csrf=csrf_field,
        described=described,
        insist=insist,
        direction=direction,
        direction_of=direction_of,
        how_it_was_said=wording.how_it_was_said,
        languages=languages,
        own_name=own_name,
        tongue_options=tongue_options,
        frame_language=frame_language,
        written_in=written_in,
        command_fields=command_fields,
        plan_type_words=plan_words.plan_type_words,
        version_kind_words=plan_words.version_kind_words,
        way_words=plan_words.way_words,
        review_words=plan_words.review_words,
        opened_words=plan_words.opened_words,
        standing_words=standings.standing_words,
        due_words=plan_words.due_words,
        capacity_words=signature_words.capacity_words,
        relation_words=plan_words.relation_words,
        symbols=symbols,
        shown_again=shown_again,
        voice_for=voice_for,
        can_be_read=can_be_read,
        authority_words=plan_words.authority_words,
        area_words=plan_words.area_words,
        support_words=plan_words.support_words,
        suspension_words=plan_words.suspension_words,
        spoken=spoken,
        ui=_components(made),
    )
    return made


def labelled(cells: Markup, heads: Sequence[str | tuple[str, str]]) -> Markup:
    """The cells of a row, each with the head of its column, which stands before it where a screen is too narrow."""
    before, *rest = cells.split("<td")
    names = [head if isinstance(head, str) else head[0] for head in heads]
    cell = Markup('<td data-label="{}"{}')
    return before + Markup("").join(cell.format(name, end) for name, end in zip(names, rest, strict=True))


def exact(text: str) -> Markup:
    """People's words as HTML that a browser reads back code point for code point: CR would else become LF."""
    return escape(text).replace("\r", Markup("&#13;"))


def in_one_line(text: str, most: int = 80) -> str:
    """The beginning of people's words for a list to choose from, where nothing can keep them apart from what is beside."""
    return in_the_open(" ".join(text.split()), most=most)


def written_in(language: str | None) -> Markup:
    """The attributes of staff text in another language than the page’s; nothing where it is the same, or not known."""
    here = current_frame().language
    if not language or language == here:
        return Markup("")
    return Markup(' lang="{}" dir="auto"').format(language)


def frame_language() -> str:
    """The language of the page, for components, which are not handed its frame."""
    return current_frame().language


def csrf_field() -> Markup:
    """The hidden field every form carries. It is bound to the session and worthless in any other."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(current_frame().csrf)


def command_fields(expected: int | None = None) -> Markup:
    """The hidden fields of a form that writes an event: a number of its own, so that a form sent twice is done once,
    and the state of the record the page was made from."""
    fields = Markup('<input type="hidden" name="command" value="{}">').format(uuid4())
    if expected is not None:
        fields += Markup('<input type="hidden" name="expected" value="{}">').format(expected)
    return fields


def described(name: str, hint: object, errors: Mapping[str, str]) -> Markup:
    """The attributes that tie a field to its error and its hint, for somebody who hears the page."""
    ids = [f"{name}-error"] * (name in errors) + [f"{name}-hint"] * bool(hint)
    attributes = Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup("")
    return attributes + Markup(' aria-invalid="true"') if name in errors else attributes


def as_id(text: str) -> str:
    """Any text as an id of the page."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")


def is_own_words(value: object) -> bool:
    """Whether this is a captured quote. Text alone never is, so staff text cannot take the form of a quote."""
    return isinstance(value, Spoken)


def insist(condition: object, sentence: str) -> str:
    """Stops a template that left out what a component needs. Raises ValueError."""
    if not condition:
        raise ValueError(sentence)
    return ""


def _gettext(message: str, **values: object) -> Markup:
    """As Jinja's own, and what the engine says is put in as a saying of the reader's language."""
    # A sentence of the interface, never a person’s.
    return Markup(gettext(message)) % {name: finalized(value) for name, value in values.items()}  # noqa: S704


def _ngettext(one: str, many: str, num: int, **values: object) -> Markup:
    said = {name: finalized(value) for name, value in values.items()}
    return Markup(ngettext(one, many, num)) % {"num": num, **said}  # noqa: S704


def _components(made: Environment) -> SimpleNamespace:
    """Every macro of `templates/components/`, loaded when first used, under its own name: `ui.quote(...)`."""
    return _Components(made)


class _Components(SimpleNamespace):
    def __init__(self, made: Environment) -> None:
        super().__init__()
        self._made = made

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        for file in sorted((TEMPLATES / "components").glob("*.html")):
            module = self._made.get_template(f"components/{file.name}").module
            for found, macro in vars(module).items():
                if not found.startswith("_") and callable(macro):
                    setattr(self, found, macro)
        if name not in vars(self):
            raise AttributeError(f"There is no component named {name!r} in web/templates/components.")
        return vars(self)[name]  # type: ignore[no-any-return]
