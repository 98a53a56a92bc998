"""Where in a grid the header stands, which rows are schools, and which are not."""
