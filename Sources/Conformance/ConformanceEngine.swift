import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// Answers the cases that another engine was asked, so that the answers can be compared.
///
/// Every limit but nesting is lifted: the cases are about the language, not about what a server allows.
public struct ConformanceEngine {
    /// Schemas by their text: neighbouring cases share them.
    private var schemas: [ExactText: Schema] = [:]
    private static let schemaCountMax = 64

    /// Makes an engine that has seen no case.
    public init() {}

    /// Answers one case: one line of JSON for one line of JSON, neither with its line break.
    ///
    /// A line that is no case is answered with an error that says so.
    public mutating func answer(_ line: [UInt8]) async -> [UInt8] {
        let members: InputValue
        do throws(JSONError) {
            members = try line.withUnsafeBufferPointer { bytes throws(JSONError) in
                try JSONReader.read(UnsafeRawBufferPointer(bytes), depthMax: 200)
            }
        } catch {
            return ConformanceAnswer.errors([.init(message: error.message, locations: [])]).line
        }
        guard let request = ConformanceCase(members) else {
            let message = "The case has no member \"k\" of a known kind."
            return ConformanceAnswer.errors([.init(message: message, locations: [])]).line
        }
        return await answer(request).line
    }

    private mutating func answer(_ request: ConformanceCase) async -> ConformanceAnswer {
        switch request.kind {
        case .parse: parse(request)
        case .validate: validate(request)
        case .schema: checkSchema(request)
        case .validateSDL: validateSDL(request)
        case .execute: await execute(request)
        case .coordinate: coordinate(request)
        }
    }

    /// The schema of a text, built once.
    mutating func schema(_ text: String) throws(SchemaErrors) -> Schema {
        let key = ExactText(text)
        if let known = schemas[key] { return known }
        let schema = try Schema(sdl: text)
        if schemas.count >= Self.schemaCountMax { schemas.removeAll() }
        schemas[key] = schema
        return schema
    }
}
