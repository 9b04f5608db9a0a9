"""What changed in a part since the person last read it, in words: new, gone, changed from this to that."""

from uuid import UUID

from sqlmodel import Session, col, select

from engine.plans import Plan
from engine.rounds import Round, RoundKind
from engine.versions import Version
from web.comparing import FieldChange, LineChange, changes_in
from web.i18n import gettext as _
from web.plan_view import SectionView, version_view
from web.spoken import spoken

_LONGEST = 300
"""Characters of a text that is told again; of a longer one only the beginning is."""


def version_before(session: Session, plan: Plan, version: Version) -> Version | None:
    """The version that the person was last given to read before this one."""
    query = (
        select(Version)
        .join(Round, col(Round.version_id) == col(Version.id))
        .where(
            Version.plan_id == plan.id,
            Version.number < version.number,
            Round.kind == RoundKind.PARTICIPANT_REVIEW,
        )
        .order_by(col(Version.number).desc())
    )
    return session.exec(query).first()


def sections_before(session: Session, plan: Plan, version: Version, *, private_too: bool) -> dict[UUID, SectionView]:
    """The parts of that version, by lineage; empty where this one is the first."""
    before = version_before(session, plan, version)
    if before is None:
        return {}
    return {row.lineage_id: row for row in version_view(session, plan, before, private_too=private_too)}


def what_changed(before: SectionView | None, after: SectionView) -> list[str]:
    """Each change as a few lines. Words of the person come and go; they are never told again in other words."""
    return [sentence for change in changes_in(before, after) for sentence in _sentences(change)]


def _sentences(change: LineChange) -> list[str]:
    if change.kind == "added":
        found = [_("New: %(what)s") % {"what": _short(change.lead)}] if change.lead else []
    elif change.kind == "removed":
        found = [_("Gone: %(what)s") % {"what": _short(change.lead)}] if change.lead else []
    else:
        found = [line for field in change.fields for line in _changed(field)]
    if change.words_added:
        found.append(_("New: words that were said. They stand above."))
    if change.words_removed:
        found.append(_("Gone: words that were said. They are kept, but they do not stand here any more."))
    return found


def _changed(field: FieldChange) -> list[str]:
    was = "".join(piece.text for piece in field.pieces if piece.kind != "added").strip()
    now = "".join(piece.text for piece in field.pieces if piece.kind != "removed").strip()
    if not was:
        return [_("New: %(what)s") % {"what": f"{spoken(field.name)}: {_short(now)}"}]
    if not now:
        return [_("Gone: %(what)s") % {"what": f"{spoken(field.name)}: {_short(was)}"}]
    return [
        _("Changed: %(what)s") % {"what": field.name},
        _("It was: %(what)s") % {"what": _short(was)},
        _("Now it is: %(what)s") % {"what": _short(now)},
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"
