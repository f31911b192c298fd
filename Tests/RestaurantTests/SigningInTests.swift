import Foundation
import GraphQLExecution
import GraphQLSchema
import Testing

@testable import Restaurant

/// What signs in is answered to a caller who was admitted as somebody else.
struct SigningInTests {
    /// The mutations that lead a caller into an organization which its token is not of.
    private static let doors = Restaurant.accountMutationMakers.keys + ["memberInviteAccept"]

    @Test(arguments: doors)
    func `the answer leads to nothing that would be read with the rights of who asked`(
        _ door: String
    ) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let schema = try Schema(
            sdl: String(contentsOf: folder.appending(path: "schema.graphql"), encoding: .utf8))
        var open = [door.prefix(1).uppercased() + door.dropFirst() + "Payload"]
        var seen: Set<String> = []
        var loads: [String] = []

        while let name = open.popLast() {
            guard seen.insert(name).inserted, let id = schema.type(named: name),
                let resolver = Restaurant.resolvers.first(where: { $0.typeName == name })
            else { continue }
            for field in resolver.fields {
                switch field.source {
                case .column, .value, .embedded, .outcomeList: break
                default: loads.append("\(name).\(field.name)")
                }
                if let definition = schema.field(named: field.name, of: id) {
                    open.append(schema[schema[definition].type.named].name)
                }
            }
        }

        #expect(loads == [])
        #expect(seen.count > 1)
    }
}
