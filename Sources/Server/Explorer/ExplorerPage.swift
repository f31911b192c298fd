import Foundation
import Transport

/// The page at `/` on which the schema is explored: ours is compiled into the program, the editor in its
/// midst is GraphiQL, which is installed beside it.
///
/// The page knows nothing that a client of anybody else couldn't: it asks for the schema, and for operations,
/// with the token that it is given. Whoever may not ask for the schema sees none here.
enum ExplorerPage {
    /// Where the files of GraphiQL are served.
    private static let editorPath = "/explorer/graphiql/"

    /// What the files of GraphiQL are made of, under which licences, and where their texts are.
    static let licencesPath = "/explorer/licences.txt"

    /// The files of GraphiQL that the page needs, as the package has them, and its licence.
    static let editorFiles: [(name: String, contentType: StaticString)] = [
        ("react.production.min.js", "text/javascript; charset=utf-8"),
        ("react-dom.production.min.js", "text/javascript; charset=utf-8"),
        ("graphiql.min.js", "text/javascript; charset=utf-8"),
        ("graphiql.min.css", "text/css; charset=utf-8"),
        ("LICENSE", "text/plain; charset=utf-8"),
    ]

    /// The page and its parts, by their paths; none where the settings say so.
    ///
    /// - Throws: `StartFailure` for files of GraphiQL that are there and can't be read. That there are none
    ///   is no failure: the page says how to get them.
    static func pages(_ settings: Settings.Explorer) throws -> [String: StaticPage] {
        guard settings.served else { return [:] }
        var pages = ownPages
        for file in editorFiles {
            let path = "\(settings.folder)/\(file.name)"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw StartFailure("explorer.folder: cannot read \(path)")
            }
            // A megabyte and a half that changes with the package alone.
            pages[editorPath + file.name] = StaticPage(
                bytes, contentType: file.contentType, cacheControl: "private, max-age=3600")
        }
        return pages
    }

    private static let ownPages: [String: StaticPage] = [
        "/": StaticPage(PackageResources.explorer_html, contentType: "text/html; charset=utf-8"),
        "/explorer/explorer.css": style(PackageResources.explorer_css),
        "/explorer/details.css": style(PackageResources.details_css),
        "/explorer/explorer.js": script(PackageResources.explorer_js),
        "/explorer/callers.js": script(PackageResources.callers_js),
        "/explorer/details.js": script(PackageResources.details_js),
        "/explorer/elements.js": script(PackageResources.elements_js),
        "/explorer/examples.js": script(PackageResources.examples_js),
        "/explorer/guide.js": script(PackageResources.guide_js),
        licencesPath: StaticPage(
            PackageResources.licences_txt, contentType: "text/plain; charset=utf-8"),
        "/explorer/operations.js": script(PackageResources.operations_js),
        "/explorer/vocabulary.js": script(PackageResources.vocabulary_js),
        "/explorer/workbench.js": script(PackageResources.workbench_js),
    ]

    private static func script(_ bytes: [UInt8]) -> StaticPage {
        StaticPage(bytes, contentType: "text/javascript; charset=utf-8")
    }

    private static func style(_ bytes: [UInt8]) -> StaticPage {
        StaticPage(bytes, contentType: "text/css; charset=utf-8")
    }
}
