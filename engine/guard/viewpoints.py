"""Turns of phrase that hand on what somebody thinks, as if it had been heard: “in her view”, “Rosa is clear that …”.

What staff themselves see or hope for the person (“her dream is …”) is no such phrase; see `engine.guard.advice`.
"""

_CLAUSE_BEGINS = r"(?:^|(?<=[.,;:!?()\n\-])|(?<=\bthat)|(?<=\bbut)|(?<=\band)|(?<=\bbecause)|(?<=\bsince)|(?<=\bas))\s*"
_VIEW = r"(?:opinion|judgment|judgement|estimation|telling|perspective|point\s+of\s+view|standpoint|viewpoint|book)"
_OUTLOOK = r"(?:view|eyes|mind|experience|thinking|understanding)"
_HELD = (
    r"(?:take|view|views|opinion|opinions|feedback|verdict|thoughts|point|stance|position|message|reaction|input|conclusion|"
    r"impression|belief|thinking|response|reply|concern|plea|suggestion)"
)
_TOLD = r"(?:take|views?|opinions?|feedback|verdict|thoughts|input|reply|message|stance|plea)"
_AIDS = r"(?:device|board|talker|tablet|book|cards|aac|interpreter)"
_SAYING = r"(?:said|says?|told|tells?|stated?|reported|explained|asked|agreed\s+that)"
_TO_US = r"(?:\s+(?:to|for|on|about)\s+[^.:;\n]{1,40})?"
_FIRM = r"(?:clear|adamant|explicit|emphatic|insistent|outspoken|vocal|firm|unequivocal|plain|open)"
_VERY = r"(?:(?:very|quite|always|often|also|still|absolutely|perfectly|now|again|really|\w+ly)\s+)*"


def viewpoints(of_person: str, them: str, not_possessive: str) -> list[str]:
    """Patterns; `of_person` matches “Rosa's” and “her”, `them` “Rosa”, “her” and “she”. `view` may be another's."""
    they_ = rf"\b{them}"
    they = rf"\b{them}{not_possessive}"
    return [
        rf"{they_}['’]s\s+(?:\w+ly\s+)?(?:been\s+)?(?:said|told|stated|saying|telling|asking|mentioned)\s+(?:that|she|he|us|staff|for|to)\b",
        rf"\b{of_person}\s+{_AIDS}\s+(?:has\s+)?(?:(?:said|says|spoke)\s*(?:that\b|:)|to\s+(?:say|tell\s+\w+)\s+(?:that|she|he|the\s+\w+\s+(?:is|was|are))\b)",
        rf"{they}\s+(?:communicated|conveyed|signal+ed|gestured)\s+(?:through|with|by|via)\s+[^.;:\n]{{1,40}}?\s+that\b",
        rf"{they}\s+(?:nodded|signal+ed|gestured)\s+(?:yes|no)\b",
        rf"{they}\s+(?:reportedly|allegedly|supposedly|purportedly)\s+(?:wants|likes|loves|hates|prefers|enjoys|feels|thinks|believes|wishes|hopes|agrees|is)\b",
        rf"\b(?:per|based\s+on|according\s+to|from)\s+(?:\w+\s+){{0,2}}(?:conversation|talk|interview|discussion|chat|call)s?\s+with\s+{them}\s*,",
        rf"\b(?:{them})\s+(?:will|can|would|could)\s+tell\s+(?:you|anyone|anybody|everyone|everybody)\s+(?:that|she|he)\b",
        rf"{they}\s+(?:had|has)\s+(?:this\s+)?to\s+say\s*:",
        rf"\bto\s+hear\s+{them}\s+tell\s+it\b",
        rf"\b{of_person}\s+(?:\w+\s+)?(?:motto|slogan|saying)\s*(?:is\b|:)",
        rf"{they}\s+(?:and|und|y)\s+(?:\w+\s+){{1,3}}?(?:both\s+|all\s+)?{_SAYING}\s+(?:that|the|it|they|she|he|yes|no|us)\b",
        rf"\bincluding\s+{them}\s*,?\s*{_SAYING}\b",
        rf"\b(?:a\s+juicio|(?:desde\s+el|segun\s+el)\s+punto\s+de\s+vista)\s+de\s+{them}{not_possessive}",
        rf"\bcomo\s+(?:dice|decia|dijo|suele\s+decir)\s+{them}{not_possessive}",
        rf"\b(?:en|segun)\s+(?:la\s+)?opinion\s+de\s+{them}{not_possessive}",
        rf"{they}\s+(?:\w+\s+)?(?:(?:dejo|deja|ha\s+dejado)\s+(?:muy\s+)?claro|hizo\s+saber|nos\s+hizo\s+saber)\s+que\b",
        rf"(?P<view>\b(?:in|from)\s+{of_person}\s+(?:own\s+)?{_VIEW}\b"
        rf"|\b(?:en\s+su\s+opinion|a\s+su\s+(?:juicio|parecer|entender|modo\s+de\s+ver)|(?:desde|segun)\s+su\s+punto\s+de\s+vista)\b"
        rf"|{_CLAUSE_BEGINS}\b(?:in|to|from)\s+{of_person}\s+(?:own\s+)?{_OUTLOOK}\b(?!\s+of\b))",
        rf"\bas\s+far\s+as\s+{them}\s+(?:is|was|were|are)\s+concerned\b",
        rf"\b(?:the\s+way|as)\s+{them}\s+(?:sees?|saw|views?|viewed|tells|told|remembers)\s+it\b",
        rf"\b{of_person}\s+(?:own\s+|main\s+|only\s+|first\s+)*{_HELD}{_TO_US}\s+(?:is|was|were|are)\s+(?:that\b|:)",
        rf"\b{of_person}\s+(?:own\s+|main\s+|only\s+|first\s+)*{_TOLD}{_TO_US}\s*(?::|\s-\s)",
        rf"\b{of_person}\s+words\s+(?:are|were)\s+the\b",
        rf"\b(?:straight|right|direct|directly|heard|words?|input|feedback|news|message|comment|answer|reply)\s+from\s+{them}\s*:",
        rf"(?:^|(?<=[.!?;\n]))\s*from\s+{them}\s*:",
        rf"\bword\s+from\s+{them}\s+(?:is|was)\b",
        rf"{they}\s+(?:is|was|were|are|has\s+been|have\s+been|remains|remained|stays|stayed)\s+{_VERY}{_FIRM}\s*"
        rf"(?::|\s(?:that|about\s+(?:wanting|not|how|\w+ing)|in\s+saying|she|he|they)\b)",
        rf"{they}\s+(?:is|was|are|were)\s+on\s+record\b",
        rf"{they}\s+(?:is|was|are|were)\s+of\s+the\s+(?:opinion|view|mind)\b",
        rf"{they}\s+(?:lets?|has\s+let)\s+it\s+be\s+known\b",
        rf"{they}\s+(?:\w+ly\s+)?(?:points?|pointed|brings?|brought|calls|called|cries|cried|blurts|blurted|lets?|spells|spelled|"
        rf"shouts|shouted|throws|threw)\s+(?:out|up|slip|on|in)\s+(?:to\s+\w+\s+)?(?:that|how|why|:)(?!\w)",
        rf"\b(?:described|characteri[sz]ed|portrayed|reported|cited|recounted)\s+[^.;:\n]{{1,60}}?\s+by\s+{they}"
        rf"(?!\s+(?:mother|mom|father|dad|sister|brother|family|team|staff|doctor|nurse|guardian)\b)",
        rf"\basked\s+(?:(?:what|where|who|whom|how|why|which|if|whether|about)\b)[^.;:\n]{{0,80}}?(?:,\s*)?(?:{them}\s*)?:\s*(?=\S)",
        rf"\b(?:you|your)\b[^?\n]{{0,120}}\?\s*(?:a|answer|response|reply|{them})\s*[:.)\-–>]+\s*(?=\S)",
    ]
