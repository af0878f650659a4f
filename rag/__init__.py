"""Question answering over a library of reports: right for the place and period asked about, or silent."""
