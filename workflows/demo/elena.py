"""Elena's words are Spanish and stay Spanish. Maine: nothing starts until all have signed; an amendment; a review to come."""

from datetime import timedelta

from engine.dates import plus_months
from engine.people import RelationKind
from engine.quotes import QuoteMarkKind
from workflows import amending, circle, own_words
from workflows.circle import SupporterForm
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Elena Ruiz Paz / visita, su cocina. bilingual, no interpreter needed (Lena + Pilar both speak it)
here: Elena, Pilar (hermana), Lena B. (SC), advocate Mr. Thibodeau on phone

Elena: «Quiero vender mis tamales en la feria, con mi letrero y mi nombre.»
Pilar: “She means a table at the Saturday market” - yes but with her NAME on it, she said it 2x
Elena: «No me gusta que me hablen despacito. No soy bebé.»
strong: cooks for 30 w/out a list, knows every price. bad: stairs, the bank, forms in english
Elena: «Si se me olvida la pastilla, que me llame Pilar, no la máquina.»
-> so NO phone robot. Pilar calls 8am
services: home support 12 hrs, ride to market Sat 6am (!!)
plan B: Pilar. Then cousin Chuy, he has the van
risks: burns (never had one, she says look at my hands), stairs - rail on both sides now
"""


def story(tale: Tale) -> Chapters:
    """Signed and in force, amended once; she took words of it back; its review comes in twelve days."""
    in_force = plus_months(tale.today + timedelta(days=12), -12)
    begun = (tale.today - in_force).days
    yield tale.ago(begun + 45)
    elena = tale.person(
        "lena",
        "Elena Ruiz Paz",
        sign_in="elena",
        preferred_name="Elena",
        also_called=["Elena"],
        pronouns="ella",
        language="es",
        how_i_say_yes_and_no="Lo digo en español. «Pues» no es un sí.",
        program="HCBS waiver",
    )
    family = SupporterForm(name="Pilar Ruiz Paz", kind=RelationKind.FAMILY)
    circle.add_supporter(tale.session, tale.by("elena"), elena, family)
    on_her_side = SupporterForm(name="Marc Thibodeau", kind=RelationKind.ADVOCATE)
    circle.add_supporter(tale.session, tale.by("elena"), elena, on_her_side)
    plan = tale.begin("lena", elena, "maine")
    yield tale.ago(begun + 38)
    said = tale.meet(
        "lena",
        plan,
        elena,
        NOTES,
        came(
            ("Elena Ruiz Paz", ""),
            ("Pilar Ruiz Paz", "sister"),
            ("Lena Brandt", "service coordinator"),
            ("Mr. Thibodeau", "advocate, by phone"),
        ),
        place="Elena’s kitchen",
        language="es",
    )
    yield tale.ago(begun + 35)
    tale.draft(
        "lena",
        plan,
        [
            lines.vision("A stall that carries her name.", said("mis tamales en la feria")),
            lines.strength("Cooks for thirty without a list and knows every price", "She sets the prices."),
            lines.preference("Talk to her at an ordinary pace, in Spanish", said("despacito")),
            lines.need("Stairs, the bank, and forms that come in English"),
            lines.outcome("A stall at the Saturday market", "She sold there on four Saturdays.", said("mis tamales")),
            lines.service("Home supports", "Casa del Norte", "12 hours a week"),
            lines.service("Ride to the market", "Casa del Norte", "Saturdays at 6 am"),
            lines.backup("Pilar comes", "Pilar Ruiz Paz", "555-0164"),
            lines.backup("Then cousin Chuy, who has the van", "Chuy", "555-0165"),
            lines.risk("A missed pill", "Pilar calls at 8 in the morning.", said("la pastilla")),
            lines.risk("The stairs", "A rail on both sides."),
        ],
        effective_on=in_force,
    )
    dream = "I want to sell my tamales at the fair, with my sign and my name."
    tale.translate("lena", said("mis tamales"), dream, language="en", made_by="Rosalind Vega, interpreter")
    yield tale.ago(begun + 30)
    tale.share("lena", plan)
    yield tale.ago(begun + 26, 18)
    tale.answer("elena", plan, language="es")
    yield tale.ago(begun + 20)
    tale.ask_signatures("lena", plan)
    yield tale.ago(begun + 19, 18)
    tale.sign(plan, "elena", language="es")
    yield tale.ago(begun + 9)
    tale.sign(plan, "lena")
    tale.paper("lena", plan, "advocate", signed_on=tale.on - timedelta(days=3))
    tale.complete("lena", plan)
    yield tale.ago(begun, 1)
    tale.take_effect(plan)
    yield tale.ago(150)
    amending.amend(tale.session, plan, tale.by("lena", reason="The market moved to Sunday, and the ride with it."))
    ride = tale.lines(plan, "service")[1]
    tale.change("lena", plan, ride, name="Ride to the market", frequency="Sundays at 6 am")
    tale.save("lena", plan, effective_on=tale.ago(130).date())
    yield tale.ago(148)
    tale.share("lena", plan)
    yield tale.ago(145, 18)
    tale.answer("elena", plan, ("services",), comment="El domingo es mejor. Vendo más.", language="es")
    tale.answer("elena", plan, ("vision", "strengths", "needs", "outcomes", "backup", "risks"), language="es")
    yield tale.ago(140)
    tale.ask_signatures("lena", plan)
    tale.sign(plan, "elena", language="es")
    tale.sign(plan, "lena")
    tale.page_that_came("lena", plan, "advocate", signed_on=tale.on - timedelta(days=1), scan="a_signed_page.png")
    tale.complete("lena", plan)
    yield tale.ago(130, 1)
    tale.take_effect(plan)
    yield tale.ago(18, 19)
    pill = tale.quote(said("la pastilla"))
    why = "Ya no quiero que eso esté escrito en mi plan."
    own_words.mark(tale.session, pill, QuoteMarkKind.WITHDRAWN, tale.by("elena"), reason=why)
