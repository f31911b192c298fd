// Placeholder until the first type of DataLoader lands.
