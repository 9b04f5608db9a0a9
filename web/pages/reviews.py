"""The periodic review: keep, change or retire, with the reason, for every line of the version in force."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import today
from engine.database import reading
from engine.ids import read_id
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.reviews import ReviewDecisionKind, decisions_of, open_review_of, reviews_of
from engine.versions import Version
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.moves import offers
from web.pages.plans import find_plan
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import reviewing
from workflows.moving import options_for


@get("/plans/{plan_id:uuid}/review", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The open review with a small form for each line, or the last one as it ended."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/review/decisions", sync_to_thread=True)
def decide(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Decide about one line. Deciding again replaces the decision; the history keeps both."""
    form, on = form_of(request), today(settings_of(request).time_zone)

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.DECIDE_REVIEW, on=on)
        reviewing.decide(
            session,
            plan,
            command_of(request),
            lineage_id=_lineage(form),
            decision=_decision(form),
            reason=form.words("reason"),
        )

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}/review#line-{form.text('lineage')}",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: object) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
    review = open_review_of(session, plan.id) or next(iter(reviews_of(session, plan.id)), None)
    version = session.get_one(Version, review.version_id) if review else None
    following, others = offers(
        plan.id, plan.standing, options_for(session, plan, signed_in(request).actor, on=on), second_review=False
    )
    answer = form_again if errors else page
    return answer(
        request,
        "reviews/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        review=review,
        version=version,
        sections=version_view(session, plan, version) if version else [],
        decisions=decisions_of(session, review.id) if review else {},
        choices=[(kind.value, _decision_words(kind)) for kind in ReviewDecisionKind],
        next=following,
        others=[offer for offer in others if offer.verb in ("confirm_unchanged", "revise", "replan")],
        command=command_fields,
        form=form,
        errors=errors,
    )


def _decision_words(kind: ReviewDecisionKind) -> str:
    return {
        ReviewDecisionKind.KEEP: _("Keep as it is"),
        ReviewDecisionKind.CHANGE: _("Change"),
        ReviewDecisionKind.RETIRE: _("End it"),
    }[kind]


def _lineage(form: Form) -> UUID:
    found = read_id(form.text("lineage"))
    if found is None:
        raise NotFound()
    return found


def _decision(form: Form) -> ReviewDecisionKind:
    try:
        return ReviewDecisionKind(form.text("decision"))
    except ValueError:
        raise Refusal(_("Choose whether to keep, change or end this line."), about="decision") from None
