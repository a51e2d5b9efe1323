"""Pages about suggestions, win-back lists and the customers who are asked."""
