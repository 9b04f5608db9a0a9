"""Easy Read: a plan's lines again, one idea a line, made by rules from the staff text and looked at by a person beside it.

No model is asked. What the rules cannot say simply they leave as it is: whoever looks at the lines writes it over. The
person's words are never made into lines: they stand above them, in their own form.
"""
