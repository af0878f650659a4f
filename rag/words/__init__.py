"""The words of two languages: which language, which concepts, which stems."""
