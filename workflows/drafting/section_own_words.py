"""Which words point to which section where the person speaks: their own words are of home, body, work and people, where
the writer’s are of needs and services. Lower case; each counts once."""

from __future__ import annotations

from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION

_OWN = {
    VISION: (
        "own home house apartment place yard porch land moving move live living stay staying leave "
        "leaving die dying buried roommate roommates grandkids wedding marry married someday dream "
        "dreams hope future forever independent free garage farm casa facility"
    ),
    STRENGTHS: (
        "like likes love loves favorite favourite enjoy best proud funny laugh laughs beautiful "
        "pretty music song songs sing radio movie movies show shows dog dogs cat cats bird birds "
        "horse fish fishing garden flowers plants coffee tea cake pie cookies eggs soup beans rice "
        "chicken game games ball cards bingo bowling baseball church god lord purple blue red color "
        "quiet nice good friend friends brother sister grandma grandpa know knows remember run make "
        "makes fix cook cooked taught teach years myself everybody everyone gusta encanta"
    ),
    NEEDS: (
        "hurt hurts pain ache aches sore sick dizzy tired sleep asleep awake breath breathe teeth "
        "tooth pill pills needle knee knees hip leg legs feet foot hand hands head headache headaches "
        "stomach belly eyes ears ear hear see blood heart skin doctor doc nurse dentist toilet "
        "bathroom shower bath diaper wet dirty cold hot heavy bright lights loud noise noisy smell "
        "smells stinks hungry weak shaky numb stiff swollen itch scared afraid worry worried mad "
        "angry sad lonely alone cry crying nobody boring bored forget forgot confused stuck trapped "
        "yell yells yelled holler fight hurry rush rushed late wait waited waiting slow slower fast "
        "faster money bill bills dollars rent owe broke spend afford hard help helps need needs too "
        "can't cannot cant stupid mean rude ask tell talk listen stairs steps ramp bars bar rail "
        "shoes boots glasses hearing chair wheelchair hose mask machine driver van bus aide staff "
        "duele miedo dolor frío triste sola cansada"
    ),
    OUTCOMES: (
        "want wants wanna wish job work paid pay paycheck learn class school college drive license "
        "swim read reading write try start trip travel visit go going see dance party concert choir "
        "museum beach lake ocean harbor store buy sell phone computer key practice volunteer quiero "
        "trabajar aprender again once more would i'd i'll let permit"
    ),
    SERVICES: (
        "hours weekly staffing therapist coach ride rides supports services schedule appointment program waiver"
    ),
    BACKUP: (
        "call calls called neighbor neighbour door cousin comes come backup emergency hotline number "
        "numbers truck generator instead"
    ),
    RISKS: (
        "fall fell falls falling fire stove smoke smoking lost street traffic knife burn burns burned "
        "choke choked seizure seizures 911 steal stole stolen robbed hit hits touch touches stranger "
        "strangers police hospital drown drowned unsafe dangerous danger lock locks locked ice "
        "whistle alarm helmet vest die dies timer inhaler sugar insulin diabetes drunk drink beer gun "
        "saw"
    ),
}
_ASKED = {
    VISION: (
        "dream dreams dreaming future hope hopes year years someday perfect ideal life home house "
        "live living where matters move apartment place housing nursing nh placement saturday"
    ),
    STRENGTHS: (
        "like likes enjoy love good fun favorite proud strengths great morning breakfast important "
        "music church hobbies about best"
    ),
    NEEDS: (
        "pain hurt hurts health eat eats sleep sleeps sleeping help helps need needs support hard "
        "harder trouble eyes ears hip feet meds mood feel feeling working worry worries nights "
        "bathroom shower hearing money pay doctor voices sad lonely upset bother bothers wrong weight"
    ),
    OUTCOMES: (
        "want wants wanted wish wishes goal goals learn work job change different try instead next start do would"
    ),
    SERVICES: ("hours services schedule staff ride transportation"),
    BACKUP: ("call calls out sick away backup show who cancels unavailable emergency closed power outage late if"),
    RISKS: (
        "safe safety risk risks fall falls fell fire stove smoke smoking scared lost alone crossing "
        "crisis warning signs afraid"
    ),
}
_OVER = {
    VISION: ("vision dream dreams hope hopes future life someday home living live where housing matters to"),
    STRENGTHS: (
        "likes like strengths preferences good strong fun about interests hobbies important culture "
        "faith communication food great admire best"
    ),
    NEEDS: (
        "needs need health mood money finances medical medications meds behavior sleep nights night "
        "pain concerns nutrition for support help hard working medicine isn't not"
    ),
    OUTCOMES: (
        "goals goal outcomes wants want wishes work job employment school learning community day next year steps"
    ),
    SERVICES: ("services service supports transport schedule transportation"),
    BACKUP: ("backup back-up emergency emergencies contingency away sick plan-b crisis"),
    RISKS: ("risks risk safety safe meds rights"),
}


def _table(listed: dict[str, str]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for section, told in listed.items():
        for word in told.split():
            table.setdefault(word, {})[section] = 1
    return table


OWN, ASKED, OVER = _table(_OWN), _table(_ASKED), _table(_OVER)
"""What the person says, what a question asks about, and what a heading over a stretch of the note names."""
