// Placeholder until the first type of GraphQLSchema lands.
