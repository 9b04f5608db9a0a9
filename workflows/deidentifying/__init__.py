"""Takes out who somebody is before anything leaves the machine, looks again in another way, and puts it back after."""

from workflows.deidentifying.known import Name, NameKind
from workflows.deidentifying.second_look import Left, SecondLook, left_in, may_be_names
from workflows.deidentifying.taking_out import take_out
from workflows.deidentifying.tokens import TOKEN, Tokens

__all__ = ["TOKEN", "Left", "Name", "NameKind", "SecondLook", "Tokens", "left_in", "may_be_names", "take_out"]
