internal import GraphQLSchema

extension Spelling {
    /// `, did you mean x?`, or nothing.
    static func hint(_ name: String, among known: [String]) -> String {
        nearest(to: name, among: known).map { ", did you mean \($0)?" } ?? ""
    }
}
