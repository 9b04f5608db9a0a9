"""The small vocabularies the rules read. English and Spanish; lower case; curly apostrophes folded to
straight."""

from __future__ import annotations

SPOKEN = "spoken"


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NO_VERBS = word_set("his its this thus yes was has plus always perhaps once words sometimes days hours")


def is_verb_like(word: str) -> bool:
    """By its ending, as a verb behind a name has it: `Deb confirms`, `Rosa painted`."""
    ends = word.endswith(("ed", "s")) and not word.endswith(("ss", "'s", "us"))
    return len(word) > 3 and ends and word not in _NO_VERBS


# Verbs that tell of somebody expressing these very words.
SPEECH = word_set(
    "says said saying tells told telling states stated answers answered replies replied repeats "
    "repeated adds added shouts shouted yells yelled whispers whispered explains explained mentions "
    "mentioned insists insisted jokes joked responds responded announces announced exclaims exclaimed "
    "asks asked mutters muttered opened closed began continued dice dijo contestó respondió preguntó "
    "pidió gritó explicó repite repitió agregó añadió comentó comenta signs signed fingerspelled "
    "types typed texted writes wrote printed escribió spells spelled pressed presses tapped taps selected "
    "selects dictates dictated reports reported interrupted interrupts emailed emails chimed chimes "
    "signing typing messaged"
)
# Verbs of how somebody sounds. They tell of no second hand: nobody `hollers` what somebody else has said.
UTTERING = word_set(
    "hollered hollers mumbled mumbles offered corrected instructed quipped grumbled grumbles protested protests teased "
    "snapped blurted bellowed murmured murmurs countered barked croaked snorted piped chirped drawled deadpanned pleaded "
    "begged breathed sighed groaned moaned squealed cheered screamed screams cried cursed swore sassed shot fired called "
    "greeted welcomed interjected finished concluded clarified replied retorted scoffed huffed sobbed volunteered vocalized "
    "saludó murmuró susurró exclamó interrumpió rió contesta responde aclaró"
)
SPEECH |= UTTERING - word_set("cried shot fired called offered finished swore greeted welcomed cheered rió")
# With a colon right before the words, these carry them too.
SPEECH_WITH_COLON = SPEECH | word_set(
    "cried shot fired offered finished swore greeted welcomed cheered agrees agreed refuses refused declines declined disagrees disagreed laughs laughed smiles smiled "
    "cries cried nods nodded promises promised decides decided corrects corrected objects objected "
    "picks picked chooses chose points pointed draws drew"
)
# The plain form tells of no event: `taught her to say`, `can tell`.
BASE_FORMS = word_set(
    "say tell state answer reply repeat add shout yell whisper explain mention insist joke respond "
    "announce ask mutter sign type write spell dictate report decir pedir"
)
ASKING = word_set("asks asked preguntó pidió")
PAST = word_set(
    "said told wrote dijo contestó respondió preguntó pidió gritó explicó repitió agregó añadió "
    "comentó escribió chose drew"
)
# Verbs of which the sentence may hold only one: two mean somebody tells what somebody said.
REPORTING = SPEECH - ASKING - UTTERING - word_set("opened closed began continued") | word_set(
    "think thinks thought believe believes believed claim claims claimed hear hears heard remember "
    "remembers remembered recall recalls recalled swear swears swore quote quotes quoted cree piensa "
    "oyó read reads"
)
COPULAS_PASSIVE = word_set("is was were are been being be got gets get")
# Words that make the expression unreal, old, prompted or somebody else's.
NEGATIONS = word_set(
    "not never didn't didnt doesn't doesnt don't dont denies denied deny hasn't hasnt wouldn't "
    "wouldnt couldn't couldnt can't cant cannot won't wont nunca no without refuses refused isn't "
    "wasn't"
)
UNREAL = word_set(
    "if when whenever would could might may should will shall can must to pretend pretends pretended "
    "practice practiced practicing rehearse rehearsed unless until imagine maybe probably perhaps "
    "apparently supposedly allegedly presumably cuando si"
)
OLD = word_set("formerly previously historically childhood decía antes")
PROMPTED = word_set(
    "prompted prompt prompting coached coaching coaxed facilitated facilitator facilitating "
    "hand-over-hand hoh scripted scripts script scripting echo echoes echoed echolalia parroted "
    "parrots parroting copied copying recited recites reciting imitated imitating mimicked mimics"
)
SINGING = word_set(
    "sang sings singing sing sung hums hummed humming lyrics lyric song chorus chanted chants karaoke "
    "hymn tune canta cantó cantaba canción jingle"
)
NAMING = word_set(
    "call calls called calling named names nicknamed nickname aka a.k.a titled entitled labeled "
    "labelled marked so-called dubbed known termed llama apodo alias goes spelled pronounced"
)
TITLES = word_set(
    "movie movies film show shows tv book books song songs series episode magazine channel app game "
    "games video videos program group class poem musical play brand game band station playlist "
    "podcast novela película libro canción workbook curriculum policy form handout brochure worksheet "
    "watches watch watching watched reads reading plays playing listens listening favorite fav"
)
THINGS_THAT_SPEAK = word_set(
    "sign poster sticker shirt t-shirt tshirt tee mug button buttons label bottle box banner screen "
    "hat sweatshirt hoodie magnet tattoo plaque doormat cup plate sash card binder folder heading "
    "line field checkbox section column row word words term phrase symbol icon"
)
DETERMINERS = word_set(
    "the a an this that these those his her their its our your my some any no each every more less "
    "so-called el la los las un una su sus of as on in for w/ with about"
)
FIRST_PERSON = word_set(
    "i i'm im i'll ill i've ive i'd id me my mine myself we us our we're i'ma yo me mi mis mí conmigo "
    "quiero nosotros soy estoy tengo voy i c'n"
)
THIRD_PERSON = word_set("she she's she'll he he's he'll her him his hers ella")
# Somebody speaks of themselves; the languages beside English and Spanish by their plainest marks.
OWN_VOICE = word_set(
    "i i'm im i'll i've ive i'd me my mine myself we we're our us i'ma imma i'mma yo me mi mis mí conmigo quiero "
    "nosotros soy estoy tengo voy puedo gusta necesito c'n mío mía mami je j'ai j'aime moi mon ma mes tôi con mình 我 "
    "我的 我们 ako ko akin gusto"
)
SECOND_PERSON = word_set("you your you're you'll youre u ur you've yours tú usted te ti vous tu votre")
WOMEN = word_set(
    "mom mother mum mama mamá mami stepmom stepmother sister sis aunt niece daughter grandma grandmother "
    "granddaughter wife girlfriend fiancée hija hermana madre abuela tía sobrina prima esposa nuera sister-in-law "
    "daughter-in-law stepsister amiga landlady priestess vecina enfermera doctora trabajadora matron"
)
MEN = word_set(
    "dad father papá papi stepdad stepfather brother bro uncle nephew son grandpa grandfather grandson husband "
    "boyfriend fiancé hijo hermano padre abuelo tío sobrino primo esposo brother-in-law son-in-law stepbrother amigo "
    "landlord priest pastor vecino deacon"
)
# Words about somebody, as charts and goals use them.
CHART_OPENERS = word_set(
    "refuses refused needs requires exhibits displays demonstrates engages participates tolerates continues remains "
    "presents appears seems will would should has had is was does doesn't gets acts likes wants wanted said says told "
    "improved increase increased decrease maintain reduce develop improve patient client consumer pt individual resident "
    "her his their"
)
CHART_WORDS = word_set(
    "noncompliant non-compliant compliance compliant attention-seeking manipulative behaviors redirection "
    "redirected prompts appropriate inappropriate aggressive elopement independently socialization baseline "
    "client consumer individual's ambulatory oriented"
)
# Verbs that begin a report on somebody: `wants a dog`, `has a key`.
REPORTS = word_set(
    "wants wanted likes liked loves loved hates hated needs keeps refuses refused agrees agreed feels felt thinks thought "
    "has had is was will would says said reports reported states stated prefers enjoys goes lives works plans hopes "
    "worried concerned happy upset asked asks doing did does"
)
# Pressing a key is speaking, where a device is near.
PRESSING = word_set(
    "hit hits pressed presses pushed pushes tapped taps touched touches selected selects chose chooses picked picks"
)
# What shows something may show what others have written.
SHOWING = word_set("pointed points opened closed began")
MODALS = word_set("should must needs need to will can could would may might has")
SUBORDINATE = word_set("after before when while since until til till once if because bc where cuando después mientras")
NO_ACTION = word_set("or only on of next there both 's")
ASKED = word_set("asked ask q pregunté preguntado")
AUXILIARIES = word_set("is was are were be been being gets got has had have seems looks very so too more")
# What the person writes or signs themselves needs nobody to voice it.
BY_HAND = word_set(
    "typed types texted texts wrote writes printed written writing escribió signed signs fingerspelled emailed messaged text txt "
    "letter note card list journal diary chat spelled"
)
ASKERS = word_set("ask asks asked asking offered offers wondered invited pregunta preguntó reminded")
OWN_HEADINGS = word_set(
    "likes like loves love enjoys enjoy dislikes dislike hates wants want wishes wish hopes hope dreams dream vision "
    "favorites favorite favourite favourites preferences prefers gustos gusta quiere metas fears worries afraid "
    "happiest interests fun aime gustan"
)
ACTS = word_set(
    "cries cried crying laughs laughed laughing smiles smiled smiling nods nodded nodding shrugs shrugged winks "
    "winked waves waved points pointed grins grinned giggles giggled sighs sighed tears teary"
)
DEEDS = word_set(
    "threw clapped hugged left stood sat went came got looked turned rolled snorted teared wept put took blushed"
)
REASONS = word_set("because bc b/c since cause cuz as porque")
# What comes to a person rather than from them.
RECEIVED = word_set(
    "received heard hears letter flyer sign poster chart file log report form policy memo notice email "
    "assessment teach taught practiced practicing rehearsed repeat"
)
# Headings of one word that name a topic and no speaker.
TOPIC_HEADINGS = word_set(
    "work job school home housing house money food health sleep mood day days night meals bathing safety faith church "
    "community transport transportation friends relationships dating sex fun hobbies behavior vision hearing teeth dental "
    "medical medications meds pain falls exercise weight smoking alcohol goals goal dreams hopes strengths likes dislikes "
    "communication rights privacy future living dream routine routines bedtime morning mornings evening evenings staff "
    "roommate roommates family services support supports needs risks risk backup want wants today also later then closing end "
    "opening asked answer words quote quotes says said verbatim voice trabajo casa comida salud dinero familia iglesia "
    "phone internet phones school-work classes class therapy counseling meetings meeting mtg clothes shopping cooking "
    "cleaning laundry shower bath dinner lunch breakfast snacks smoking driving car bus van rides trips travel vacation "
    "holidays birthday christmas church-going volunteering politics voting sports gym swimming exercise walking sleep "
    "roommates neighbors girlfriend boyfriend marriage kids children parents siblings dog cat fire weather emergency "
    "seizures diabetes diet skin vision-care glasses equipment wheelchair walker device technology tech computer ipad "
    "tablet video games reading art crafts garden gardening yard stairs kitchen bathroom bedroom room apartment "
    "roommate-search staffing hours schedule timing weekends weekend weekday saturday sunday monday tuesday wednesday "
    "thursday friday hospital surgery dentist doctor-visits appointments vitals wound supplies grief anxiety depression "
    "anger coping triggers crisis wellness supports-needed worries fears concerns important strengths-list passions "
    "identity pronouns culture language languages race legal court guardianship decision decisions decision-making "
    "choice choices control respect aime santé travail maison peur sueño desea miedo alegría first second third last "
    "next best worst overall finally outcome outcomes objective objectives vision-statement notes note other misc "
    "sueños gustos miedos meta metas riesgos servicios mobility finances budget pets animals music tv day-hab program summary"
)
# As headings these name what is talked about, not who talks.
TOPICS = word_set("family friends friend staff roommates roommate team church work home school partner")
ONE_WHO_WRITES = word_set("typist writer author recorder scribe")
CLAUSE_OPENERS = word_set(
    "and but so then when while because bc since after before if y pero porque cuando later also though although "
    "plus until once where that"
)
PREPOSITIONS = word_set(
    "to for with w w/ about of by from per via than like at on in toward towards near behind beside without against "
    "and & + or con de a para por"
)
ELIDED = word_set(
    "says said wants wanted likes liked loves loved hates hated needs keeps kept refuses refused agreed agrees calls "
    "called reads takes took has had does doesn't doesnt did didn't didnt is isn't was wasn't goes went gets got still "
    "can can't cant won't wont wouldn't knows thinks thought feels felt asks asked misses missed enjoys enjoyed "
    "prefers preferred plays watches watched sleeps slept eats ate walks walked works worked lives lived told tells "
    "worries worried cries cried laughs laughed laughing smiled smiles nodded shrugged pointed points showed shows brought "
    "insists insisted hopes hoped wishes wished dreams remembers remembered forgets forgot talks talked spoke speaks "
    "stopped stops started starts tries tried uses used makes made sees saw visits visited looks looked gave gives "
    "complains complained declines declined cooks bathes dresses scared afraid upset happy proud tired okay ok "
    "dice dijo quiere prefiere repite contó cuenta gusta gustan encanta toma tiene vive va"
)
ELIDED |= UTTERING - word_set("called greeted offered welcomed fired shot clarified finished concluded") | word_set(
    "wouldnt couldnt couldn't dont don't shook rolled pushed nodded grinned winked wrote typed"
)
THEY_SUBJECTS = word_set("she he they ella él s/he she/he he/she")
AUTHOR = word_set("i we yo")
VAGUE = word_set(
    "someone somebody anyone everyone everybody nobody unknown unclear voice peer peers another "
    "others one others they people folks whoever who alguien they"
)
# What of somebody acts in their place: `Bart's jaw went tight.`
BODY = word_set("jaw face eyes eye voice hand hands head mouth lip lips shoulders chin brow cheeks answer finger thumb")
CLITICS = word_set("le les nos se lo")
# Words that may stand between a name and its verb, or beside a name in a label.
ADVERBS = word_set(
    "then also just again later now still finally quietly softly loudly slowly clearly firmly always "
    "often today yesterday first twice once only simply even really actually suddenly immediately "
    "eventually usually repeatedly has had have is was kept keeps did does luego también después ya "
    "siempre laughing smiling crying grinning whispering shouting happily sadly angrily proudly "
    "calmly excitedly nodding pointing tearful teary proud right away out loud back up ahead in very "
    "so too at end the door this morning afternoon evening 2nd second third 3rd time me us everyone "
    "group verbally verbal aloud clear said says plainly sternly shyly before after lunch break"
)
LABEL_OPENERS = word_set(
    "and then but so later again after & + also finally next now first when asked 2nd time y luego"
)
REPEATS = word_set(
    "2nd second again repeat repeated repeats twice added adds then went continued also later same "
    "once more luego también otra finally"
)
JOINERS = word_set(", and & + / then or y plus")
COMMON_CAPITALS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
    "sun january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec i i'm i've i'll i'd ok okay lol not no yes asl aac tv "
    "isp iep pm am er ada easter christmas thanksgiving the a an in on at and but or so if when then "
    "also later after before with w/ his her their my our this that these those it is was what why "
    "how where there here house today note goal likes wants needs mood said says asked told english "
    "spanish birthday new year medicaid medicare snap ssi for to of by from about she he they we you "
    "him them as until since because while during does did has have had good bad very really talked "
    "went came started discussed reviewed agreed home work all both each even just maybe perhaps only every some most many nothing "
    "everything anyway otherwise yesterday tonight tomorrow"
)
RELATIONS = word_set(
    "mom mother mum mama mamá mami dad father papá papi stepmom stepmother stepdad stepfather parent "
    "parents sister brother sis bro aunt uncle cousin niece nephew daughter son grandma grandmother "
    "grandpa grandfather granddaughter grandson wife husband spouse partner girlfriend boyfriend "
    "fiancé fiancée family foster hija hijo hermana hermano madre padre abuela abuelo tía tío sobrina "
    "sobrino prima primo esposa esposo nuera sister-in-law brother-in-law daughter-in-law son-in-law "
    "stepsister stepbrother friend friends amiga amigo ex"
)
JOBS = word_set(
    "staff aide aides dsp dsps rn lpn nurse np doctor dr pcp ot pt slp bcba sc cm qidp qmrp ssa "
    "coordinator manager mgr supervisor director guardian conservator payee advocate interpreter "
    "interp terp pastor priest father rabbi chaplain deacon coach teacher landlord landlady roommate "
    "roomie housemate neighbor neighbour therapist counselor counsellor psychologist psychiatrist "
    "dietitian dietician driver cook volunteer caregiver hha pca cna worker provider agency owner "
    "boss supporter team attorney lawyer officer judge pharmacist podiatrist dentist surgeon "
    "specialist facilitator intern vecina vecino enfermera doctora trabajadora intérprete resident "
    "residents coworker co-worker peer minister sister-wife matron warden author typist writer "
    "recorder"
)
STAFF_JOBS = word_set(
    "staff aide dsp rn lpn nurse np doctor dr ot pt slp bcba coordinator manager mgr supervisor "
    "director teacher coach therapist roommate housemate roomie neighbor coworker peer driver "
    "caregiver hha pca cna"
)
HONORIFICS = word_set(
    "mr mrs ms miss mx sr sra srta señor señora señorita don doña rev fr pastor father sister brother"
)
# What somebody gives: `her answer, “…”`, `his version is “…”`.
GIVEN = word_set(
    "answer answers reply response statement reason comment version take opinion view explanation verdict reaction motto "
    "mood rating vibe rule wording request condition complaint advice idea pick summary retort comeback objection respuesta razón "
    "account suggestion explanation memory worry fear hope dream wish thought thoughts remark preference theory trick secret question"
)
INTERPRETERS = word_set(
    "interpreter interp terp intérprete interpreted interpreting interprets voiced translated "
    "translation translates translating translator interpretation tradujo traduce traducción interpretó"
)
TRANSLATIONS = word_set("translation trans translated meaning means eng english = i.e.")
SELF_LABELS = word_set("participant person individual ind client consumer pt patient member")
# What makes `member` or `client` somebody else.
NOT_SELF_BEFORE = word_set("another other a an one each any every family staff team board no some crew council our")
DEVICES = word_set(
    "aac device talker tablet ipad sgd dynavox proloquo touchchat lamp tobii accent vantage novachat "
    "eyegaze eye-gaze board switch ta comunicador pecs button"
)
WRITINGS = {
    "text": "typed",
    "texts": "typed",
    "txt": "typed",
    "email": "typed",
    "e-mail": "typed",
    "msg": "typed",
    "message": "typed",
    "messages": "typed",
    "letter": "typed",
    "note": "typed",
    "card": "typed",
    "list": "typed",
    "journal": "typed",
    "diary": "typed",
    "chat": "typed",
    "poem": "typed",
    "words": None,
    "answer": None,
    "answers": None,
    "statement": None,
    "response": None,
    "comment": None,
    "own": None,
    "high": None,
    "low": None,
    "motto": None,
    "version": None,
    "opinion": None,
    "view": None,
    "question": None,
    "wording": None,
    "reply": None,
    "voicemail": "recorded",
    "vm": "recorded",
    "recording": "recorded",
    "video": "recorded",
    "drawing": "drawn",
    "picture": "drawn",
    "poster": "drawn",
    "collage": "drawn",
    "aac": "aac",
    "device": "aac",
    "talker": "aac",
    "tablet": "aac",
    "ipad": "aac",
}
