"""What would leave the machine, made ready: rules, question and lines with tokens in place of whoever they are about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import kinds
from workflows.deidentifying import Left, Tokens, left_in, may_be_names, take_out
from workflows.deidentifying.known import Known
from workflows.deidentifying.names import Spellings, legend
from workflows.suggesting.lines import SourceLine, told
from workflows.suggesting.prompts import Prompt, rules


@dataclass(frozen=True)
class Outgoing:
    """Two texts, sent as they stand and as nothing else; what each token means stays here."""

    rules: str
    asked: str
    back: Mapping[str, str]
    counts: Mapping[str, int]
    maybe: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Both, as somebody copies them into a tool of their own."""
        return f"{self.rules}\n\n{self.asked}"


def make_ready(
    prompt: Prompt,
    plan_type: str,
    given: Mapping[str, str],
    lines: Sequence[SourceLine],
    known: Known,
    *,
    reads_words: bool,
) -> Outgoing:
    """The outgoing texts. The words of quotations are in them only with `reads_words`, names taken out as everywhere."""
    tokens, spellings = Tokens(), Spellings(known)

    def plain(text: str) -> str:
        return take_out(text, known, tokens, spellings=spellings)

    asked = prompt.filled({key: plain(value) for key, value in given.items()})
    rows = [
        told(line, text=plain(line.text) if reads_words or not line.is_quotation else None, whose=plain(line.whose))
        for line in lines
    ]
    variable = [*(str(row.get("text", "")) for row in rows), *(plain(value) for value in given.values())]
    maybe = dict.fromkeys(word for text in variable for word in may_be_names(text, known))
    tokens_told = legend(known.names, tokens.back)
    pieces = [
        asked,
        _parts(plan_type),
        "\n".join(f"{token}: {plain(role)}" for token, role in tokens_told.items()),
        "LINES",
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
    ]
    return Outgoing(
        rules(), "\n\n".join(piece for piece in pieces if piece), dict(tokens.back), tokens.counts(), tuple(maybe)
    )


def left(rules_text: str, asked: str, known: Known) -> list[Left]:
    """The second look, over exactly what would be sent. The rules and our own prompt hold nobody."""
    return left_in(asked, known) if rules_text == rules() else left_in(f"{rules_text}\n{asked}", known)


def _parts(plan_type: str) -> str:
    rows = [f"- {shape.key}: {shape.title} (kinds: {', '.join(shape.kinds)})" for shape in kinds.SECTIONS[plan_type]]
    return "The parts of this plan:\n" + "\n".join(rows)
