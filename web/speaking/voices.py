"""Which voice reads which language. A language without a voice is not read: a wrong voice makes words into noise."""

from functools import lru_cache

from web.speaking.program import Unspoken, run

_FIRST = {"en": "en-us", "es": "es-419", "pt": "pt-br", "zh": "cmn", "fr": "fr-fr", "no": "nb"}
"""The voice of a language where nothing closer is asked for: of the Americas, where there is one."""


@lru_cache(maxsize=1)
def voices() -> frozenset[str]:
    """The names of languages that the program speaks; empty where it is missing. Asked once."""
    try:
        listed = run(["--voices"]).decode("utf-8", "replace")
    except Unspoken:
        return frozenset()
    rows = [line.split() for line in listed.splitlines()[1:]]
    return frozenset(row[1].lower() for row in rows if len(row) > 1)


def voice_for(language: str) -> str | None:
    """The voice for a language tag, or None. `und` has none: nobody knows how it sounds."""
    wanted = language.lower().replace("_", "-")
    base = wanted.split("-")[0]
    closest = (wanted if "-" in wanted else "", _FIRST.get(base, ""), base)
    return next((name for name in closest if name in voices()), None)
