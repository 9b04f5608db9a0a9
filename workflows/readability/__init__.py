"""How easily staff text is read: hints beside the field, never a gate, and never on the person's words.

Grades come from a formula (Flesch and Kincaid) with a count of syllables by rule, so nothing is fetched. A formula finds
sentences worth a second look; it proves nothing. English in full, Spanish by the length of sentences alone.
"""

from workflows.readability.hints import EASY, PLAIN, Aim, Hint, hints_about
from workflows.readability.syllables import grade

__all__ = ["EASY", "PLAIN", "Aim", "Hint", "grade", "hints_about"]
