// Placeholder until the first type of Domain lands.
