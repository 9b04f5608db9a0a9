"""How far a signer is, in words."""

from web.i18n import gettext as _
from web.signature_words import outcome_words


def stage_words(stage: str) -> str:
    """The last thing that happened: issued, opened, answered, or what became of the signature."""
    early = {"issued": _("asked, not opened yet"), "opened": _("opened"), "answered": _("answered, not signed yet")}
    return early.get(stage) or outcome_words(stage)
