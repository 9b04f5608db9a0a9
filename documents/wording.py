"""Dates and ways of saying as words on paper."""

from collections.abc import Mapping
from datetime import date

_SAID: Mapping[str | None, str] = {
    "spoken": "{} said it",
    "signed": "{} signed it with their hands",
    "typed": "{} typed it",
    "aac": "{} said it with a speech device",
    "drawn": "{} drew it",
    "recorded": "{} said it on a recording",
    "photo": "{} showed it in a photo",
    "symbols": "{} said it with symbols",
    None: "{}",
}
_LANGUAGES = {
    "am": "Amharic",
    "ar": "Arabic",
    "ase": "American Sign Language",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hmn": "Hmong",
    "ht": "Haitian Creole",
    "it": "Italian",
    "ja": "Japanese",
    "km": "Khmer",
    "ko": "Korean",
    "nv": "Navajo",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "so": "Somali",
    "sw": "Swahili",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yi": "Yiddish",
    "zh": "Chinese",
}


def day(on: date) -> str:
    """Such as “March 11, 2026”. A datetime gives its own day, so it is put into the agency's time zone before."""
    from engine.dates import in_words  # the draft of a note names no dates, and is in a hurry

    return in_words(on)


def said(speaker: str, method: str | None) -> str:
    """Such as “Rosa typed it”."""
    return _SAID[method].format(speaker)


def language_name(tag: str) -> str:
    """Such as “Spanish” for es-US; a language without a name here keeps its tag."""
    return _LANGUAGES.get(base_language(tag), tag)


def base_language(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def listed(*words: str) -> str:
    """The words that are there, with a middle dot between them."""
    return " · ".join(word for word in words if word)
