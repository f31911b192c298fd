import GraphQLSchema

/// One batched load of a plan.
struct PlanLoad: Sendable {
    /// The loader; nil for slots that a mutation fills itself.
    let loader: Loader?
    var statement: LoadStatement
    /// The load whose rows are the parents; -1 for the root's one row.
    let parent: Int
    /// The round in which it runs.
    let round: Int
    /// The part of the plan that it belongs to; 0 is the initial result.
    let part: Int
    /// For loads below a streamed list: the items for which it runs.
    let items: PlanItems?
    /// How its keys are made from the parent row.
    var key: [PlanKeyPart]
    /// Where the loader's parameters come from, in its order.
    let parameters: [PlanParameter]
    /// For the concrete scope of an abstract position: only parent rows of this type have keys.
    var guardOption: PlanGuard?
    /// Position of the parent row's flag without which a row has no key, or -1.
    var flag = -1
    /// Whether it brings no rows, whatever its keys: the caller sees none, or the loader can't tell which.
    var isClosed = false
    /// Index into `Plan.arguments` of the loading field, or -1.
    let arguments: Int
    /// The root field under which it hangs.
    let rootField: Int
}

/// Restricts a load to parent rows of one object type.
struct PlanGuard: Sendable {
    var typeNamePosition: Int
    let typeName: [UInt8]
}

/// A part of a load's key.
enum PlanKeyPart: Sendable {
    /// A cell of the parent row: the column's index until the parent's statement is known, then its position.
    case position(Int)
    /// An argument of the loading field.
    case argument(String, @Sendable (InputValue) -> [UInt8]?)
    /// The key of a node reference that must be of this type.
    case node(argument: String, typeName: String, part: Int, decode: @Sendable (String) -> NodeReference?)
    case constant([UInt8])
    case null
}

/// Where a parameter of a load comes from.
enum PlanParameter: Sendable {
    /// An argument of the field `arguments[fieldArguments]`; where it is null, the request's value
    /// of the other name.
    case argument(fieldArguments: Int, name: String, otherwise: String?)
    /// A value of the request by name, or null.
    case requestDefault(String)
}
