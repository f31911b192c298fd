public import GraphQLLanguage
public import GraphQLSchema

/// Checks that a document can be executed on a schema as one caller sees it.
///
/// Runs in stages: the rules that look at each node once; then, unless fragments form a cycle, the rules and
/// limits that look at fragments expanded. Rules are namespaces of static functions called from one typed
/// walk, so that nothing is looked up twice and no rule costs a walk of its own.
///
/// - Returns: The errors, at most `limits.errorCountMax`; empty when the document is valid.
/// - Complexity: Near-linear in the size of the document, its fragments not expanded.
/// - SeeAlso: GraphQL Sep 2025 §5
public func validate(
    _ document: Document, on schema: Schema, view: SchemaView = .all,
    limits: ValidationLimits = ValidationLimits()
) -> [ValidationError] {
    var context = ValidationContext(document: document, schema: schema, view: view, limits: limits)
    ExecutableDefinitions.check(&context)
    UniqueOperationNames.check(&context)
    LoneAnonymousOperation.check(&context)
    UniqueFragmentNames.check(&context)
    DocumentLimits.check(&context)
    context.walkDefinitions()
    let hasCycles = NoFragmentCycles.check(&context)
    NoUnusedFragments.check(&context)
    guard !hasCycles, !context.isFull else { return context.errors }
    VariableUsage.check(&context)
    SingleFieldSubscriptions.check(&context)
    OverlappingFieldsCanBeMerged.check(&context)
    OperationLimits.check(&context)
    return context.errors
}
