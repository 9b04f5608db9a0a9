"""`verify --roundtrip`: texts through every path their bytes can take, and what came back from each."""

from web.roundtrip.report import Outcome, Totals
from web.roundtrip.run import roundtrip

__all__ = ["Outcome", "Totals", "roundtrip"]
