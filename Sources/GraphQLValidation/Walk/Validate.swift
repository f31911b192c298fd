public import GraphQLLanguage
public import GraphQLSchema

/// Checks that a document can be executed on a schema as one caller sees it.
///
/// Runs in stages: the rules that look at each node once; then the rules that look at fragments expanded;
/// then, unless fragments form a cycle, the limits on what they expand to. Rules are namespaces of static
/// functions called from one typed walk, so that nothing is looked up twice and few rules cost a walk of
/// their own.
///
/// - Parameters:
///   - scalars: What the values of custom scalars must be.
///   - rules: The rules that report; fewer than all are for tests of single rules.
/// - Returns: The errors, at most `limits.errorCountMax`; empty when the document is valid.
/// - Complexity: Near-linear in the size of the document, its fragments not expanded.
/// - SeeAlso: GraphQL Sep 2025 §5
public func validate(
    _ document: Document, on schema: Schema, view: SchemaView = .all,
    limits: ValidationLimits = ValidationLimits(), scalars: ScalarCheck = .passThrough,
    rules: Set<ValidationRule> = ValidationRule.specified
) -> [ValidationError] {
    var context = ValidationContext(
        document: document, schema: schema, view: view, limits: limits, scalars: scalars,
        rules: rules)
    ExecutableDefinitions.check(&context)
    UniqueOperationNames.check(&context)
    LoneAnonymousOperation.check(&context)
    UniqueFragmentNames.check(&context)
    DocumentLimits.check(&context)
    context.walkDefinitions()
    let hasCycles = NoFragmentCycles.check(&context)
    NoUnusedFragments.check(&context)
    VariableUsage.check(&context)
    SingleFieldSubscriptions.check(&context)
    if !document.directives.isEmpty {
        DeferStreamDirectiveLabel.check(&context)
        DeferStreamDirectiveOnRootField.check(&context)
        DeferStreamDirectiveOnValidOperations.check(&context)
    }
    if rules.contains(.maxIntrospectionDepth) { MaxIntrospectionDepth.check(&context) }
    OverlappingFieldsCanBeMerged.check(&context)
    // Fragments that spread themselves have no size.
    if !hasCycles { OperationLimits.check(&context) }
    return context.errors
}
