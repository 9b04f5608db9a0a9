"""`verify`: chains, replays, definitions, guards, versions, quotes. Names the first bad row in a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import Session

from engine import chains, definitions, proofs, proofs_beside, unchanging
from engine.chains import Finding
from engine.database import Database
from engine.proofs import Erased, Proved, Sealed
from engine.registry import Registry, lifecycles


@dataclass
class Report:
    """What was checked and what was found."""

    events: int = 0
    chains: int = 0
    versions: int = 0
    quotes: int = 0
    originals: int = 0
    companions: int = 0
    erased: list[Erased] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when nothing was changed behind our back."""
        return not self.findings

    @property
    def sentence(self) -> str:
        """The whole in a sentence: what holds, or the first thing that does not."""
        checked = (
            f"{self.events:,} events in {self.chains:,} chains, {self.versions:,} frozen versions and "
            f"{self.quotes:,} quotes{self._beside} were checked"
        )
        if self.ok:
            return f"{checked}. Everything is as it was written."
        more = f" {len(self.findings) - 1:,} more were found." if len(self.findings) > 1 else ""
        return f"{self.findings[0].sentence}{more} ({checked}.)"

    @property
    def _beside(self) -> str:
        if not (self.originals or self.companions):
            return ""
        return f" with {self.originals:,} files and {self.companions:,} texts beside them"

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {"ok": self.ok, "sentence": self.sentence, **asdict(self)}


def verify(
    database: Database, *, known: Registry = lifecycles, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Report:
    """Check everything, as of one moment. `progress` is told how many events of about how many were read."""
    report, sealed, walked, proved = Report(), Sealed(), chains.Walked(), Proved()
    with chains.one_moment(database) as connection:
        whole = chains.size(connection)
        report.findings += _guards(database)
        report.findings += chains.check(
            connection, known, walked=walked, seals=sealed.take, progress=lambda done: progress(done, whole)
        )
        with Session(bind=connection, autoflush=False) as session:
            report.findings += _records(session, known, sealed, proved)
    report.events, report.chains = walked.events, walked.chains
    report.versions, report.quotes, report.erased = proved.versions, proved.quotes, proved.erased
    report.originals, report.companions = proved.originals, proved.companions
    return report


def _guards(database: Database) -> Iterator[Finding]:
    with database.reader.connect() as connection:
        for name in unchanging.missing(connection):
            yield Finding("guard", f"The guard {name} is missing or altered: this database could be changed unnoticed.")


def _records(session: Session, known: Registry, sealed: Sealed, proved: Proved) -> Iterator[Finding]:
    for reason in definitions.faults(session, known.all()):
        yield Finding(reason.code, reason.text)
    yield from proofs.check_versions(session, sealed, proved)
    yield from proofs.check_signatures(session, sealed)
    yield from proofs.check_quotes(session, sealed, proved)
    yield from proofs_beside.check_originals(session, sealed, proved)
    yield from proofs_beside.check_decisions(session, sealed)
    yield from proofs_beside.check_companions(session, sealed, proved)
    yield from proofs_beside.check_marks(session, sealed)
    yield from proofs_beside.check_answers(session, sealed)
    yield from proofs_beside.check_consents(session, sealed)
    yield from proofs_beside.check_pictures(session, sealed)
