"""What a part means for the person: who does what, when it starts, and what happens when they do nothing."""

from collections.abc import Iterator
from datetime import date

from engine.plans import Plan
from engine.versions import Version
from web.i18n import gettext as _
from web.plan_view import LineView, SectionView
from web.wording import day
from workflows.profiles import OnSilence, Silence

_DOES = {"service": ("provider", "name"), "intervention": ("responsible", "text"), "backup_step": ("who", "text")}
"""By kind: the field that says who, and the field that says what."""
_STARTS = frozenset({"service", "intervention", "outcome", "goal", "objective"})


def what_it_means(
    section: SectionView, plan: Plan, version: Version, silence: Silence | None, *, waits_for_answers: bool, own: bool
) -> list[str]:
    """The sentences of one part; none where nothing in it is done or begins. `silence` is what the rules say of no answer."""
    lines = list(_flat(section.lines))
    found = [sentence for line in lines if (sentence := _who_does_what(line))]
    if any(line.kind in _STARTS for line in lines):
        found.append(_starts(plan, version))
    if found and own:
        found += _nothing_done(plan, silence, waits_for_answers=waits_for_answers)
    return found


def _who_does_what(line: LineView) -> str:
    who, what = (line.values.get(field, "").strip() for field in _DOES.get(line.kind, ("", "")))
    if not who or not what or len(what) > 120:
        return ""
    return _("%(who)s does this: %(what)s") % {"who": who, "what": what}


def _starts(plan: Plan, version: Version) -> str:
    if plan.in_force_version_id == version.id and plan.in_force_since:
        return _("It started on %(day)s.") % {"day": _day(plan.in_force_since)}
    if version.effective_on:
        return _("It starts on %(day)s, when the plan is signed.") % {"day": _day(version.effective_on)}
    return _("It starts when the plan is signed.")


def _nothing_done(plan: Plan, silence: Silence | None, *, waits_for_answers: bool) -> list[str]:
    if not waits_for_answers:
        return [_("If you do nothing, it goes on like this."), _("You can ask for a change on any day.")]
    stays = (
        _("If you do nothing, things stay as they are now.")
        if plan.in_force_version_id
        else _("If you do nothing, this does not start yet.")
    )
    return [stays, _("We will ask you again."), *_by_silence(silence)]


def _by_silence(silence: Silence | None) -> list[str]:
    if silence is None or silence.wait is None:
        return []
    if silence.action not in (OnSilence.DEEM_APPROVED_AFTER, OnSilence.PROCEED_AFTER_NOTICE):
        return []
    return [
        _("If we cannot reach you, the plan may go on without your answer after %(time)s.")
        % {"time": silence.wait.words},
        _("Then it says that you did not answer. It never says that you said yes."),
    ]


def _day(value: date) -> str:
    return day(value)


def _flat(lines: tuple[LineView, ...]) -> Iterator[LineView]:
    for line in lines:
        yield line
        yield from _flat(line.children)
