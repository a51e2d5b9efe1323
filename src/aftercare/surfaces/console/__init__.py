"""Staff: workspace, queues, lists and desks by role."""
