"""A report's text taken apart: sentences, passages, tables, furniture, what the report says of itself."""
