import GraphQLSchema

extension AccessPolicy {
    /// Whether everything that another policy of the same schema allows is allowed here too: what runs under
    /// that one takes no more than what this one would give it.
    ///
    /// In doubt it says no: of two different conditions on rows, or limits of an input, none covers the
    /// other.
    ///
    /// - Complexity: O(fields of the schema + limits).
    public func covers(_ other: AccessPolicy) -> Bool {
        if self === other { return true }
        return view.covers(other.view) && fieldsCover(other) && rowsCover(other) && inputsCover(other)
            && limitsCover(other)
    }

    private func fieldsCover(_ other: AccessPolicy) -> Bool {
        fields.allSatisfy { field, access in
            !other.view.isVisible(field) || other.fields[field] == access
        }
            && other.fields.allSatisfy { field, access in
                let ours = fields[field] ?? .value
                return ours == access || ours == .value
            }
    }

    private func rowsCover(_ other: AccessPolicy) -> Bool {
        rowFilters.allSatisfy { type, filter in filter.covers(other.rows(of: type)) }
    }

    private func inputsCover(_ other: AccessPolicy) -> Bool {
        inputs.allSatisfy { input, rule in other.inputs[input] == rule }
    }

    private func limitsCover(_ other: AccessPolicy) -> Bool {
        func reaches(_ limit: Int?, _ otherLimit: Int?) -> Bool {
            guard let limit else { return true }
            return otherLimit.map { $0 <= limit } ?? false
        }
        return reaches(depthMax, other.depthMax) && reaches(costMax, other.costMax)
            && (!trustedDocumentsOnly || other.trustedDocumentsOnly)
            && (introspection == other.introspection || introspection == .full || other.introspection == .off)
    }
}
