"""A Word file as the terminal asks about it: proved by what is in it and, where the records are at hand, by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from documents.own_words import beside, companions, is_own
from documents.paper import QuotePaper
from documents.proving import Answer, Difference, Proof, printed_digest, prove, where_it_differs
from documents.quotes_in_docx import Original
from engine.clock import day_of
from engine.database import Database, reading
from engine.dates import in_words
from engine.openings import Opening, handed_out
from engine.originals import ShownCopy
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Erasure, Quote, QuoteMark, QuoteMarkKind, QuoteText, Spoken, quotes_by_id, quotes_of
from engine.settings import Settings
from engine.signatures import Signature
from engine.versions import Version
from engine.words import folded, in_the_open
from web.i18n import languages
from web.papers import quote_paper
from web.papers.language import paper_in
from workflows.content import read_content

_AGAIN = "Download the plan again to have a file that can be proved."


@dataclass(frozen=True)
class Proved:
    """The answer about one file. `notes` are what has happened to its quotations since, and what could not be told."""

    proof: Proof
    with_records: bool = False
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def good(self) -> bool:
        """Whether the quotations are proved."""
        return self.proof.answer is Answer.INTACT

    @property
    def sentence(self) -> str:
        """The answer, with the first quotation that is not as it was captured."""
        if self.proof.answer is Answer.CHANGED:
            first = self.proof.differences[0]
            return f"Changed{' at this quotation' if first.words else ''}: {first.sentence}"
        if self.proof.answer is Answer.SAVED_AGAIN:
            return f"Saved again by another program, proof gone. {self.proof.gone} {_AGAIN}"
        count = len(self.proof.originals)
        of_what = "its capture in these records" if self.with_records else "the exact text that the file carries"
        if count == 1:
            return f"Intact: the one quotation equals {of_what}, byte for byte."
        return f"Intact: each of the {count:,} quotations equals {of_what}, byte for byte."

    def lines(self) -> Iterator[str]:
        """The answer first, then everything else that was found."""
        yield self.sentence
        yield from (f"  {difference.sentence}" for difference in self.proof.differences[1:])
        yield from (f"  {note}" for note in self.notes)

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "ok": self.good,
            "answer": self.proof.answer.value,
            "sentence": self.sentence,
            "quotations": len(self.proof.originals),
            "compared_with": "records" if self.with_records else "file",
            "fingerprint": self.proof.about,
            "differences": [
                {"quote": one.quote, "beside": one.beside, "words": one.words, "what": one.what}
                for one in self.proof.differences
            ],
            "notes": list(self.notes),
        }


def marks_of(session: Session, docx: bytes, ids: Sequence[UUID]) -> dict[str, str]:
    """The digests by which a file that is handed out is known again, for `opened`.

    Salted with the salts of every quotation in it: once the words of one are erased, no guess can be tried on them.
    """
    rows = session.exec(
        select(QuoteText).where(col(QuoteText.quote_id).in_(list(ids))).order_by(col(QuoteText.quote_id))
    )
    salts = [row.salt for row in rows]
    if not ids or len(salts) < len(set(ids)):
        return {}
    salt = b"".join(salts)
    return {"file": sha256(salt + docx).hexdigest(), "printed": printed_digest(docx, salt=salt)}


def check_paper(docx: bytes, database: Database | None, settings: Settings) -> Proved:
    """Prove the file by itself and, with a database, by the captures. Raises Refusal for what is no plan of ours."""
    proof = prove(docx)
    if database is None:
        return Proved(proof, notes=("No records were at hand: the file was compared with the exact texts it carries.",))
    with reading(database) as session:
        return _Comparison(session, proof, docx, settings).made()


class _Comparison:
    """One file against the records: what its quotations were when they were captured, and what has become of them."""

    def __init__(self, session: Session, proof: Proof, docx: bytes, settings: Settings) -> None:
        self._session = session
        self._proof = proof
        self._docx = docx
        self._zone = settings.time_zone
        self._notes: list[str] = []
        self._with_records = True

    def made(self) -> Proved:
        version = self._version()
        if self._proof.originals:
            self._compare(version)
        elif version is not None and not self._proof.signatures:
            self._note_what_still_reads_alike(version)
        for identity, picture in self._proof.signatures.items():
            if what := self._fault_of_signature(identity, picture, version):
                self._differ(what)
        if self._proof.about and version is None:
            self._differ("These records hold no version with the fingerprint that the file names.")
        return Proved(self._proof, with_records=self._with_records, notes=tuple(self._notes))

    def _version(self) -> Version | None:
        query = select(Version).where(Version.fingerprint == self._proof.about).order_by(col(Version.id))
        return self._session.exec(query).first() if self._proof.about else None

    def _compare(self, version: Version | None) -> None:
        ids = {one.id: _as_id(one.id) for one in self._proof.originals}
        if not any(ids.values()) and not self._proof.about:
            self._notes.append(
                "This is a draft from a note: nothing in it has been captured, so no record can prove it."
            )
            self._with_records = False
            return
        known = [identity for identity in ids.values() if identity]
        spoken = quotes_by_id(self._session, known, private_too=True)
        persons = {row.id: row.person_id for row in self._session.exec(select(Quote).where(col(Quote.id).in_(known)))}
        whose = self._person_of(version) or next(iter(persons.values()), None)
        noted = self._handed_out(whose, known)
        for one in self._proof.originals:
            quote = spoken.get(identity) if (identity := ids[one.id]) else None
            if what := self._fault(one, quote, whose, persons, printed_known="printed" in noted):
                self._differ(what, one)
            elif quote is not None:
                self._note_what_became_of(one, quote)
        self._require_all(version, set(known))
        self._say_when(noted)

    def _fault(
        self,
        one: Original,
        quote: Spoken | None,
        whose: UUID | None,
        persons: Mapping[UUID, UUID],
        *,
        printed_known: bool,
    ) -> str:
        if quote is None:
            return "no capture in these records has its number."
        if persons[quote.id] != whose:
            return "these words were captured with another person."
        if quote.text is None:
            return ""
        if quote.text != one.text:
            return where_it_differs(quote.text, one.text)
        if (one.file, one.picture) != self._file(quote):
            return "the picture or recording is not the one that was kept."
        now = quote_paper(quote)
        # A paper printed before the words were taken back shows them as they stood then.
        ways = _ways(quote, self._proof.language)
        if not printed_known and (one.label, one.by, one.own) not in ways:
            label, by, own = ways[-1]
            said = by if own else f"{label} · {by}"
            return f"who said it and when is not what these records say: “{in_the_open(said, most=160)}”."
        written = {text for _label, text in companions(now)}
        if any(text not in written for _label, text in one.beside):
            return "a transcript or translation under it is none of these records."
        return ""

    def _file(self, quote: Spoken) -> tuple[str, str]:
        """What kind of file the quotation is, and the digest of the picture that is shown of it."""
        if not quote.is_a_file or quote.original_id is None:
            return "", ""
        copy = self._session.get(ShownCopy, quote.original_id) if quote.original_kind == "picture" else None
        return quote.original_kind, sha256(copy.content).hexdigest() if copy else ""

    def _fault_of_signature(self, identity: str, picture: str, version: Version | None) -> str:
        """A correction shows the signatures of the version before it."""
        key = _as_id(identity)
        row = self._session.get(Signature, key) if key else None
        if row is None:
            return f"These records hold no signature {identity}."
        named = f"The signature of {in_the_open(row.printed_name, most=80)}"
        if version is not None and row.version_id not in (version.id, version.based_on_id):
            return f"{named} was given to another version."
        copy = self._session.get(ShownCopy, row.mark_id) if row.mark_id else None
        if copy is None:
            return "" if row.mark_id else f"{named} was given without a picture, and the file shows one."
        if sha256(copy.content).hexdigest() != picture:
            return f"{named} is shown with a picture that is not the one they signed with."
        return ""

    def _note_what_became_of(self, one: Original, quote: Spoken) -> None:
        named = f"“{in_the_open(one.text, most=40)}”"
        if quote.text is None:
            erasure = self._session.get_one(Erasure, quote.id)
            on = in_words(day_of(erasure.at, self._zone))
            self._notes.append(
                f"The words of quotation {quote.id} were erased on {on} under {in_the_open(erasure.authority)}. What the "
                "file still shows of them cannot be compared any more."
            )
        holds = {
            QuoteMarkKind.WITHDRAWN: quote.withdrawn,
            QuoteMarkKind.NOT_MEANT: quote.not_meant,
            QuoteMarkKind.MISTYPED: quote.mistyped,
            QuoteMarkKind.PRIVATE: quote.private,
            QuoteMarkKind.LEAVE_OUT: not quote.may_include,
        }
        for kind, said in _SINCE.items():
            query = select(QuoteMark).where(QuoteMark.quote_id == quote.id, QuoteMark.kind == kind.value)
            mark = self._session.exec(query.order_by(col(QuoteMark.id).desc())).first()
            if mark is not None and holds[kind]:
                self._notes.append(f"{named} {said} on {in_words(day_of(mark.at, self._zone))}.")

    def _require_all(self, version: Version | None, known: set[UUID]) -> None:
        """Every quotation that the version places must be there; one that was taken out whole leaves no other trace."""
        if version is None:
            self._notes.append("The file names no version, so whether a quotation was left out cannot be told.")
            return
        content = read_content(self._session, self._session.get_one(Plan, version.plan_id), version)
        placed = [one for links in (content.links, content.inline) for ids in links.values() for one in ids]
        missing = [identity for identity in dict.fromkeys(placed) if identity not in known]
        # What is kept private is on no paper.
        for quote in (one for one in quotes_by_id(self._session, missing).values() if not one.private):
            by = beside(quote_paper(quote), paper_language=self._proof.language)[1]
            self._proof.differences.append(
                Difference(
                    str(quote.id), by, quote.text or "", "this version places these words, and the file lacks them."
                )
            )

    def _handed_out(self, person: UUID | None, known: Sequence[UUID]) -> dict[str, Opening]:
        marks = marks_of(self._session, self._docx, known)
        return handed_out(self._session, person, marks) if person and marks else {}

    def _say_when(self, noted: Mapping[str, Opening]) -> None:
        if opening := noted.get("file"):
            on = in_words(day_of(opening.at, self._zone))
            self._notes.append(f"The whole file is byte for byte the one that was downloaded first on {on}.")
        elif opening := noted.get("printed"):
            on = in_words(day_of(opening.at, self._zone))
            self._notes.append(
                f"Its quotations are printed as in the file that was downloaded first on {on}; the file itself was saved "
                "again since, and its other text is not proved."
            )

    def _note_what_still_reads_alike(self, version: Version) -> None:
        """Without originals, only what a page can show is left to compare, with every line break as one kind."""
        whose = self._person_of(version)
        captured = (
            {folded(one.text) for one in quotes_of(self._session, whose, private_too=True) if one.text}
            if whose
            else set()
        )
        shown = [quote for quote in self._proof.page.quotes if quote.form]
        other = [quote.text for quote in shown if quote.text not in captured]
        self._notes.append(
            f"As far as a page can show it, {len(shown) - len(other):,} of its {len(shown):,} quotations still read like "
            "captures of these records."
        )
        if other:
            self._notes.append(f"The first that does not: “{in_the_open(other[0])}”.")

    def _person_of(self, version: Version | None) -> UUID | None:
        if version is None:
            return None
        return self._session.get_one(Person, self._session.get_one(Plan, version.plan_id).person_id).id

    def _differ(self, what: str, one: Original | None = None) -> None:
        found = Difference(one.id, one.by or one.label, one.text, what) if one else Difference("", "", "", what)
        self._proof.differences.append(found)


_SINCE = {
    QuoteMarkKind.WITHDRAWN: "was withdrawn",
    QuoteMarkKind.NOT_MEANT: "was said to be not what was meant",
    QuoteMarkKind.MISTYPED: "was said to be mistyped",
    QuoteMarkKind.PRIVATE: "was made private",
    QuoteMarkKind.LEAVE_OUT: "was taken out of plans",
}


def _ways(quote: Spoken, language: str) -> list[tuple[str, str, bool]]:
    """What may stand beside the words: in each language a paper speaks, English last, now and before they were taken back."""
    found = []
    for spoken_language in sorted(languages(), key=lambda one: one == "en"):
        with paper_in(spoken_language):
            now = quote_paper(quote)
            found += [(*beside(one, paper_language=language), is_own(one)) for one in (now, _before(now))]
    return found


def _before(paper: QuotePaper) -> QuotePaper:
    return replace(paper, taken_back="")


def _as_id(text: str) -> UUID | None:
    """Our own spelling only: Python reads many spellings of one number."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None
