"""Dates and ways of saying as words on paper."""

from collections.abc import Mapping
from datetime import date

from documents.tongue import called, printed
from engine.sayings import Saying

_SAID: Mapping[str | None, str] = {
    "spoken": "%(speaker)s said it",
    "signed": "%(speaker)s signed it with their hands",
    "typed": "%(speaker)s typed it",
    "aac": "%(speaker)s said it with a speech device",
    "drawn": "%(speaker)s drew it",
    "recorded": "%(speaker)s said it on a recording",
    "photo": "%(speaker)s showed it in a photo",
    "symbols": "%(speaker)s said it with symbols",
    None: "%(speaker)s",
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
    return printed(Saying("%(day)s", {"day": on}))


def said(speaker: str, method: str | None) -> str:
    """Such as “Rosa typed it”."""
    return called(_SAID[method]) % {"speaker": speaker}


def language_name(tag: str) -> str:
    """Such as “Spanish” for es-US; a language without a name here keeps its tag."""
    return called(_LANGUAGES.get(base_language(tag), tag))


def base_language(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def listed(*words: str) -> str:
    """The words that are there, with a middle dot between them."""
    return " · ".join(printed(word) for word in words if word)
