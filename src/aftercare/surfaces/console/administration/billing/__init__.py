"""What labour and travel cost, and what holds for quotations."""
