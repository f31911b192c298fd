extension Execution {
    /// Appends `,"extensions":{…}` where there is something to tell: what the operation cost, how its answer
    /// came about.
    ///
    /// - Parameter actual: what was spent; nil while it is not known.
    func appendExtensions(to output: inout ResponseBuffer, actual: Int?) {
        guard account.isShown || account.explanation != nil else { return }
        output.append(",\"extensions\":{")
        if account.isShown {
            output.appendCost(requested: requestedCost, actual: actual, account.budget?.status)
        }
        if let explanation = account.explanation {
            if account.isShown { output.append(0x2C) }
            append(explanation, to: &output)
        }
        output.append(0x7D)
    }
}
