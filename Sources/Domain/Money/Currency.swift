/// A currency of ISO 4217, with the number of decimals that its smallest unit has.
///
/// Amounts are whole numbers of that unit everywhere; the exponent is needed only where people write or read
/// them.
public struct Currency: Hashable, Sendable {
    /// The three letters, as in `PEN`.
    public let code: String
    /// Decimals of the smallest unit: PEN 2, JPY 0, KWD 3.
    public let exponent: Int

    /// Looks a code up; nil for one that is not a current currency (metals and test codes are none).
    public init?(code: String) {
        guard let exponent = Self.exponents[code] else { return nil }
        self.code = code
        self.exponent = exponent
    }

    /// Codes by their number of decimals: ISO 4217 list one, amendment 177.
    private static let codesByExponent: [(exponent: Int, codes: String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
            CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
            GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
            MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
            PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
            TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]

    private static let exponents: [String: Int] = {
        var exponents: [String: Int] = [:]
        for (exponent, codes) in codesByExponent {
            for code in codes.split(whereSeparator: \.isWhitespace) { exponents[String(code)] = exponent }
        }
        return exponents
    }()
}
