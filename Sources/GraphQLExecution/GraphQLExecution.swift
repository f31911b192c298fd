// Placeholder until the first type of GraphQLExecution lands.
