/// What a mask leaves of a value.
enum ExpectedMask: Sendable, Hashable {
    case last4
    case initialAndDomain
    case year
    case bucket(Double)
    case constant(JSON)

    /// A mask as the file writes it: a word, or a mapping of one key.
    init?(_ value: Any) {
        if let mapping = value as? [String: Any] {
            if let constant = mapping["constant"].flatMap(JSON.init(plain:)) {
                self = .constant(constant)
            } else if let size = mapping["bucket"] as? Int {
                self = .bucket(Double(size))
            } else {
                return nil
            }
            return
        }
        switch value as? String {
        case "last4": self = .last4
        case "initial+domain": self = .initialAndDomain
        case "year": self = .year
        default: return nil
        }
    }

    /// Whether one value is the other one masked.
    func fits(_ masked: JSON, of raw: JSON) -> Bool {
        if case .constant(let value) = self { return masked == value }
        if raw == .null { return masked == .null }
        if case .number(let value) = raw, case .number(let shown) = masked, case .bucket(let size) = self {
            return shown == (value / size).rounded(.down) * size
        }
        guard let value = raw.text, let shown = masked.text else { return false }
        switch self {
        case .last4:
            let kept = min(4, value.count / 2)
            return shown.suffix(kept) == value.suffix(kept) && isBlank(shown.dropLast(kept))
        case .initialAndDomain:
            guard let cut = value.firstIndex(of: "@"), let shownCut = shown.firstIndex(of: "@") else {
                return isBlank(shown.dropFirst())
            }
            return shown.first == value.first && shown[shownCut...] == value[cut...]
                && isBlank(shown[..<shownCut].dropFirst())
        case .year: return shown.hasPrefix("\(value.prefix(4))-01-01")
        case .bucket, .constant: return false
        }
    }

    private func isBlank(_ text: Substring) -> Bool { !text.contains { $0.isLetter || $0.isNumber } }
}
