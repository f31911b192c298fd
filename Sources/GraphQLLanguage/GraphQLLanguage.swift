// Placeholder until the first type of GraphQLLanguage lands.
