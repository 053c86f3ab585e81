"""A seminar: its dialogues, prompts, duties, stages and clock."""
