import Foundation

extension FileManager {
    /// Makes a folder that its owner alone can enter; an existing one keeps its mode.
    func createPrivateFolder(_ path: String) throws {
        do {
            try createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartFailure("cannot make the folder \(path)")
        }
    }
}
