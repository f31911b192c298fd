import Foundation

/// The files of the checkout that git tracks or would track.
///
/// git decides, so that build folders and other ignored files never count.
struct Checkout {
    /// The root of the checkout.
    let root: URL
    /// The paths of all files from the root, sorted.
    let paths: [String]

    /// The checkout that this file was compiled from, listed once for all tests.
    static let current = Result { try compiledFrom() }

    private static func compiledFrom() throws -> Checkout {
        // Links are resolved first: a package may reach these tests through one.
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let root = folder.appending(path: "../../..").standardizedFileURL
        let listing = try git(["ls-files", "-co", "--exclude-standard", "-z"], in: root)
        let paths = Set(listing.split(separator: "\0").map(String.init)).filter {
            FileManager.default.fileExists(atPath: root.appending(path: $0).path)
        }
        guard paths.contains("Package.swift") else { throw CheckoutError.noPackage(root.path) }
        return Checkout(root: root, paths: paths.sorted())
    }

    /// The text of a file; nil when it is a folder behind a link, or no UTF-8.
    func text(of path: String) -> String? {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
        return String(data: data, encoding: .utf8)
    }

    /// Whether a file may be executed.
    func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: root.appending(path: path).path)
    }

    /// The Swift files below some folders, read and masked.
    func swiftSources(below folders: String...) -> [SwiftSource] {
        paths.filter { path in path.hasSuffix(".swift") && folders.contains { path.hasPrefix($0) } }
            .compactMap { path in text(of: path).map { SwiftSource(path: path, text: $0) } }
    }

    /// The names of the folders directly below a folder.
    func folders(in parent: String) -> Set<String> {
        Set(
            paths.filter { $0.hasPrefix(parent) }
                .map { $0.dropFirst(parent.count).split(separator: "/") }
                .filter { $0.count > 1 }
                .map { String($0[0]) })
    }

    private static func git(_ arguments: [String], in root: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // A checkout may belong to another user than the one who runs the tests.
        process.arguments = ["git", "-c", "safe.directory=*", "-C", root.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CheckoutError.git(process.terminationStatus) }
        return String(decoding: data, as: UTF8.self)
    }
}

/// Why the files of the checkout can't be listed.
enum CheckoutError: Error {
    /// git refused, with its status.
    case git(Int32)
    /// There is no package at the root that was found.
    case noPackage(String)
}
