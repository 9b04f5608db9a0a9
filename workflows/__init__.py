"""What happens next: the lifecycles, their verbs, the drafting of notes and the rule profiles."""
