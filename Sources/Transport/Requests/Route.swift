import NIOHTTP1

/// Where a request goes. The table of paths is this file.
enum Route: Equatable {
    case graphQL(query: Substring?)
    /// Runs a query on a schema that comes with it; only where `comanda … --conformance` was asked for.
    case execute
    /// Exchanges credentials for tokens.
    case token
    /// Where a payment provider tells of itself.
    case hook
    /// A picture.
    case image(FileAddress)
    /// Where a picture is sent.
    case upload(FileAddress)
    /// A page of the server's own, by its path.
    case page(String)
    /// A page that differs by who asks.
    case documentation(path: String, query: Substring)
    case live
    case ready
    /// What the process counts.
    case metrics
    case unknown

    /// The route of a request target: its path decides, the text behind `?` goes along.
    ///
    /// - Parameters:
    ///   - executes: whether there is `/execute`.
    ///   - grants: whether there is `/oauth/token`.
    ///   - hears: whether there is `/hooks/payments`.
    ///   - servesFiles: whether there are `/images/` and `/uploads/`.
    ///   - measures: whether there is `/metrics`.
    ///   - documents: whether there are pages below `/docs`.
    ///   - isPage: whether the server has a page at a path that is none of the others.
    init(
        target: String, executes: Bool = false, grants: Bool = false, hears: Bool = false,
        servesFiles: Bool = false, measures: Bool = false, documents: Bool = false,
        isPage: (String) -> Bool = { _ in false }
    ) {
        let target = Self.withoutOrigin(target)
        let path = target.prefix { $0 != "?" && $0 != "#" }
        switch path {
        case "/graphql":
            let rest = target.dropFirst(path.count)
            self = .graphQL(query: rest.isEmpty ? nil : rest.dropFirst().prefix { $0 != "#" })
        case "/execute" where executes: self = .execute
        case "/oauth/token" where grants: self = .token
        case "/hooks/payments" where hears: self = .hook
        case "/live": self = .live
        case "/ready": self = .ready
        case "/metrics" where measures: self = .metrics
        case "/docs" where documents, "/llms.txt" where documents,
            _ where documents && path.hasPrefix("/docs/"):
            self = .documentation(path: String(path), query: Self.query(of: target, behind: path))
        default:
            let file = servesFiles ? Self.file(path, target) : .unknown
            self = file == .unknown && isPage(String(path)) ? .page(String(path)) : file
        }
    }

    /// The route of a path that may name a file.
    private static func file(_ path: Substring, _ target: Substring) -> Route {
        let query = query(of: target, behind: path)
        for (folder, route) in [("/images/", Route.image), ("/uploads/", Route.upload)]
        where path.hasPrefix(folder) {
            return route(FileAddress(name: path.dropFirst(folder.count), query: query))
        }
        return .unknown
    }

    /// What stands behind `?`; empty for nothing.
    private static func query(of target: Substring, behind path: Substring) -> Substring {
        target.dropFirst(path.count).dropFirst().prefix { $0 != "#" }
    }

    /// The target without `http://host`, which every server has to take.
    ///
    /// - SeeAlso: RFC 9112 §3.2.2
    private static func withoutOrigin(_ target: String) -> Substring {
        guard target.utf8.first != UInt8(ascii: "/") else { return target[...] }
        let schemes = ["http://", "https://"]
        let start = target.prefix(8).lowercased()
        guard let scheme = schemes.first(where: { start.hasPrefix($0) }) else { return target[...] }
        return target.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" && $0 != "#" }
    }

    /// The value of `Allow` at this route.
    var allowed: StaticString {
        switch self {
        case .graphQL: "Allow: GET, POST, QUERY, OPTIONS\r\nAccept-Query: application/json\r\n"
        case .execute, .token, .hook: "Allow: POST, OPTIONS\r\n"
        case .upload: "Allow: PUT, OPTIONS\r\n"
        case .image, .page, .documentation, .live, .ready, .metrics, .unknown: "Allow: GET, HEAD, OPTIONS\r\n"
        }
    }

    /// Whether `method` is one of the route's.
    func allows(_ method: HTTPMethod) -> Bool {
        switch self {
        case .graphQL: method == .POST || method == .GET || method == .query
        case .execute, .token, .hook: method == .POST
        case .upload: method == .PUT
        case .image, .page, .documentation, .live, .ready, .metrics, .unknown:
            method == .GET || method == .HEAD
        }
    }
}

extension HTTPMethod {
    /// A safe method with a body.
    ///
    /// - SeeAlso: The HTTP QUERY Method, draft-ietf-httpbis-safe-method-w-body
    static let query = HTTPMethod.RAW(value: "QUERY")
}
