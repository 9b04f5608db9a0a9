"""A person's own words as a file to keep: JSON and CSV. Every download is noted before the file is sent."""

from collections.abc import Callable, Sequence
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from documents.quote_exports import as_csv, as_json
from documents.quote_records import QuoteRecord
from engine.access import person_for, quotes_seen
from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.permissions import Action
from web.answers import download
from web.asked import Asked, database_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.papers.records import quote_records


@get("/people/{person_id:uuid}/words.json", sync_to_thread=True)
def words_as_json(request: Asked, person_id: FromPath[UUID]) -> Response[bytes]:
    """Everything captured with the person that this visitor may read, for another program."""
    return _download(request, person_id, as_json, ending="json", media_type="application/json")


@get("/people/{person_id:uuid}/words.csv", sync_to_thread=True)
def words_as_csv(request: Asked, person_id: FromPath[UUID]) -> Response[bytes]:
    """The same for a spreadsheet."""
    return _download(request, person_id, as_csv, ending="csv", media_type="text/csv; charset=utf-8")


def _download(
    request: Asked,
    person_id: UUID,
    written: Callable[[Sequence[QuoteRecord]], bytes],
    *,
    ending: str,
    media_type: str,
) -> Response[bytes]:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        person = person_for(session, visitor, person_id, Action.SEE_WORDS, on=on)
        person_for(session, visitor, person_id, Action.DOWNLOAD, on=on)
        content = written(quote_records(session, quotes_seen(session, visitor, person_id, on=on)))
        name = _("Words of %(name)s") % {"name": person.full_name}
    opened(database_of(request), visitor, person_id, f"words:{ending}", at=now())
    return download(content, filename=f"{name}.{ending}", media_type=media_type)
