extension OfferedItem {
    /// The choices, if they are valid, in the order in which the menu asks.
    ///
    /// Checks every group on the chosen way: what hangs on a modifier is asked only when the modifier is
    /// chosen, then all of it. Quantities count: 2 of one modifier are two towards the group's limits.
    ///
    /// - Throws: everything that is wrong, each with its place.
    /// - Complexity: O(choices × options of their groups)
    public func selected(_ choices: [MenuChoice<ID>]) throws(InvalidChoices<ID>) -> [SelectedGroup<ID>] {
        var check = ChoiceCheck(catalogue: catalogue)
        if !isAvailable { check.report(.unavailable, at: []) }
        let groups = check.groups(groups, choices, at: [])
        guard check.faults.isEmpty else { throw InvalidChoices(faults: check.faults) }
        return groups
    }

    /// Default choices at most: groups that share groups could open very many.
    public static var defaultChoicesMax: Int { 200 }

    /// What is chosen when the guest says nothing: the defaults that can be had, and those of the groups that
    /// they open, as far as the groups' limits reach.
    ///
    /// May be invalid all the same, where a group must be answered and has no default.
    public func defaultChoices() -> [MenuChoice<ID>] {
        var budget = Self.defaultChoicesMax
        return defaults(groups, depth: 0, budget: &budget)
    }

    private func defaults(_ links: [GroupLink<ID>], depth: Int, budget: inout Int) -> [MenuChoice<ID>] {
        guard depth < ChosenModifier.depthMax else { return [] }
        var choices: [MenuChoice<ID>] = []
        for link in links {
            guard let group = catalogue[link.group] else { continue }
            var left = link.max ?? group.max ?? .max
            for modifier in group.modifiers where modifier.isAvailable {
                let quantity = min(modifier.defaultQuantity ?? 0, group.quantityMax, left)
                guard quantity > 0, budget > 0 else { continue }
                left -= quantity
                budget -= 1
                choices.append(
                    MenuChoice(
                        group: link.group, modifier: modifier.id, quantity: quantity,
                        choices: defaults(
                            modifier.groups.map { GroupLink($0) }, depth: depth + 1, budget: &budget)))
            }
        }
        return choices
    }
}

/// One check of choices: walks the menu's tree along them, and gathers what is wrong.
private struct ChoiceCheck<ID: Hashable & Sendable> {
    typealias Path = [ChoiceStep<ID>]

    let catalogue: [ID: OfferedGroup<ID>]
    var faults: [ChoiceFault<ID>] = []

    mutating func report(_ reason: ChoiceFault<ID>.Reason, at path: Path) {
        faults.append(ChoiceFault(reason, at: path))
    }

    /// Checks what was chosen at one place against the groups that are asked there.
    mutating func groups(
        _ links: [GroupLink<ID>], _ choices: [MenuChoice<ID>], at path: Path
    ) -> [SelectedGroup<ID>] {
        // A step into a group and one to a modifier for each level.
        guard path.count < 2 * ChosenModifier.depthMax else {
            if !choices.isEmpty { report(.tooDeep, at: path) }
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
            let here = choices.filter { $0.group == link.group }
            let modifiers = modifiers(of: group, here, at: path + [.group(link.group)])
            checkLimits(of: group, at: link, chosen: here, path: path + [.group(link.group)])
            guard !modifiers.isEmpty else { continue }
            selected.append(
                SelectedGroup(id: link.group, freeQuantity: group.freeQuantity, modifiers: modifiers))
        }
        for choice in choices where !asked.contains(choice.group) {
            report(.groupNotAsked, at: path + [.group(choice.group), .modifier(choice.modifier)])
        }
        return selected
    }

    private mutating func checkLimits(
        of group: OfferedGroup<ID>, at link: GroupLink<ID>, chosen: [MenuChoice<ID>], path: Path
    ) {
        // Far above every limit, and cannot overflow.
        let count = chosen.reduce(0) { sum, choice in
            sum + min(max(0, choice.quantity), ChosenModifier.quantityMax + 1)
        }
        let least = link.min ?? group.min
        if count < least { report(.tooFew(min: least, chosen: count), at: path) }
        if let most = link.max ?? group.max, count > most {
            report(.tooMany(max: most, chosen: count), at: path)
        }
    }

    private mutating func modifiers(
        of group: OfferedGroup<ID>, _ choices: [MenuChoice<ID>], at path: Path
    ) -> [SelectedModifier<ID>] {
        var seen: Set<ID> = []
        var selected: [SelectedModifier<ID>] = []
        for choice in choices {
            let place = path + [.modifier(choice.modifier)]
            guard let modifier = group.modifiers.first(where: { $0.id == choice.modifier }) else {
                report(.modifierNotInGroup, at: place)
                continue
            }
            guard seen.insert(modifier.id).inserted else {
                report(.repeated, at: place)
                continue
            }
            if !modifier.isAvailable { report(.unavailable, at: place) }
            if choice.quantity < 1 || choice.quantity > group.quantityMax {
                report(.quantityOutOfRange(max: group.quantityMax), at: place)
            }
            let below = groups(modifier.groups.map { GroupLink($0) }, choice.choices, at: place)
            selected.append(
                SelectedModifier(
                    id: modifier.id, price: modifier.price, quantity: choice.quantity, groups: below))
        }
        return selected
    }
}
