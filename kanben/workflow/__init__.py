"""Tell the workflow what to make, and what each job depends on."""
