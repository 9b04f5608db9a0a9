"""Who lives in the demo, and how to sign in as each. Everybody here is invented."""

from dataclasses import dataclass

from engine.accounts import Role

PASSWORD = "warm soup on mondays"  # noqa: S105 - the demo prints it on purpose
"""One password for the whole cast."""

RIVER, HILL = "River Team", "Hill Team"


@dataclass(frozen=True)
class Member:
    """Somebody who can sign in: the name to type, who they are, and what there is to see as them."""

    sign_in: str
    name: str
    role: Role
    about: str
    team: str | None = None
    language: str = "en"

    @property
    def has_a_plan(self) -> bool:
        """A participant’s account is opened when the person is there."""
        return self.role is Role.PARTICIPANT


CAST: tuple[Member, ...] = (
    Member("sam", "Sam Okoye", Role.COORDINATOR, "service coordinator of the River Team", RIVER),
    Member("lena", "Lena Brandt", Role.COORDINATOR, "service coordinator of the Hill Team", HILL),
    Member("noor", "Noor Haddad, LCSW", Role.CLINICIAN, "clinician, writes the treatment plans", RIVER),
    Member("grace", "Grace Osei", Role.SUPERVISOR, "supervisor, a second review waits for her", RIVER),
    Member("priya", "Priya Raman", Role.MANAGER, "manager of the River Team", RIVER),
    Member("dana", "Dana Whitcomb", Role.MANAGER, "director, over both teams"),
    Member("rosa", "Rosa Delgado", Role.PARTICIPANT, "has a plan to read and answer"),
    Member("marcus", "Marcus Webb", Role.PARTICIPANT, "uses an AAC device, has signed"),
    Member("elena", "Elena Ruiz Paz", Role.PARTICIPANT, "her words are Spanish", language="es"),
    Member("walter", "Walter Lindqvist", Role.PARTICIPANT, "84, on an aging waiver, review under way"),
    Member("cilla", "Priscilla Okafor", Role.PARTICIPANT, "said no to signing, and why"),
    Member("jordan", "Jordan Hale", Role.PARTICIPANT, "has an outpatient treatment plan"),
    Member("nadia", "Nadia Petrov", Role.PARTICIPANT, "her treatment plan is being read a second time"),
    Member("ruth", "Ruth Abara", Role.PARTICIPANT, "could not be reached yet"),
    Member("delia", "Delia Finch", Role.PARTICIPANT, "her review is overdue"),
    Member("henry", "Henry Boateng", Role.PARTICIPANT, "moved away; his plan is closed"),
    Member("gail", "Gail Webb", Role.GUARDIAN, "guardian of Marcus, disagrees beside him"),
    Member("paul", "Paul Finch", Role.GUARDIAN, "his access to Delia’s plan is suspended: may see nothing"),
    Member("leo", "Leo Delgado", Role.SUPPORTER, "brother of Rosa, chosen by her"),
    Member("bev", "Bev Tran, Lakeside Supports", Role.PROVIDER, "provider, a signature waits for her"),
    Member("ada", "Ada Novak", Role.AUDITOR, "auditor"),
    Member("avery", "Avery Stone", Role.ADMINISTRATOR, "administrator: teams and accounts, no plans"),
    Member("charlie", "Charlie Quill", Role.SUPPORTER, "no longer in anybody’s circle: may see nothing"),
)

MEMBERS = {member.sign_in: member for member in CAST}
