"""Reports: one neutral outline of what was asked and answered, and one file per format."""
