import Foundation

/// What commands say to the person in front of them: answers on standard output, the rest on standard error.
enum Terminal {
    /// Writes a line to standard output.
    static func say(_ line: String = "") {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Writes a line to standard error.
    static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
