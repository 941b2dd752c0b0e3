"""Programs that learn what the package ships: forests, networks, counts."""
