"""A report as it was published: its pages as they stand, and what was corrected in them."""
