"""A sentence that can be said in another language: it is English text, and remembers what it was put together from.

Whoever refuses something writes English and knows no reader. The door that shows it looks the template up in the
reader's language and puts the values in again. Kept or printed anywhere else, it is the English sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


class Saying(str):
    """English, with its template and its values. A value may itself be a saying, a day, or several of them."""

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> "Saying":
        """Without values the template is the sentence, and a `%` in it is only itself."""
        made = super().__new__(cls, template % _in_english(values) if values else template)
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[type["Saying"], tuple[str, Mapping[str, object]]]:
        return (Saying, (self.template, self.values))


class Several(tuple[object, ...]):
    """Values in a row, with what stands between two of them."""

    between: str = ", "


def say(template: str, /, **values: object) -> Saying:
    """A sentence with `%(name)s` where a value belongs. The template must be a literal: it is collected for translators."""
    return Saying(template, values)


def several(values: Iterable[object], *, between: str = ", ") -> Several:
    """Values in a row, each of which may be a saying."""
    made = Several(values)
    made.between = between
    return made


@dataclass(frozen=True)
class Lowered:
    """A saying in small letters, for the middle of a sentence."""

    of: Saying


def as_saying(text: str) -> Saying:
    """A plain sentence is its own template."""
    return text if isinstance(text, Saying) else Saying(text, {})


def _in_english(values: Mapping[str, object]) -> dict[str, str]:
    return {name: english(value) for name, value in values.items()}


def english(value: object) -> str:
    """A value as the English sentence has it."""
    if isinstance(value, Lowered):
        return str(value.of).lower()
    if isinstance(value, Several):
        return value.between.join(english(one) for one in value)
    if isinstance(value, (list, tuple)):
        return ", ".join(english(one) for one in value)
    if isinstance(value, date):
        # The package of dates refuses what cannot be read as one, and every refusal is a saying.
        from engine.dates.words import in_words

        return in_words(value)
    return str(value)
