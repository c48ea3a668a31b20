"""The half-year summary and the monthly report, each figure linked to its evidence."""
