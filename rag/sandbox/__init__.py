"""Where strangers' files are read: a process of its own that may die without harm, and what a file may cost it."""
