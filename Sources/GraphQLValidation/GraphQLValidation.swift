// Placeholder until the first type of GraphQLValidation lands.
