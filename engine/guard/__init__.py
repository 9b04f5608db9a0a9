"""The guard: may this text stand as the person's? Staff text that gives words to somebody must answer for itself.

A passage in quotation marks is a link to a captured quote (equal text becomes the link on saving), somebody else's words
by name, or a title, label or so-called word that a named person answers for. Reported speech, first person and near-copies
are linked, captured or reworded. Until then nothing is shared. See docs/guard.md.
"""

from engine.guard.advice import Advice, advised
from engine.guard.captures import Capture, Known, captures_of
from engine.guard.examining import examine, known
from engine.guard.findings import LABEL, OTHER, Answered, Finding, Kind, Nearest, Piece, Remedy
from engine.guard.marks import Passage, passages
from engine.guard.people import names_of
from engine.guard.references import linked, pieces, reference, references, unproven, written_out

__all__ = [
    "LABEL",
    "OTHER",
    "Advice",
    "Answered",
    "Capture",
    "Finding",
    "Kind",
    "Known",
    "Nearest",
    "Passage",
    "Piece",
    "Remedy",
    "advised",
    "captures_of",
    "examine",
    "known",
    "linked",
    "names_of",
    "passages",
    "pieces",
    "reference",
    "references",
    "unproven",
    "written_out",
]
