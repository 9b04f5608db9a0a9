"""Verbs of speech in English, and the small words that decide whether one claims that something was said."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.guard.listed import listed


@dataclass(frozen=True)
class Form:
    """One form of a verb: `tense` is base, s, past or ing."""

    lemma: str
    tense: str


_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "deny": ("denies", "denied", "denying"),
    "reply": ("replies", "replied", "replying"),
    "clarify": ("clarifies", "clarified", "clarifying"),
    "convey": ("conveys", "conveyed", "conveying"),
    "admit": ("admits", "admitted", "admitting"),
    "swear": ("swears", "swore", "swearing"),
    "signal": ("signals", "signaled", "signaling"),
    "yell": ("yells", "yelled", "yelling"),
    "beg": ("begs", "begged", "begging"),
    "plead": ("pleads", "pleaded", "pleading"),
    "cry": ("cries", "cried", "crying"),
    "notify": ("notifies", "notified", "notifying"),
    "speak": ("speaks", "spoke", "speaking"),
    "talk": ("talks", "talked", "talking"),
    "sing": ("sings", "sang", "singing"),
}

FREE = listed(
    "say state mention remark insist declare announce proclaim verbalize verbalise vocalize complain deny report "
    "exclaim vow confess reiterate whisper shout yell assert opine self-report"
)
"""Verbs that claim speech whatever follows."""

ONLY_WITH_CONTENT = listed(
    "share indicate explain describe confirm answer reply respond add write text sign type communicate convey signal "
    "admit promise suggest warn stress emphasize emphasise clarify note repeat claim joke acknowledge comment swear "
    "argue dictate express request recount disclose reveal volunteer voice relate articulate maintain concede profess "
    "gesture email message spell beg plead protest object mutter mumble cry scream inform remind assure advise recall "
    "propose conclude urge notify"
)
"""Verbs that claim speech where a clause, a name or the words themselves follow."""

TOLD = frozenset({"tell", "ask"})
ABOUT = frozenset({"talk", "speak"})


def _forms() -> Mapping[str, Form]:
    forms: dict[str, Form] = {}
    for lemma in FREE | ONLY_WITH_CONTENT | TOLD | ABOUT:
        base_e = lemma.endswith("e")
        regular = (
            lemma + ("es" if lemma.endswith("ss") else "s"),
            lemma + ("d" if base_e else "ed"),
            (lemma[:-1] if base_e else lemma) + "ing",
        )
        third, past, ing = _IRREGULAR.get(lemma, regular)
        forms |= {
            lemma: Form(lemma, "base"),
            third: Form(lemma, "s"),
            past: Form(lemma, "past"),
            ing: Form(lemma, "ing"),
        }
    forms |= {wrong: Form("say", "s") for wrong in ("sez", "sayz", "sais")}
    forms |= {wrong: Form("say", "past") for wrong in ("sed", "sayd", "sayed", "siad")}
    forms["tld"] = Form("tell", "past")
    for past, lemma in {"written": "write", "sworn": "swear", "signalled": "signal", "spoken": "speak"}.items():
        forms[past] = Form(lemma, "past")
    return forms


VERBS = _forms()

HAVING = listed("has have had having she's he's they've she'd he'd they'd")
BEING = listed("is are was were be been being gets get got am isn't wasn't weren't aren't")
DOING = frozenset({"did", "does", "do"})
MODALS = listed(
    "will can may might could should must shall cannot can't won't couldn't shouldn't mustn't needn't she'll he'll "
    "they'll let lets help helps helped helping make makes made"
)
WOULD = frozenset({"would", "she'd", "he'd", "they'd", "wouldn't"})
NEGATIONS = listed(
    "not never didn't doesn't don't hasn't haven't hadn't cannot can't won't couldn't shouldn't wouldn't rarely seldom"
)
ADVERBS = listed(
    "also often always then once just even still again sometimes first later now only twice ever since already both "
    "too ever later today yesterday tonight recently soon there here at it this week on himself herself all all-ways "
    "usually mostly very quite simply almost just again"
)
LASTING = listed("hates loves likes dislikes adores despises detests trusts prefers enjoys hate love like trust")
"""What is so at any time: “when she says she hates the program” tells that she hates it."""
OPEN = listed("it this that something anything things a an one some them what how")
"""After such a verb, what leaves it open: “when she says she likes something”."""
FINITE = listed("is are was were isn't aren't wasn't weren't")
CLOSING = listed(
    "add reply answer write explain ask clarify note admit promise warn stress joke tell confirm repeat indicate comment "
    "recall object protest remind conclude share respond"
)
"""Verbs that claim what stands before them: “The bus is late, she explained.”"""
CONDITIONS = listed("if when whenever until till unless once whether while wherever")
WHAT = listed("what whatever anything everything all nothing words thing things whichever how where why who much")
QUESTIONS = listed("when what which where who whom how if whether why whatever whenever")

SUBORDINATE = listed(
    "that she he they she's he's they're she'd he'd they'd she'll he'll they'll there it it's no yes not"
)
GREETINGS = listed(
    "hello hi hey goodbye bye good-bye goodnight grace prayers thanks thank good little nothing few much less more "
    "prayer amen so please sorry cheese"
)
FONDNESS = listed("likes loves used tends known said seems continues went on began started heard liked loved kept goes")
TIME = listed("time story stories joke jokes lie lies truth tales tale question questions")
LISTENERS = listed("us staff me him them her everyone everybody people you")
BEFORE_LISTENER = listed("the her his our their a an this to with")

KIN_AND_STAFF = listed(
    "mother father sister brother mom mum dad mama papa mamma grandmother grandfather grandma grandpa aunt uncle "
    "cousin niece nephew wife husband partner girlfriend boyfriend fiance friend friends neighbor neighbour roommate "
    "housemate son daughter parent parents family guardian supporter coordinator nurse doctor aide aides therapist "
    "teacher manager supervisor provider clinician psychologist psychiatrist dentist physician pharmacist staff team "
    "interpreter advocate lawyer driver boss coworker instructor coach reviewer worker caseworker landlord police "
    "officer school hospital agency clinic report letter note notes record law rule schedule label sign box plan we i "
    "you it everybody everyone nobody somebody someone others madre padre mama papa hermana hermano tia tio abuela "
    "abuelo doctora enfermera maestra vecina hija hijo"
)
PLURALS = listed(
    "staff team parents sisters brothers friends aides nurses neighbors neighbours people others roommates housemates "
    "family providers supports workers supporters doctors teachers coworkers members they'd neighbors"
)
