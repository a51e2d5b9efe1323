"""Taking files in: each row is checked, told about, and written in a transaction of its own through the actions."""
