"""What the engine and the workflows say, in the language of whoever reads: refusals, what stands in the way, names of fields."""

from datetime import date

from engine.sayings import Lowered, Saying, Several
from web import wording
from web.i18n import gettext


def spoken(text: object) -> str:
    """A saying in the language of the page being made. Any other text is somebody's, and stays as it is."""
    if not isinstance(text, Saying):
        return str(text)
    if not text.template:
        return ""
    said = gettext(text.template)
    return said % {name: _value(value) for name, value in text.values.items()} if text.values else said


def finalized(value: object) -> object:
    """For the templates: whatever they show that is a saying is said in the reader's language."""
    return spoken(value) if isinstance(value, Saying) else value


def _value(value: object) -> str:
    if isinstance(value, Lowered):
        return spoken(value.of).lower()
    if isinstance(value, Several):
        return value.between.join(_value(one) for one in value)
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(one) for one in value)
    return wording.day(value) if isinstance(value, date) else spoken(value)
