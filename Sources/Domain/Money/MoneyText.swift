/// Writes amounts for people.
///
/// Covers what menus need: the symbols and digit groups of the currencies and languages that we sell in;
/// others are written with their code and English groups. Exact: no floating point.
public enum MoneyText {
    /// Symbols that people know without the code, with the space that belongs there.
    private static let symbols: [String: String] = [
        "PEN": "S/ ", "INR": "₹", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥",
    ]

    /// The amount with symbol or code, groups and decimals, as in `S/ 1,250.00`.
    ///
    /// - Parameters:
    ///   - locale: whose groups and signs apply; those usual for the currency when nil.
    public static func text(_ amountMinor: Int64, _ currency: Currency, locale: String?) -> String {
        let digits = String(amountMinor.magnitude)
        let exponent = currency.exponent
        let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count)) + digits
        let style = Style(locale: locale, currency: currency)
        var text = amountMinor < 0 ? "-" : ""
        text += symbols[currency.code] ?? "\(currency.code) "
        text += style.grouped(padded.dropLast(exponent))
        if exponent > 0 { text += style.decimalSign + padded.suffix(exponent) }
        return text
    }

    /// How a language groups digits.
    private struct Style {
        let groupSign: String
        let decimalSign: String
        /// India groups by two after the first three: 12,34,567.
        let isIndian: Bool

        init(locale: String?, currency: Currency) {
            let language = locale.map { $0.prefix { $0 != "-" } } ?? ""
            let region = locale.flatMap { $0.split(separator: "-").dropFirst().last } ?? ""
            let usesComma = ["de", "pt", "it", "nl"].contains(language) || locale == "es-ES"
            groupSign = usesComma ? "." : ","
            decimalSign = usesComma ? "," : "."
            isIndian = language == "hi" || region == "IN" || (locale == nil && currency.code == "INR")
        }

        func grouped(_ digits: Substring) -> String {
            var groups: [Substring] = []
            var rest = digits
            var width = 3
            while rest.count > width {
                groups.append(rest.suffix(width))
                rest = rest.dropLast(width)
                if isIndian { width = 2 }
            }
            groups.append(rest)
            return groups.reversed().joined(separator: groupSign)
        }
    }
}
