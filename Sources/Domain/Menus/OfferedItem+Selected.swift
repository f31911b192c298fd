extension OfferedItem {
    /// The choices, if they are valid, in the order in which the menu asks.
    ///
    /// Checks every group on the chosen way: what hangs on a modifier is asked only when the modifier is
    /// chosen, then all of it. Quantities count: 2 of one modifier are two towards the group's limits.
    ///
    /// - Throws: everything that is wrong, each with its place.
    /// - Complexity: O(choices × options of their groups)
    public func selected(_ selections: [Selection<ID>]) throws(InvalidSelection<ID>) -> [SelectedGroup<ID>] {
        var check = SelectionCheck(catalogue: catalogue)
        if !isAvailable { check.report(.unavailable, at: []) }
        let groups = check.groups(groups, selections, at: [])
        guard check.faults.isEmpty else { throw InvalidSelection(faults: check.faults) }
        return groups
    }

    /// What is chosen when the guest says nothing: the defaults that can be had, and those of the groups that
    /// they open, as far as the groups' limits reach.
    ///
    /// May be invalid all the same, where a group must be answered and has no default.
    public func defaultSelections() -> [Selection<ID>] {
        defaults(groups, depth: 0)
    }

    private func defaults(_ links: [GroupLink<ID>], depth: Int) -> [Selection<ID>] {
        guard depth < ChosenModifier.depthMax else { return [] }
        return links.flatMap { link -> [Selection<ID>] in
            guard let group = catalogue[link.group] else { return [] }
            var left = link.max ?? group.max ?? .max
            var selections: [Selection<ID>] = []
            for modifier in group.modifiers where modifier.isAvailable {
                let quantity = min(modifier.defaultQuantity ?? 0, group.quantityMax, left)
                guard quantity > 0 else { continue }
                left -= quantity
                selections.append(
                    Selection(
                        group: link.group, modifier: modifier.id, quantity: quantity,
                        selections: defaults(modifier.groups.map { GroupLink($0) }, depth: depth + 1)))
            }
            return selections
        }
    }
}

/// One check of choices: walks the menu's tree along them, and gathers what is wrong.
private struct SelectionCheck<ID: Hashable & Sendable> {
    typealias Path = [SelectionStep<ID>]

    let catalogue: [ID: OfferedGroup<ID>]
    var faults: [SelectionFault<ID>] = []

    mutating func report(_ reason: SelectionFault<ID>.Reason, at path: Path) {
        faults.append(SelectionFault(reason, at: path))
    }

    /// Checks what was chosen at one place against the groups that are asked there.
    mutating func groups(
        _ links: [GroupLink<ID>], _ selections: [Selection<ID>], at path: Path
    ) -> [SelectedGroup<ID>] {
        // A step into a group and one to a modifier for each level.
        guard path.count < 2 * ChosenModifier.depthMax else {
            if !selections.isEmpty { report(.tooDeep, at: path) }
            return []
        }
        var asked: Set<ID> = []
        var selected: [SelectedGroup<ID>] = []
        for link in links where asked.insert(link.group).inserted {
            // A group that the catalogue lacks is off the card, and asks nothing.
            guard let group = catalogue[link.group] else {
                asked.remove(link.group)
                continue
            }
            let here = selections.filter { $0.group == link.group }
            let modifiers = modifiers(of: group, here, at: path + [.group(link.group)])
            checkLimits(of: group, at: link, chosen: here, path: path + [.group(link.group)])
            guard !modifiers.isEmpty else { continue }
            selected.append(
                SelectedGroup(id: link.group, freeQuantity: group.freeQuantity, modifiers: modifiers))
        }
        for selection in selections where !asked.contains(selection.group) {
            report(.groupNotAsked, at: path + [.group(selection.group), .modifier(selection.modifier)])
        }
        return selected
    }

    private mutating func checkLimits(
        of group: OfferedGroup<ID>, at link: GroupLink<ID>, chosen: [Selection<ID>], path: Path
    ) {
        // Far above every limit, and cannot overflow.
        let count = chosen.reduce(0) { sum, selection in
            sum + min(max(0, selection.quantity), ChosenModifier.quantityMax + 1)
        }
        let least = link.min ?? group.min
        if count < least { report(.tooFew(min: least, chosen: count), at: path) }
        if let most = link.max ?? group.max, count > most {
            report(.tooMany(max: most, chosen: count), at: path)
        }
    }

    private mutating func modifiers(
        of group: OfferedGroup<ID>, _ selections: [Selection<ID>], at path: Path
    ) -> [SelectedModifier<ID>] {
        var seen: Set<ID> = []
        var selected: [SelectedModifier<ID>] = []
        for selection in selections {
            let place = path + [.modifier(selection.modifier)]
            guard let modifier = group.modifiers.first(where: { $0.id == selection.modifier }) else {
                report(.modifierNotInGroup, at: place)
                continue
            }
            guard seen.insert(modifier.id).inserted else {
                report(.repeated, at: place)
                continue
            }
            if !modifier.isAvailable { report(.unavailable, at: place) }
            if selection.quantity < 1 || selection.quantity > group.quantityMax {
                report(.quantityOutOfRange(max: group.quantityMax), at: place)
            }
            let below = groups(modifier.groups.map { GroupLink($0) }, selection.selections, at: place)
            selected.append(
                SelectedModifier(
                    id: modifier.id, price: modifier.price, quantity: selection.quantity, groups: below))
        }
        return selected
    }
}
