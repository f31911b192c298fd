extension Execution {
    /// Appends `,"extensions":{…}` where there is something to tell: that the answer was given before, what
    /// the operation cost, what of it is deprecated.
    ///
    /// - Parameter actual: what was spent; nil while it is not known.
    func appendExtensions(
        to output: inout ResponseBuffer, actual: Int?, isReplay: Bool = false, tellsDeprecations: Bool = true
    ) {
        let deprecations = tellsDeprecations ? compiled.plan.deprecations : []
        guard isReplay || account.isShown || !deprecations.isEmpty else { return }
        output.append(",\"extensions\":{")
        if isReplay { output.append("\"idempotentReplay\":true") }
        if account.isShown {
            if isReplay { output.append(0x2C) }
            output.appendCost(requested: requestedCost, actual: actual, account.budget?.status)
        }
        if !deprecations.isEmpty {
            if isReplay || account.isShown { output.append(0x2C) }
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
