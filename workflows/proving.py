"""Is each staff text of a version shown to be somebody's words, or the plan's own statement? Asked by gates, pages and papers.

The guard itself is `engine.guard`; here it meets the records: which quotes, which names, which marks, which version.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from uuid import UUID

from sqlmodel import Session, col, select

from engine import guard, kinds
from engine.guard import Answered, Capture, Finding, Known
from engine.items import Item
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Quote, Spoken, quotes_of
from engine.refusals import Reason, Refusal
from engine.sayings import Lowered, say
from engine.versions import Version, fingerprint_of
from workflows.content import Content, read_content
from workflows.linking import usable

EASY_READ = "easy_read"
"""The field a finding in Easy Read lines stands in."""

_REMEMBERED = 4096
_SECRET = secrets.token_bytes(32)


@dataclass(frozen=True)
class Open:
    """One finding, and the line and field it stands in."""

    item: Item
    field: str
    finding: Finding

    @property
    def sentence(self) -> str:
        """Where it stands, and what would mend it."""
        of = say("Easy Read") if self.field == EASY_READ else kinds.title_of(self.item.kind, self.field)
        title = of if self.field == EASY_READ else Lowered(of)
        return say(
            "%(label)s, %(title)s: %(why)s",
            label=kinds.label_of(self.item.kind),
            title=title,
            why=self.finding.sentence,
        )


@dataclass(frozen=True)
class Proof:
    """What texts of one person are examined against. `mark` stands for all of it, for remembering what was clean."""

    known: Known
    names: tuple[str, ...]
    answered: tuple[Answered, ...]
    mark: bytes
    private: frozenset[UUID] = frozenset()
    """Captures that were kept private or taken back: compared with, but never shown beside a finding."""

    def examine(self, text: str, *, linked: Iterable[UUID] | None = None, signed: bool = False) -> list[Finding]:
        """The findings of one text. That a text was clean is remembered by its digest; no text is kept."""
        if not text or text.isspace():
            return []
        allowed = None if linked is None else frozenset(linked)
        within = ",".join(sorted(map(str, allowed))) if allowed is not None else "any"
        key = hmac.digest(self.mark, f"{signed} {within} {text}".encode("utf-8", "surrogatepass"), "sha256")
        if _clean.holds(key):
            return []
        found = guard.examine(
            text,
            captures=self.known,
            person_names=self.names,
            answered=self.answered,
            linked=allowed,
            signed=signed,
        )
        if not found:
            _clean.add(key)
        return [
            replace(finding, nearest=None) if finding.nearest and finding.nearest.capture in self.private else finding
            for finding in found
        ]


def proof(session: Session, plan: Plan, content: Content | None = None, *, frozen_at: datetime | None = None) -> Proof:
    """Everything a plan's texts are held against. For a frozen text, only what was captured before it was frozen.

    Whether a quote may still be used is asked of drafts; what becomes of one in a frozen version is said elsewhere.
    """
    person = session.get_one(Person, plan.person_id)
    quotes = quotes_of(session, plan.person_id, private_too=True)
    if frozen_at is not None:
        later = set(
            session.exec(
                select(Quote.id).where(Quote.person_id == plan.person_id, col(Quote.recorded_at) > frozen_at)
            ).all()
        )
        quotes = [quote for quote in quotes if quote.id not in later]
    captures = [_capture(quote, frozen=frozen_at is not None) for quote in quotes]
    names = names_of(person)
    marks = content.marks if content is not None else ()
    held = repr(
        (
            [
                (quote.id, quote.digest, capture.usable, capture.own, capture.text == "")
                for quote, capture in zip(quotes, captures, strict=True)
            ],
            names,
            marks,
        )
    )
    return Proof(
        known=guard.known(captures),
        names=names,
        answered=marks,
        mark=hmac.digest(_SECRET, held.encode("utf-8", "surrogatepass"), "sha256"),
        private=frozenset(quote.id for quote in quotes if quote.private or quote.taken_back),
    )


def names_of(person: Person) -> tuple[str, ...]:
    """What the person is called, as the record has it."""
    return tuple(name for name in (person.full_name, person.preferred_name, *person.also_called) if name.strip())


def open_in(item: Item, content: Content, held: Proof) -> list[Open]:
    """The findings of one line, field by field."""
    linked = content.quotes_at(item)
    return [
        Open(item, field, finding)
        for field in kinds.staff_fields(item.kind)
        if isinstance(text := item.details.get(field), str)
        for finding in held.examine(text, linked=linked)
    ]


def advice_in(item: Item, content: Content, held: Proof) -> list[str]:
    """What to ask about a line that tells what the person wishes or thinks while no words stand beside it. Refuses nothing."""
    above = next((other for other in content.items if other.id == item.parent_id), None)
    if content.quotes_at(item) or (above is not None and content.quotes_at(above)):
        return []
    return [
        f"{kinds.title_of(item.kind, field)}: {advice.sentence}"
        for field in kinds.staff_fields(item.kind)
        if isinstance(text := item.details.get(field), str)
        for advice in guard.advised(text, person_names=held.names)
    ]


def open_passages(session: Session, plan: Plan, version: Version, content: Content) -> list[Open]:
    """Every finding of a version, in the order of its lines."""
    held = proof(session, plan, content, frozen_at=version.frozen_at)
    return [
        found
        for item in content.items
        for found in [*open_in(item, content, held), *open_in_lines(item, content, held)]
    ]


def open_in_lines(item: Item, content: Content, held: Proof) -> list[Open]:
    """The findings in the Easy Read lines of one line: they never quote anybody, so no mark and no link helps."""
    alone = replace(held, answered=(), mark=held.mark + b"lines")
    return [
        Open(item, EASY_READ, finding)
        for line in content.easy.get(item.lineage_id, ())
        for finding in alone.examine(line.text)
    ]


def require_proved(session: Session, plan: Plan, version: Version) -> None:
    """Raises Refusal with each open passage. Asked of every text before it is frozen, whatever verb freezes it."""
    found = open_passages(session, plan, version, read_content(session, plan, version))
    if found:
        raise Refusal(reasons=[Reason("unproven", one.sentence, "unproven") for one in found[:5]])


def require_as_frozen(session: Session, plan: Plan, version: Version, content: Content | None = None) -> None:
    """Raises Refusal where a frozen version does not hold the text that was proved and shared, naming what is open in it."""
    if version.frozen_at is None:
        return
    if fingerprint_of(session, version) == version.fingerprint:
        return
    found = open_passages(session, plan, version, content or read_content(session, plan, version))
    named = say(" %(sentence)s", sentence=found[0].sentence) if found else ""
    raise Refusal(
        say(
            "Version %(version)s is not shown: its text is not the one that was shared, so somebody "
            "changed the database by another way.%(named)s Run ./ownwords verify, and restore a copy "
            "from before.",
            version=version.number,
            named=named,
        )
    )


def require_own_voice(
    session: Session, plan: Plan, texts: Mapping[str, str], *, signed: bool = False, names_only: Sequence[str] = ()
) -> None:
    """Raises Refusal where a text that is kept as it is saved gives words to the person, or speaks as somebody.

    `texts` are by the name of their field. With `signed`, the writer's name stands beside, so that “I” is theirs. There,
    and in the fields of `names_only`, one or two words in quotation marks are a so-called word, a nickname or a brand.
    """
    if not any(text.strip() for text in texts.values()):
        return
    held = proof(session, plan)
    reasons = [
        Reason(
            "unproven",
            say("%(sentence)s Here, say it without quotation marks and in your own words.", sentence=finding.sentence),
            about,
        )
        for about, text in texts.items()
        for finding in held.examine(text, signed=signed)
        if not ((signed or about in names_only) and so_called(finding))
    ]
    if reasons:
        raise Refusal(reasons=reasons[:5])


def so_called(finding: Finding) -> bool:
    """One or two words in quotation marks: a nickname, a brand, a so-called word."""
    return (
        finding.kind is guard.Kind.QUOTATION
        and guard.Remedy.LABEL in finding.remedies
        and len(finding.passage.split()) <= 2
    )


def _capture(quote: Spoken, *, frozen: bool) -> Capture:
    return Capture(
        id=quote.id,
        text=quote.text or "",
        usable=frozen or usable(quote),
        own=quote.attribution != "other",
    )


class _Clean:
    """Digests of texts that were examined and clean, the oldest forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._lock = Lock()

    def holds(self, key: bytes) -> bool:
        with self._lock:
            if key not in self._known:
                return False
            self._known.move_to_end(key)
            return True

    def add(self, key: bytes) -> None:
        with self._lock:
            self._known[key] = None
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


_clean = _Clean()
