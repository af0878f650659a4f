"""Numbers, units and dates as they are written."""
