"""The prompts as files: what a model may be asked, in words anybody can read, each with its version and parameters."""
