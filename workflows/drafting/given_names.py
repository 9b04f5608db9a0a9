"""First names that say woman or man to most readers. A name on neither list may be either."""

from __future__ import annotations

from workflows.drafting.words import word_set

FEMALE = word_set(
    "noreen ilse kiara noor shanice doreen darlene charlene jolene francine bernadette dottie winnie josie lottie hattie "
    "latisha lakeisha kaylee hailey mackenzie brittany lindsay lindsey kelsey celeste odette "
    "abby abigail ada adela adriana agnes aisha alejandra alice alicia alma amanda amelia amina amy ana andrea "
    "angela angelica anita ann anna anne annie antonia april ashley aurora barb barbara beatrice beatriz becky bernice "
    "bertha bessie beth betsy betty beverly bev bonnie brandi brenda brianna bridget brooke camila carla carmen carol "
    "caroline carolyn cassandra catherine cecilia charlotte cheryl chloe christina christine cindy claire clara "
    "claudia colleen connie consuelo courtney crystal cynthia daisy dana danielle dawn debbie deborah deb delia "
    "denise diana diane dolores donna dora doris dorothy edith edna eileen elaine eleanor elena elisa elizabeth ella "
    "ellen elsa elvira emily emma erica erin esperanza estela esther ethel eva evelyn faith fatima felicia fern "
    "fiona flora florence frances gabriela gail genevieve georgia geraldine gina gladys glenda gloria grace graciela "
    "greta guadalupe gwen hannah harriet hazel heather heidi helen helga henrietta hilda hope ida imani inez ingrid irene "
    "iris irma isabel isabella jackie jacqueline jamila jane janet janice jasmine jean jeanne jenna jennifer jenny "
    "jessica jill joan joann joanne josefina josephine joyce juana juanita judith judy julia julie june karen karla "
    "kate katherine kathleen kathryn kathy katie kayla keisha kelly kendra kim kimberly kirsten kristen krystal lan "
    "lakisha latoya laura lauren leah leila lena leona leslie leticia lidia lila lillian lily linda lisa lola "
    "loretta lori lorraine louise lourdes lucia lucille lucy luisa luz lydia lynn mabel mai madison maggie mandy marcia "
    "margaret margarita maria marian marianne marie marilyn marisol marjorie marlene marta martha mary matilda maureen "
    "maxine may megan melanie melinda melissa mercedes mercy mia michelle mildred milagros mily mina minh-anh miriam "
    "molly mona monica monique myra myrna myrtle nadia nancy naomi natalie nellie nina noemi nora norma odalys olga "
    "olive olivia opal pam pamela patricia patsy patty paula pauline pearl peggy penny phyllis pilar polly priya "
    "rachel ramona raquel rebecca regina renee rhonda rita roberta rochelle rosa rosalind rosario rose rosemary "
    "rosie roxanne ruby ruth ruth-ann sadie sally samantha sandra sandy sara sarah selma sharon sheila shelley shirley "
    "silvia socorro sofia sonia sophia sophie stacey stacy stella stephanie sue susan susana suzanne sylvia tamara "
    "tammy tanisha tanya tara teresa teri terri tess thelma theresa tiffany tina toni tonya tracy trina trudy ursula "
    "valerie vanessa vera verna veronica vicki vicky victoria viola violet virginia vivian wanda wendy wilma winifred "
    "yesenia yolanda yvette yvonne zainab zoe"
)
MALE = word_set(
    "alton dante lenny eusebio ervin norbert hubert delbert wilbert jermaine terrell malik tyrell elroy everett emmett "
    "clifton elton rodrigo alonso joaquin rigoberto evaristo reynaldo osvaldo "
    "aaron abdul abel abraham adam adrian ahmed al alan albert alberto alejandro alfonso alfred alfredo ali allen "
    "alvin amir anders andre andres andrew andy angel angelo anthony antoine antonio armando arnold arthur arturo "
    "arvid barry ben benjamin bernard bill billy bob bobby brad bradley brandon brendan brent brian bruce bryan byron "
    "calvin carl carlos cedric cesar charles charlie chester chuck clarence clark claude clifford clyde cody "
    "craig curtis dale dan daniel danny darnell darrell darren dave david dean dennis derek derrick deshawn dexter "
    "diego dmitri dominic don donald douglas doug duane dwayne dwight earl eddie edgar eduardo edward edwin eli "
    "elijah elliot elmer emanuel emilio emmanuel enrique eric erik ernest ernesto ethan eugene evan felipe felix "
    "fernando floyd francisco frank franklin fred freddie frederick gabriel garrett gary gene george gerald gerardo "
    "gilbert glen glenn gordon greg gregory guillermo gustavo guy hank harold harry harvey hassan hector henry herbert "
    "herman homer horace howard hugh hugo ian ignacio isaac isaiah ivan jack jacob jaime jake jamal james jared jason "
    "javier jay jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel joey john johnny jonathan jorge jose josé joseph "
    "josh joshua juan julio julian justin karl keith ken kenneth kenny kevin kirk kurt kyle lamar larry lawrence lars len "
    "leo leon leonard leroy lester lewis lloyd lonnie louis luca lucas luis luke luther malcolm manuel marc marco marcos "
    "marcus mario mark martin marvin mateo matt matthew maurice max melvin miguel mike milton mitchell mohamed mohammed "
    "morris moses murray nathan nathaniel neil nelson nicholas nick nils noah norman omar orlando oscar otis otto owen "
    "pablo patrick paul pedro percy perry pete peter phil philip rafael ralph ramon ramón randall randy raul raúl ray raymond "
    "reggie reginald rene ricardo richard rick ricky robert roberto rodney roger roland roman ron ronald ronnie rory ross "
    "roy ruben rudy rufus russell ryan salvador sam sammy samuel santiago saul scott sean sergio seth shawn sidney "
    "simon spencer stan stanley stefan stephen steve steven stuart sven ted terrence theo theodore thomas tim timothy "
    "tito tobias todd tom tommy tony travis trevor troy tyler tyrone vernon victor vincent virgil wade wallace walt walter warren "
    "wayne wendell wesley wilbur will willard william willie winston xavier zachary zeke"
)
# In small letters these are no sure sign of a person.
NAMES_THAT_ARE_WORDS = word_set(
    "abe ace ada al amber angel april art ash asia august autumn barb basil bea ben bill birch blaze blue bob brandy brook buck "
    "bud buddy buster candy carol chance charity chase cherry chip christian cliff clay coral crystal daisy dale dawn "
    "dean dee del dell dot drew duke earl ernest eve faith fawn fern flora forest frank gale gay gene ginger glen grace "
    "grant guy hank harmony harry hazel heath heather herb holly honey hope hunter iris ivy jack jade jasmine jay jean "
    "jewel jimmy jo john josh joy judge june kay ken king kit kitty lance lee len lily liberty lou luz mac major mark may "
    "max melody mercy mia mike miles mini misty mo mon nick noel norm olive opal otter pansy parker pat patience patty "
    "pearl peg penny pepper piper porter precious prince prudence queen rain ray red reed rich river rob robin rock rocky "
    "rod rose ruby rusty sage sal sally sandy sky skip sol sonny star stone storm sue summer sunny tad tate tess tim "
    "tina toby tom tracy trinity trip van vera victor vi violet wade ward warren will willow win woody wren ana ann van"
)

FIRST_NAMES = (FEMALE | MALE) - NAMES_THAT_ARE_WORDS
