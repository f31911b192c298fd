import Glibc

/// Prints each figure beside what is asked for.
struct Report {
    private(set) var failures = 0

    func title(_ text: String) { say("\n\(text)") }

    /// A figure that says something of itself.
    func note(_ what: String, _ figure: String) { row("", what, figure, "") }

    /// A figure that must hold.
    mutating func check(_ what: String, _ figure: String, asked: String, _ holds: Bool) {
        if !holds { failures += 1 }
        row(holds ? "ok" : "NO", what, figure, asked)
    }

    private func row(_ mark: String, _ what: String, _ figure: String, _ asked: String) {
        let name = what + String(repeating: " ", count: max(1, 58 - what.count))
        let value = figure + String(repeating: " ", count: max(1, 22 - figure.count))
        say("  \(mark.isEmpty ? "  " : mark)  \(name)\(value)\(asked)")
    }

    /// At once, also into a file: a step takes a while.
    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}

extension Double {
    /// With so many decimals.
    func text(_ decimals: Int = 1) -> String {
        guard isFinite else { return "none" }
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let whole = (self * scale).rounded()
        guard decimals > 0 else { return String(Int(whole)) }
        let digits = String(Int(abs(whole)))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return (whole < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}

extension Int {
    /// Bytes as megabytes of a million.
    var megabytes: String { (Double(self) / 1e6).text() + " MB" }
}
