"""Pages about the rules by which customers are graded."""
