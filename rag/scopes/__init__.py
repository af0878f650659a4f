"""Places and periods: what a question or a sentence is about."""
