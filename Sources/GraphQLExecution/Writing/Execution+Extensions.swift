extension Execution {
    /// Appends `,"extensions":{…}` where there is something to tell: that the answer was given before, what
    /// the operation cost, how its answer came about, what of it is deprecated.
    ///
    /// - Parameter actual: what was spent; nil while it is not known.
    func appendExtensions(
        to output: inout ResponseBuffer, actual: Int?, isReplay: Bool = false, tellsDeprecations: Bool = true
    ) {
        let deprecations = tellsDeprecations ? self.deprecations : []
        guard isReplay || account.isShown || account.explanation != nil || !deprecations.isEmpty else {
            return
        }
        var separator: StaticString = ",\"extensions\":{"
        func separate() {
            output.append(separator)
            separator = ","
        }
        if isReplay {
            separate()
            output.append("\"idempotentReplay\":true")
        }
        if account.isShown {
            separate()
            output.appendCost(requested: requestedCost, actual: actual, account.budget?.status)
        }
        if let explanation = account.explanation {
            separate()
            append(explanation, to: &output)
        }
        if !deprecations.isEmpty {
            separate()
            output.append(deprecations)
        }
        output.append(0x7D)
    }
}

extension ResponseBuffer {
    /// Appends `"deprecations":[…]`.
    fileprivate mutating func append(_ deprecations: [PlanDeprecation]) {
        append("\"deprecations\":[")
        for (index, deprecation) in deprecations.enumerated() {
            if index > 0 { append(0x2C) }
            append("{\"coordinate\":")
            appendString(deprecation.coordinate)
            append(",\"reason\":")
            appendString(deprecation.reason)
            if let sunset = deprecation.sunset {
                append(",\"sunset\":")
                appendString(sunset)
            }
            append(0x7D)
        }
        append(0x5D)
    }
}
