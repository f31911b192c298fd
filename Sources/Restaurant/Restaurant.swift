// Placeholder until the first type of Restaurant lands.
