import Audit
import Foundation

/// The master keys: files `master-<seconds since 1970>.key` beside the keys of access tokens. The first is
/// `master-0.key`, made at the first start. Instances over one database share the files.
///
/// The newest wraps, all open; but one that is younger than two minutes opens only, so that every instance
/// has read it before anything needs it.
enum MasterKeyFolder {
    /// How long after its making a key begins to wrap; longer than the usual `auth.keyReload`.
    static let settling = 120

    /// The keys of a folder, in the order of ``files(in:now:)``.
    ///
    /// - Throws: `StartFailure` for a file that can't be made or read, or that others may read.
    static func read(_ folder: String, now: Date = Date()) throws -> MasterKeys {
        var names = try files(in: folder, now: now)
        if names.isEmpty { names = [name(0)] }
        let secrets = try names.map { Array(try SecretFile(folder: folder, name: $0).read()) }
        guard let keys = MasterKeys(secrets) else {
            throw StartFailure("auth.keyFolder: \(folder) holds no master key")
        }
        return keys
    }

    /// Adds a key.
    ///
    /// - Returns: the new file.
    static func makeKey(in folder: String, now: Date = Date()) throws -> String {
        let name = name(Int(now.timeIntervalSince1970))
        _ = try SecretFile(folder: folder, name: name).read()
        return "\(folder)/\(name)"
    }

    /// The names of the files; the first one's key wraps.
    static func files(in folder: String, now: Date = Date()) throws -> [String] {
        try FileManager.default.createPrivateFolder(folder)
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw StartFailure("auth.keyFolder: cannot list \(folder)")
        }
        let stamps = names.compactMap(stamp(of:)).sorted(by: >)
        let last = Int(now.timeIntervalSince1970) - settling
        return (stamps.filter { $0 <= last } + stamps.filter { $0 > last }).map(name)
    }

    private static func name(_ stamp: Int) -> String { "master-\(stamp).key" }

    private static func stamp(of name: String) -> Int? {
        guard name.hasPrefix("master-"), name.hasSuffix(".key"),
            let stamp = Int(name.dropFirst("master-".count).dropLast(".key".count)), stamp >= 0,
            Self.name(stamp) == name
        else { return nil }
        return stamp
    }
}
