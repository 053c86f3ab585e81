"""What to look at before a report: doubtful texts, each with what was decided on it."""
