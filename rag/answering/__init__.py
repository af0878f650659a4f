"""From a question to a proved answer, or silence with a reason."""
