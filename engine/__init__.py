"""What is true, and who may know it: the records, the mechanism that moves them, and the rules both obey."""
