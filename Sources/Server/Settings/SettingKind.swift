import NIOCore

/// What a setting's text may be and which property it fills.
enum SettingKind: Sendable {
    case text(any WritableKeyPath<Settings, String> & Sendable)
    case flag(any WritableKeyPath<Settings, Bool> & Sendable)
    case count(ClosedRange<Int>, any WritableKeyPath<Settings, Int> & Sendable)
    /// A number of bytes: `512`, `64KiB`, `1MiB`.
    case bytes(ClosedRange<Int>, any WritableKeyPath<Settings, Int> & Sendable)
    /// A time: `250ms`, `10s`, `15min`, `7d`.
    case time(ClosedRange<Duration>, any WritableKeyPath<Settings, Duration> & Sendable)
    case choice([String], any WritableKeyPath<Settings, String> & Sendable)

    /// Puts the value of `text` into `settings`. Nil when it went well, else what is wrong with the text.
    func apply(_ text: String, to settings: inout Settings) -> String? {
        switch self {
        case .text(let path):
            settings[keyPath: path] = text
        case .flag(let path):
            guard let value = ["true": true, "false": false][text] else { return "is neither true nor false" }
            settings[keyPath: path] = value
        case .count(let range, let path):
            guard let value = Int(text) else { return "is no whole number" }
            guard range.contains(value) else {
                return "is not within \(range.lowerBound) and \(range.upperBound)"
            }
            settings[keyPath: path] = value
        case .bytes(let range, let path):
            guard let value = Self.bytes(text) else { return "is no size such as 64KiB or 1MiB" }
            guard range.contains(value) else {
                return "is not within \(range.lowerBound) and \(range.upperBound) bytes"
            }
            settings[keyPath: path] = value
        case .time(let range, let path):
            guard let value = Self.time(text) else { return "is no time such as 250ms, 10s or 15min" }
            guard range.contains(value) else {
                return "is not within \(range.lowerBound) and \(range.upperBound)"
            }
            settings[keyPath: path] = value
        case .choice(let words, let path):
            guard words.contains(text) else { return "is none of: \(words.joined(separator: ", "))" }
            settings[keyPath: path] = text
        }
        return nil
    }

    private static func bytes(_ text: String) -> Int? {
        scaled(text, units: [("KiB", 1 << 10), ("MiB", 1 << 20), ("", 1)])
    }

    private static func time(_ text: String) -> Duration? {
        let units = [("ms", 1), ("min", 60_000), ("s", 1_000), ("h", 3_600_000), ("d", 86_400_000)]
        return scaled(text, units: units).map { .milliseconds($0) }
    }

    private static func scaled(_ text: String, units: [(suffix: String, factor: Int)]) -> Int? {
        for unit in units where text.hasSuffix(unit.suffix) {
            guard let number = Int(text.dropLast(unit.suffix.count)), number >= 0 else { return nil }
            let (value, overflow) = number.multipliedReportingOverflow(by: unit.factor)
            return overflow ? nil : value
        }
        return nil
    }
}
