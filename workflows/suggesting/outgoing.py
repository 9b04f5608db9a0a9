"""What would leave the machine, made ready: rules, question and lines with tokens in place of whoever they are about."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine import kinds
from workflows.deidentifying import Left, SecondLook, Tokens, take_out
from workflows.deidentifying.known import Known, together
from workflows.deidentifying.names import Spellings, legend
from workflows.deidentifying.strangers import strangers_in
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
    texts = [*given.values(), *(line.text for line in lines), *(line.whose for line in lines)]
    known = replace(known, names=together(known.names, strangers_in(texts, known)))
    tokens, spellings = Tokens(), Spellings(known)

    def plain(text: str) -> str:
        return take_out(text, known, tokens, spellings=spellings)

    asked = prompt.filled({key: plain(value) for key, value in given.items()})
    rows = [
        told(line, text=plain(line.text) if reads_words or not line.is_quotation else None, whose=plain(line.whose))
        for line in lines
    ]
    variable = [*(str(row.get("text", "")) for row in rows), *(plain(value) for value in given.values())]
    look = SecondLook(known)
    maybe = dict.fromkeys(word for text in variable for word in look.maybe(text))
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


def left(asked: str, prompt: Prompt, plan_type: str, known: Known) -> list[Left]:
    """The second look, over what would be sent. Where our own prompt holds a word that is somebody's name too, only the
    lines are looked at for it: the word was ours."""
    look = SecondLook(known)
    ours = set(re.findall(r"[^\W\d_]+", f"{prompt.body} {_parts(plan_type)} LINES".casefold()))
    in_lines = look.left("\n".join(_texts(asked)))
    return [found for found in look.left(_without_keys(asked)) if found.text not in ours or found in in_lines]


def _texts(asked: str) -> list[str]:
    """What the lines say, without the names of their fields."""
    rows = [json.loads(row) for row in asked.partition("\nLINES\n")[2].splitlines() if row.startswith("{")]
    return [f"{row.get('text', '')}\n{row.get('whose', '')}" for row in rows]


def _without_keys(asked: str) -> str:
    head, _mark, _lines = asked.partition("\nLINES\n")
    return "\n".join([head, *_texts(asked)])


def _parts(plan_type: str) -> str:
    rows = [f"- {shape.key}: {shape.title} (kinds: {', '.join(shape.kinds)})" for shape in kinds.SECTIONS[plan_type]]
    return "The parts of this plan:\n" + "\n".join(rows)
