// Placeholder until the first type of Permissions lands.
