"""Plant faults in finished editions."""
