"""The harvest: themes that those who lead make of what the rooms wrote, and quotes in them."""
