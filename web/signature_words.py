"""How a signature is called on pages and paper: what was done, how, in which capacity."""

from collections.abc import Mapping

from engine.signatures import Outcome, SigningMethod
from web.i18n import gettext as _
from workflows.signing_rows import (
    MEANING,
    MEANING_DECLINED,
    MEANING_EXCEPT_PARTS,
    MEANING_OF_PARTS,
    MEANING_WITH_OBJECTION,
    MEANING_WITHDRAWN,
)


def outcome_words(outcome: str) -> str:
    """What became of a signature."""
    return {
        Outcome.SIGNED: _("signed"),
        Outcome.SIGNED_WITH_OBJECTION: _("signed, except for something"),
        Outcome.SAID_YES: _("said yes; a signature is still asked for"),
        Outcome.ASSENT_OBSERVED: _("agreement that somebody saw; not a signature"),
        Outcome.DECLINED: _("said no to signing"),
        Outcome.REFUSED: _("said no to signing, as staff wrote down"),
        Outcome.UNABLE: _("not able to sign"),
        Outcome.UNREACHABLE: _("could not be reached"),
        Outcome.NOT_REQUIRED: _("not needed"),
        Outcome.WAIVED: _("waived by the rules"),
        Outcome.WITHDRAWN: _("took the signature back"),
    }[Outcome(outcome)]


def method_words(method: str) -> str:
    """How a signature was given."""
    return _methods().get(method, method)


def own_method_words(method: str) -> str:
    """How a signature was given, said to whoever gave it."""
    return {
        SigningMethod.ELECTRONIC: _("pressed the button"),
        SigningMethod.TYPED_NAME: _("typed your name"),
        SigningMethod.DRAWN: _("drew"),
        SigningMethod.CHOSEN_MARK: _("chose your mark"),
        SigningMethod.VOICE: _("recorded yourself saying yes"),
        SigningMethod.VERBAL_DOCUMENTED: _("said it to somebody"),
        SigningMethod.WET_ON_FILE: _("signed on paper"),
        SigningMethod.WET_UPLOADED: _("signed on paper"),
        SigningMethod.FAX_COVER: _("signed on paper, and sent it by fax"),
    }.get(SigningMethod(method), method_words(method))


def _methods() -> Mapping[str, str]:
    return {
        SigningMethod.ELECTRONIC: _("pressed a button"),
        SigningMethod.TYPED_NAME: _("typed their name"),
        SigningMethod.DRAWN: _("drew their name or mark"),
        SigningMethod.CHOSEN_MARK: _("chose their mark"),
        SigningMethod.VOICE: _("recorded themselves saying yes"),
        SigningMethod.VERBAL_DOCUMENTED: _("said it to a witness"),
        SigningMethod.ASSENT_OBSERVED: _("seen by somebody, and written down"),
        SigningMethod.MARK_WITNESSED: _("made a mark before a witness"),
        SigningMethod.WET_ON_FILE: _("on paper, which is kept"),
        SigningMethod.WET_UPLOADED: _("on paper, scanned"),
        SigningMethod.FAX_COVER: _("on paper, by fax"),
    }


def capacity_words(capacity: str) -> str:
    """In what capacity somebody signs, or in what role somebody saw it."""
    return {
        "participant": _("the person"),
        "guardian": _("guardian"),
        "parent": _("parent"),
        "representative": _("representative"),
        "advocate": _("advocate"),
        "coordinator": _("service coordinator"),
        "clinician": _("clinician"),
        "prescriber": _("prescriber"),
        "supervisor": _("supervisor"),
        "provider": _("provider"),
        "supporter": _("supporter"),
        "manager": _("manager"),
    }.get(capacity, capacity)


def rendition_words(rendition: str) -> str:
    """In which form the text was shown; several forms stand one after the other."""
    known = {
        "page": _("the pages on screen"),
        "Easy Read": _("Easy Read"),
        "large print": _("large print"),
        "audio": _("read aloud"),
        "paper": _("the printed plan"),
    }
    return ", ".join(known.get(form, form) for form in rendition.split(", "))


def mark_words() -> dict[str, str]:
    """The marks somebody can choose from, by the name of their picture."""
    return {
        "star": _("Star"),
        "sun": _("Sun"),
        "moon": _("Moon"),
        "heart": _("Heart"),
        "house": _("House"),
        "tree": _("Tree"),
        "flower": _("Flower"),
        "fish": _("Fish"),
        "boat": _("Boat"),
        "key": _("Key"),
        "music": _("Music"),
        "umbrella": _("Umbrella"),
    }


def meaning_words(meaning: str) -> str:
    """What a signature says, in the reader’s language. What is kept with it is the sentence itself."""
    return {
        MEANING: _("I have read this version of the plan, or it was read to me, and I agree with it."),
        MEANING_OF_PARTS: _("I have read the parts of this version that name me, and I will do what they say."),
        MEANING_EXCEPT_PARTS: _("I agree with this version of the plan, except for the parts named here."),
        MEANING_WITH_OBJECTION: _("I agree with this version of the plan, except for what I wrote."),
        MEANING_DECLINED: _("I do not sign this version of the plan."),
        MEANING_WITHDRAWN: _("I changed my mind. What I signed before does not count any more."),
    }.get(meaning, meaning)
