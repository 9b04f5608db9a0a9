"""What tells who somebody is by its shape alone: addresses, numbers, days, links. Order matters: the first that fits takes it."""

import re

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_STREET = (
    "street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|boulevard|blvd|place|pl|way|terrace|ter|circle|cir|parkway|"
    "pkwy|highway|hwy|square|sq|trail|trl|alley|loop"
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){1,8}")),
    ("LINK", re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("LINK", re.compile(r"(?<![\w@])@[A-Za-z][\w.]{2,}")),
    (
        "ADDRESS",
        re.compile(
            rf"\b\d{{1,6}}[A-Za-z]?\s+(?:(?:[NSEW]|North|South|East|West)\.?\s+)?(?:[\w.'’-]+\s+){{1,4}}?(?:{_STREET})\b\.?"
            r"(?:,?\s+(?:apt|apartment|unit|suite|ste|#|no\.?)\s*\w{1,6})?(?:,?\s+[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,?\s+[A-Z]{2}\b)?"
            r"(?:,?\s+\d{5}(?:-\d{4})?)?",
            re.IGNORECASE,
        ),
    ),
    ("ADDRESS", re.compile(r"\bP\.?\s?O\.?\s+box\s+\d+", re.IGNORECASE)),
    ("ADDRESS", re.compile(r"\b(?:apt|apartment|unit|suite|room|rm)\.?\s*#?\s*\d+\s?[A-Za-z]?\b", re.IGNORECASE)),
    (
        "PHONE",
        re.compile(
            r"(?<![\w])(?:\+\d{1,3}[\s.-]*)?(?:\(\d{2,4}\)|\d{3})[\s./-]*\d{3}[\s.-]*\d{4}(?!\d)(?:\s*(?:x|ext\.?)\s*\d{1,6})?"
        ),
    ),
    ("PHONE", re.compile(r"\+\d[\d\s().-]{6,18}\d")),
    ("PHONE", re.compile(r"(?<![\d\w-])\d{3}[\s.-]\d{4}(?![\d-])")),
    ("NUMBER", re.compile(r"(?<!\d)\d{3}[\s-]\d{2}[\s-]\d{4}(?!\d)")),
    ("DATE", re.compile(r"(?<!\d)\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)")),
    ("DATE", re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)")),
    ("DATE", re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])")),
    (
        "DATE",
        re.compile(rf"\b(?:{MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:of\s+)?\d{{4}})?", re.IGNORECASE),
    ),
    (
        "DATE",
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?:{MONTHS})\b\.?(?:,?\s+(?:de\s+)?\d{{4}})?",
            re.IGNORECASE,
        ),
    ),
    ("AGE", re.compile(r"\b(?:9\d|1[01]\d)(?=\s?(?:-|\s)?\s?(?:years?|yrs?|y/?o)\b)", re.IGNORECASE)),
    (
        "NUMBER",
        re.compile(
            r"\b(?:MRN|SSN|DOB|Medicaid|Medicare|Medi-Cal|member|record|chart|file|case|policy|account|acct|license|plate|"
            r"client|ID)\b\s*(?:id|no\.?|number|num|nr\.?|#)?\s*[:#.]?\s*(?=[A-Z0-9-]{0,40}\d)[A-Z0-9][A-Z0-9-]{2,60}",
            re.IGNORECASE,
        ),
    ),
    (
        "NUMBER",
        re.compile(
            r"(?<![\w])(?=[A-Z0-9-]{0,40}?\d[A-Z0-9-]{0,40}?\d[A-Z0-9-]{0,40}?\d)(?=\w{0,40}[A-Z])[A-Z0-9]{2,40}(?:-[A-Z0-9]{1,40}){0,8}(?!\w)"
        ),
    ),
    ("NUMBER", re.compile(r"(?<![\w.,$])\d(?:[\s.-]?\d){4,}(?!\w)")),
)


def day_meant(written: str) -> str:
    """A day as year, month and day where it is plain, so that two spellings of it become one token; else as written."""
    plain = " ".join(written.lower().replace(",", " ").replace(".", " ").split())
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    month = next((at for at, name in enumerate(_MONTH_STARTS, 1) if re.search(rf"\b{name}", plain)), 0)
    if month and numbers:
        year = next((number for number in numbers if number > 31), 0)
        return f"{year}-{month}-{min(numbers)}"
    if len(numbers) == 3 and numbers[0] > 31:
        return f"{numbers[0]}-{numbers[1]}-{numbers[2]}"
    if len(numbers) >= 2 and numbers[0] <= 12:
        year = numbers[2] if len(numbers) == 3 else 0
        if 0 < year < 100:
            year += 2000 if year < 40 else 1900
        return f"{year}-{numbers[0]}-{numbers[1]}"
    return plain


_MONTH_STARTS = ("jan|ene", "feb", "mar", "apr|abr", "may", "jun", "jul", "aug|ago", "sep", "oct", "nov", "dec|dic")
