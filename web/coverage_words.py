"""Coverage and gaps in words: never a share without its whole, never a zero where there is nothing to count."""

from web.i18n import gettext as _
from web.i18n import ngettext
from workflows.threads import Coverage, Gap


def coverage_sentence(found: Coverage, called: str, *, plan_type: str = "isp") -> str:
    """Such as “6 of 7 outcomes rest on Rosa’s own words.”, and what rests on an interpreter's apart."""
    if not found.aims:
        return (
            _("There are no goals yet, so nothing can be said about whose words they rest on.")
            if plan_type == "treatment_plan"
            else _("There are no outcomes yet, so nothing can be said about whose words they rest on.")
        )
    if plan_type == "treatment_plan":
        said = _("%(own)s of %(all)s goals rest on %(name)s’s own words.")
    else:
        said = _("%(own)s of %(all)s outcomes rest on %(name)s’s own words.")
    sentence = said % {"own": found.own, "all": found.aims, "name": called}
    if found.interpreted:
        apart = ngettext(
            "%(num)s more rests on what was meant, through an interpreter.",
            "%(num)s more rest on what was meant, through an interpreter.",
            found.interpreted,
        )
        sentence = f"{sentence} {apart % {'num': found.interpreted}}"
    return sentence


def plain_sentence(found: Coverage) -> str:
    """The same for the person, in their own room."""
    if not found.aims:
        return ""
    if found.own == found.aims:
        return _("Everything you want to happen here is in your own words, too.")
    said = _("Of %(all)s things you want to happen, %(own)s are in your own words, too.")
    return said % {"own": found.own, "all": found.aims}


def gap_words(gap: Gap) -> str:
    """What a thread lacks, as one short sentence."""
    return {
        Gap.NEED: _("It is not said which need it grew out of."),
        Gap.WORDS: _("No words of the person’s own stand here. Ask them what they say about it."),
        Gap.SUPPORT: _("No support serves it yet."),
        Gap.WHO: _("It is not said who does it."),
        Gap.KNOW: _("It is not said how we will know."),
        Gap.WHEN: _("It is not said by when."),
    }[gap]
