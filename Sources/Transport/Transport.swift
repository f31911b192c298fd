// Placeholder until the first type of Transport lands.
