"""What the dashboard and the command line hand out as files; the columns are documented in README.md of this folder."""
