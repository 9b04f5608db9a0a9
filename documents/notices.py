"""The words of each message: what happened, what to do next, and a link. Never a name, a plan's text or a quote.

The same words go to the person, a guardian or staff, so they never say whose plan it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from engine.sayings import Saying, as_saying, say


@dataclass(frozen=True, kw_only=True)
class Notice:
    subject: str
    body: str


@dataclass(frozen=True)
class _Words:
    subject: str
    happened: str
    next_step: str
    by_when: str = "The day for this is %(day)s."


_WORDS: Mapping[str, _Words] = {
    "second_review_requested": _Words(
        "A plan is ready for your second look",
        "Somebody who wrote a plan asked you to read it before it is shared.",
        "Open it, read it, and pass it on or give it back with a reason.",
    ),
    "review_requested": _Words(
        "A plan is ready for you to read",
        "A plan you are part of is ready. Nothing in it is decided yet.",
        "Open it and say what you think of each part: yes, change this, I don’t know, or I want to talk to someone.",
        "There is time until %(day)s.",
    ),
    "changes_asked": _Words(
        "Somebody asked for a change in a plan",
        "An answer to a plan you write says: change this.",
        "Open the plan, read what was said, and show what you made of it.",
    ),
    "answered": _Words(
        "Your change was looked at",
        "Somebody worked on what you asked to change in a plan.",
        "Open the plan, see what became of it, and answer again.",
    ),
    "talk_requested": _Words(
        "Somebody wants to talk about a plan",
        "An answer to a plan you write says: I want to talk to someone.",
        "Open the plan, see which part it is about, and make contact. Then write down that you talked.",
        "They were told to expect you by %(day)s.",
    ),
    "copy_ready": _Words(
        "Your copy of a plan is ready",
        "There is a copy of a signed plan for you.",
        "Open it, keep it, and say that you have it.",
    ),
    "attention": _Words(
        "There is something for you to read",
        "Something was written that is meant for you.",
        "Open it when nobody looks over your shoulder.",
    ),
    "attention_waits": _Words(
        "There is something for you to read",
        "Something that was written for you waits: nobody has taken it up yet.",
        "Open it when nobody looks over your shoulder, and say that you take it up.",
    ),
    "answers_sent": _Words(
        "Answers to a plan were sent to you",
        "Somebody read a plan you write, and sent what they answered.",
        "Open the plan and read the answers.",
    ),
    "answer_waits": _Words(
        "An answer to a plan waits for you",
        "Somebody answered a part of a plan, and what they asked for is not done yet.",
        "Open the plan, see what was asked, do it, and write down what came of it.",
        "The day for it is %(day)s.",
    ),
    "returned": _Words(
        "A plan came back to you",
        "The second reader gave a plan back to you with a reason.",
        "Open the plan, read the reason, and go on from there. Nothing you wrote was lost.",
    ),
    "recalled": _Words(
        "A plan was taken back to be changed",
        "A plan you were asked about is being changed. What you answered is kept.",
        "There is nothing to do now. You will be asked again when it is ready. The reason is on the page.",
    ),
    "signature_requested": _Words(
        "A plan is ready for you to sign",
        "A plan you are part of is ready to be signed.",
        "Open it and read it again. Then sign, say no, or leave it for another day.",
        "There is time until %(day)s.",
    ),
    "declined": _Words(
        "Somebody said no to signing a plan",
        "A person who was asked to sign a plan said no. That is an answer, and it is kept.",
        "Open the plan, read what was said, and see what can be done next.",
    ),
    "signature_withdrawn": _Words(
        "Somebody took back a signature",
        "A person who had answered about signing a plan changed their mind. Both answers are kept.",
        "Open the plan, see who it is, and ask them again in a way that suits them.",
    ),
    "witness_called": _Words(
        "Somebody said yes to a plan, and needs a witness",
        "A person said yes to a plan. It counts once somebody who heard it, and wrote none of the plan, writes it down.",
        "Ask whoever heard it to open the page of the signatures and write down the exact words.",
    ),
    "signed_all": _Words(
        "Everybody has answered about signing",
        "Everybody who was asked to sign a plan has given an answer.",
        "Open the plan to see who signed and what happens next.",
        "The plan is meant to take effect on %(day)s.",
    ),
    "took_effect": _Words(
        "A plan is in force",
        "A plan you are part of is in force from now on.",
        "Open it to read it or to get your copy.",
        "It has been in force since %(day)s.",
    ),
    "not_in_force": _Words(
        "A plan waits to take effect",
        "The day on which a signed plan was to take effect has come, and something it needs is missing.",
        "Open the plan to see what is missing. The plan before it stays in force.",
        "The day was %(day)s.",
    ),
    "path_open": _Words(
        "A plan may go on",
        "The time to wait for an answer has passed, and the rules of the plan let it go on.",
        "Open the plan, see what is still missing, and decide the next step.",
    ),
    "circle_waits": _Words(
        "Something about a circle waits for a second person",
        "A colleague asked for something about who is around a person. It takes two people.",
        "Open the page, read the reason, and confirm it or say no.",
    ),
    "circle_decided": _Words(
        "Something about a circle was decided",
        "What a colleague asked about who is around a person was decided.",
        "Open the page to see what was decided, and by whom.",
    ),
    "circle_question": _Words(
        "Somebody asked about their circle",
        "A person you work with has a question about somebody around them.",
        "Talk with the person alone first, and with nobody else before that. Then write down what was done.",
        "Write it down by %(day)s.",
    ),
    "meeting_asked": _Words(
        "Somebody asked for a meeting",
        "A person whose plan you write, or somebody who answers beside them, asked for a meeting. They choose who comes.",
        "Open it, read who should come, where and when, and tell them the day. Keep what it says to yourself.",
        "They were told to expect an answer by %(day)s.",
    ),
    "meeting_ask_answered": _Words(
        "There is an answer about the meeting you asked for",
        "Somebody wrote back about the meeting.",
        "Open it to see the day, or what happens instead.",
    ),
    "meeting_ask_held": _Words(
        "The meeting you asked for is written down",
        "The meeting was held, and what was said there is kept.",
        "Open it to see when it was.",
    ),
    "meeting_ask_withdrawn": _Words(
        "Somebody does not want the meeting any more",
        "Who asked for a meeting took that back.",
        "Open the page to see it. Nothing else is needed.",
    ),
    "plan_waits": _Words(
        "Something here waits for you",
        "You asked to be reminded. There is still something to read or to answer. There is no hurry.",
        "Open it when you like. You can stop these reminders there with one press.",
    ),
    "reminder_by_staff": _Words(
        "Somebody wants to be reminded by you",
        "A person whose plan you write wants to be called, or to get a letter, while something waits for them.",
        "Open the plan to see which. Say that something waits and how to reach you, and nothing of the plan. Then write it down.",
        "The day for this is %(day)s.",
    ),
    "disagreement": _Words(
        "Two people see a plan differently",
        "A person and somebody who answers beside them gave different answers about a plan you write.",
        "Open the plan, talk with both, and write down what was said. Both answers stay.",
        "The day for this is %(day)s.",
    ),
    "authority_ends": _Words(
        "An authority runs out",
        "The authority of somebody who answers beside a person comes to its end, or a report about it is due.",
        "Open the plan, see which day it is, and ask for new papers.",
        "The day is %(day)s.",
    ),
    "passkey_added": _Words(
        "A device can now sign in for you",
        "Somebody who was signed in as you added a passkey. The device that keeps it can sign in for you.",
        "If that was you, there is nothing to do. If not, open the page, remove it, and call your agency.",
    ),
    "passkeys_removed_for_you": _Words(
        "Your passkeys were removed",
        "An administrator removed every passkey of your account, because a device was said to be lost.",
        "Sign in with your password and add a device anew. If you did not ask for this, tell your agency today.",
    ),
    "passkey_removed": _Words(
        "A passkey of yours was removed",
        "Somebody who was signed in as you removed a passkey. Other devices were signed out.",
        "If that was you, there is nothing to do. If not, open the page and call your agency.",
    ),
    "passkey_perhaps_copied": _Words(
        "A passkey of yours may have been copied",
        "Somebody tried to sign in with a passkey of yours in a way that a copy of it would. They were not let in.",
        "Open the page, remove that passkey, and make a new one. Then call your agency.",
    ),
    "corrected": _Words(
        "A small correction was made in a plan",
        "A detail of a plan was corrected. What was agreed has not changed.",
        "Open the plan to see what stood there before and what stands there now.",
    ),
    "review_due_soon": _Words(
        "A review is coming up",
        "A plan is due for its review soon.",
        "Open the plan, see where the date comes from, and choose a day with everybody who belongs to it.",
        "The review is due by %(day)s.",
    ),
    "review_overdue": _Words(
        "A review is late",
        "The day for the review of a plan has passed, and the review is not done.",
        "Open the plan and begin the review, or write down what stands in the way.",
        "The review was due by %(day)s.",
    ),
    "review_opened": _Words(
        "A review has begun",
        "The review of a plan you are part of has begun. The plan in force stays in force meanwhile.",
        "Open the plan and say what should stay, what should change and what should end.",
        "The review is due by %(day)s.",
    ),
    "trigger_reported": _Words(
        "Something happened that may change a plan",
        "Somebody reported something that may need a review of a plan.",
        "Open the plan, read the report, and decide whether a review should begin.",
        "The answer to it is due by %(day)s.",
    ),
    "words_taken_back": _Words(
        "Somebody took words back",
        "A person whose plan you write took words back, or keeps them private from now on.",
        "Open the plan. If they stood in a line of the draft, it does not show them any more and needs you.",
    ),
    "words_erased": _Words(
        "Words were erased by law",
        "Words of a person whose plan you write were lawfully erased. Where they stood, plans say so.",
        "Open the plan. A draft that used them waits until you take the empty place out.",
    ),
    "erasure_decided": _Words(
        "What you asked to have erased was decided",
        "A second person confirmed an erasure that you asked for, or said no to it.",
        "Open the page to read what was decided, and why.",
    ),
    "words_added": _Words(
        "Somebody added to their words",
        "A person whose plan you write said more about something they had said.",
        "Open the plan, read it, and see where it belongs.",
    ),
    "taken_back_for_you": _Words(
        "Somebody wrote down what you said about your words",
        "It was written down that you took words back, or that you want them kept private.",
        "Open your page and look. If that is not so, say it again there, or call and ask.",
    ),
    "closed": _Words(
        "A plan was closed",
        "A plan you are part of was closed. Everything in it is kept.",
        "Open it to read why, and what happens next.",
    ),
}

KINDS = frozenset(_WORDS)
"""Every kind of message there are words for."""


def render(
    kind: str, *, link: str, agency: str, due: date | None = None, speak: Callable[[Saying], str] = str
) -> Notice:
    """The finished words of one message; `speak` says each sentence in the language of whoever it goes to.

    Raises KeyError for a kind without words, ValueError for a link that is no web address in one line.
    """
    words = _WORDS[kind]
    address = urlsplit(link)
    if address.scheme not in ("http", "https") or not address.netloc or link.split() != [link]:
        raise ValueError("A message needs the full web address of one page.")
    when = [speak(Saying(words.by_when, {"day": due}))] if due else []
    private = say(
        "You will be asked to sign in. To keep things private, this message names nobody and shows nothing of the plan."
    )
    happened, next_step = speak(as_saying(words.happened)), speak(as_saying(words.next_step))
    body = "\n\n".join([happened, next_step, *when, link, speak(private), f"{_one_line(agency)}\n"])
    return Notice(subject=speak(as_saying(words.subject)), body=body)


def _one_line(text: str) -> str:
    return " ".join(text.split())
