"""Letters a note itself introduces for how something was said: `S = speech, D = his device`."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"\b(?P<code>[A-Z])(?: ?[=:] ?| (?:is |for |means )?)(?:his |her |the |own )?(?P<how>typ(?:ed|ing|es)|text(?:s|ed)?"
    r"|device|aac|sgd|voice|speech|spoken|signed|signs?|ipad|tablet|talker|letterboard|board)\b"
)
_METHODS = {"t": "typed", "v": "spoken", "s": "signed", "spe": "spoken", "spo": "spoken"}


def codes_in(note: str) -> dict[str, str]:
    """Each letter with the method it stands for."""
    return {hit.group("code"): _method(hit.group("how")) for hit in _CODE.finditer(note)}


def _method(how: str) -> str:
    if how in ("talker", "tablet"):
        return "aac"
    return _METHODS.get(how[:3], _METHODS.get(how[0], "aac"))
