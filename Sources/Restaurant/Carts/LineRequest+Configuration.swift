internal import Crypto
internal import Domain
internal import Postgres

extension LineRequest {
    /// What makes two lines one when they are chosen alike: item, choices in whatever order, instructions,
    /// guest and course; not the quantity.
    var configuration: [UInt8] {
        var bytes = item.bytes
        Self.append(choices, to: &bytes)
        for part in [instructions.map { Array($0.utf8) }, guest?.bytes, course.map { Array("\($0)".utf8) }] {
            Self.append(part?.count ?? -1, to: &bytes)
            bytes += part ?? []
        }
        return Array(SHA256.hash(data: bytes))
    }

    /// Each list goes with its length, so that no two trees look alike.
    private static func append(_ choices: [MenuChoice<UUIDBytes>], to bytes: inout [UInt8]) {
        append(choices.count, to: &bytes)
        let ordered = choices.sorted { first, second in
            (first.group.high, first.group.low, first.modifier.high, first.modifier.low)
                < (second.group.high, second.group.low, second.modifier.high, second.modifier.low)
        }
        for choice in ordered {
            bytes += choice.group.bytes + choice.modifier.bytes
            append(choice.quantity, to: &bytes)
            append(choice.choices, to: &bytes)
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes += withUnsafeBytes(of: Int64(number).bigEndian) { Array($0) }
    }
}
