public import Domain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A menu file as it was found: its bytes and the form they are in.
///
/// - SeeAlso: `FORMAT.md` beside this file.
public struct MenuFile: Sendable {
    /// The forms that are understood.
    public enum Form: Sendable, Hashable {
        /// Everything that a menu can have.
        case json
        /// A table: one row an item, a category, a group or a modifier.
        case csv
    }

    /// Longer files are refused: a menu of 10,000 items has some 5 MB.
    public static let lengthMax = 16 * 1024 * 1024

    let bytes: [UInt8]
    let form: Form

    /// A file whose content is at hand.
    public init(bytes: [UInt8], form: Form) {
        self.bytes = bytes
        self.form = form
    }

    /// Reads a file; its name's ending tells the form, `.csv` or anything else for JSON.
    ///
    /// - Throws: `.unreadable` for a file that is absent, not readable or too long.
    public init(path: String) throws(MenuImportError) {
        guard let content = FileManager.default.contents(atPath: path), content.count <= Self.lengthMax else {
            throw .unreadable(path: path)
        }
        self.init(bytes: [UInt8](content), form: path.lowercased().hasSuffix(".csv") ? .csv : .json)
    }

    /// Everything that is wrong with the file in itself, in the order of the file: what an import reports
    /// before it looks at the database.
    ///
    /// - Parameter currency: the currency of the branch that the file is for.
    public func problems(currency: Currency) -> [ImportProblem] {
        do throws(ImportProblem) {
            let problems = ProblemList()
            var reader = MenuDocumentReader(problems: problems, branchCurrency: currency)
            _ = reader.document(try nodes())
            return problems.sorted
        } catch {
            return [error]
        }
    }

    /// The content as nodes.
    ///
    /// - Throws: the first problem of the form itself; what the content means comes later.
    func nodes() throws(ImportProblem) -> JSONNode {
        switch form {
        case .json: try JSONNodeReader.read(bytes)
        case .csv: try CSVMenuReader.read(bytes)
        }
    }
}
