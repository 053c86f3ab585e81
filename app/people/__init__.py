"""Organisers, visitors, seats and links: who asks, and what each may do."""
