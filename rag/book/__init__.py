"""The figures book: the figures of all reports as rows with their proof; filtered, compared, corrected, exported."""
