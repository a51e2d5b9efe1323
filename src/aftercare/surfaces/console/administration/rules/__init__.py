"""Pages about what each kind of request asks of its records and its call-backs."""
