# The back office of the school.
