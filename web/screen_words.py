"""What is said before somebody signs on a screen for the first time, line by line. Other words are a new version."""

from web.i18n import gettext as _


def before_signing_on_screen() -> tuple[str, ...]:
    """The lines of engine.signing_consents.WORDS_VERSION: what they may choose, take back and need; the last is what they say."""
    return (
        _("You can sign on a screen, or with a pen on paper. Both count the same."),
        _("Paper is yours on any day. It costs you nothing."),
        _("You can go back to paper whenever you like. What you signed before still counts."),
        _("For a screen you need a phone, a tablet or a computer with a web browser of the last few years."),
        _("Copies are Word files. If you cannot open one, we print it for you."),
        _("Tell your coordinator when your address, your phone number or your e-mail is a new one."),
        _("I want to sign on a screen. I know that I can have paper instead."),
    )
