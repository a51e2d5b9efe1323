"""Pages about the service manager's desk."""
