"""Who is looking: pages and protocols, no rules."""
