"""Which words point to which section, and how strongly. English and Spanish, lower case."""

from __future__ import annotations

from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION

_STRONG = {
    VISION: (
        "dream dreams dreaming hope hopes vision future someday ideal leaving anymore home-of-my-own sueño sueños"
    ),
    STRENGTHS: (
        "likes love loves enjoys enjoy favorite favourite prefers prefer preference hates hate "
        "dislikes strengths strength proud hobby hobbies good-at talented skilled gusta encanta "
        "prefiere fan collects knock knocking purple novela dominoes garden gardening baking knits "
        "crochet fishing puzzles"
    ),
    NEEDS: (
        "needs need needed falls fell fall difficulty trouble cataract grief deaths pain hurts weight tremor "
        "incontinent memory confused lonely boring bored payee diagnosis dx depression anxiety forget "
        "forgets forgot struggles unable hearing deaf glasses denture dentures arthritis tired "
        "worried worry miedo duele triste cansada choking mood cries crying freezing count"
    ),
    OUTCOMES: (
        "goal goals goal-ish outcome outcomes wants want wish wishes learn visit visits apply quiero "
        "quiere meta objetivo target achieve steps trial job paid"
    ),
    SERVICES: (
        "services service hrs hours pca hha pt ot slp rn companion respite transport transportation "
        "therapy counseling counselling eval evaluation appt appointment neuro dentist day-hab dayhab "
        "hab waiver authorization supports support adult-day meals mow congregate case-management "
        "homemaker chore budget aide nursing referral refer bus-pass renews coach provider units "
        "cdpap servicios ride van clinic screening program"
    ),
    BACKUP: (
        "backup back-up emergency emergencies outage outages float on-call oncall storm blizzard "
        "hurricane evacuate evacuation respaldo substitute generator flashlights flashlight cancels "
        "no-show"
    ),
    RISKS: (
        "risk risks seizure seizures allergic allergy allergies choke stove shutoff "
        "auto-shutoff overdose elopement elopes wander wanders burn burns safety safe unsafe scam "
        "scams aspiration pendant pers rug rugs furosemide levetiracetam carbidopa gabapentin insulin "
        "warfarin metoprolol med meds medication medications dizzy alarm beeps smoke smoking riesgo "
        "riesgos caigo cayó caída sugar diabetic epipen pressure-sore kick kicked dignity lock locks "
        "locked mg anticoagulant hospitalized"
    ),
}
_MILD = {
    VISION: (
        "life house casa own door key live leave stay friends friend independent marry married "
        "apartment group-home farm always front"
    ),
    STRENGTHS: (
        "good cooks cook strong plays watches music animals plants church sings remembers knows dogs "
        "cats calls friends hers reads show show's bathed jamás sabe tastes comida carpet boots "
        "milk hand likes pancakes eggs visits coffee tv bath"
    ),
    NEEDS: (
        "help says early late bedtime bed falls bp low paper money decline slow cut thickener "
        "eye come sola let cried motivated boots hen alone shower was"
    ),
    OUTCOMES: (
        "start starts by work volunteer first would could barn weeks class move go back easter dinner "
        "try again bajar jugar stay saturdays"
    ),
    SERVICES: (
        "hr wk staff week weekly monthly daily drive 3x 2x sessions agency req request statement ask "
        "day 1st session bus"
    ),
    BACKUP: ("if neighbor cousin call key 1 2 3 power out sick another travels kit cover covers phone"),
    RISKS: (
        "late time tape lines belt alone night careful danger stairs monitor doorways line watch "
        "checks wear viejos agreed live"
    ),
}
_HEADINGS = {
    VISION: ("vision dreams hopes future life what-matters"),
    STRENGTHS: (
        "likes dislikes strengths preferences good strong routines does doesnt doesn't gustos fun "
        "about interests hobbies important culture faith communication food comm"
    ),
    NEEDS: (
        "needs need health falls mood money finances memory hearing eyes medical necesidades behavior "
        "sleep pain daily adls adl mobility work concerns nutrition"
    ),
    OUTCOMES: ("goals goal outcomes outcome wants want steps goal-ish next-steps metas quiere wishes"),
    SERVICES: (
        "services service hrs hours supports svcs transport schedule servicios svc staffing equipment "
        "dme transportation authorization"
    ),
    BACKUP: ("backup back-up back plan-b emergency emergencies contingency respaldo"),
    RISKS: ("risks risk safety stove meds medications allergies riesgos seizures fire rights"),
}


def _table(strong: dict[str, str], mild: dict[str, str]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for weight, source in ((1, mild), (2, strong)):
        for section, listed in source.items():
            for word in listed.split():
                table.setdefault(word, {})[section] = weight
    return table


WEIGHTS = _table(_STRONG, _MILD)
HEADINGS = {word: section for section, listed in _HEADINGS.items() for word in listed.split()}
