import Domain
import Postgres

extension MenuRows {
    /// A schedule has no key of its own, so its identifier follows from what it belongs to and its place
    /// there: a second import finds it again.
    mutating func addSchedules(_ schedules: [MenuDocument.Schedule], _ column: String, _ subject: UUIDBytes) {
        for (index, schedule) in schedules.enumerated() {
            let (high, low) = NamedUUID.make("schedules/\(subject)/\(index)")
            self.schedules.append([
                "id": .uuid(UUIDBytes(high: high, low: low)), column: .uuid(subject),
                "weekday_mask": ImportValue(schedule.weekdayMask),
                "starts_at": ImportValue(schedule.startsAt),
                "ends_at": ImportValue(schedule.endsAt), "valid_from": ImportValue(schedule.validFrom),
                "valid_to": ImportValue(schedule.validTo),
            ])
        }
    }

    /// Links the menu to a branch that the file names, with its overrides and what is sold out there.
    mutating func addBranch(_ section: MenuDocument.BranchSection) {
        guard let branch = existing.branches[section.slug] else {
            problems.add(section.position, section.slug, "there is no such branch in this organization")
            return
        }
        guard branch.currency == document.currency.code else {
            problems.add(section.position, section.slug, "this branch takes \(branch.currency)")
            return
        }
        if !menuBranches.contains(where: { $0["branch_id"]?.isEqual(to: branch.id) == true }) {
            addMenuBranch(branch.id)
        }
        for override in section.overrides {
            guard let subject = subjects[override.subject] else { continue }
            var row = subjectRow("overrides", branch.id, override.subject, subject)
            row["currency"] = currency
            row["price_minor"] = ImportValue(override.priceMinor)
            row["is_available"] = ImportValue(override.isAvailable)
            row["is_hidden"] = .bool(override.isHidden)
            if case .item = override.subject {
                itemOverrides.append(row)
            } else {
                modifierOverrides.append(row)
            }
        }
        for soldOut in section.soldOut {
            guard let subject = subjects[soldOut.subject] else { continue }
            var row = subjectRow("blocks", branch.id, soldOut.subject, subject)
            row["until"] = ImportValue(soldOut.until)
            row["reason"] = ImportValue(soldOut.reason)
            row["remaining_quantity"] = ImportValue(soldOut.remainingQuantity)
            if case .item = soldOut.subject { itemBlocks.append(row) } else { modifierBlocks.append(row) }
        }
    }

    private func subjectRow(
        _ kind: String, _ branch: UUIDBytes, _ subject: MenuDocument.Subject, _ id: UUIDBytes
    ) -> ImportRow {
        let column = if case .item = subject { "item_id" } else { "modifier_id" }
        return [
            "id": .uuid(identifiers.make("\(kind)/\(branch)/\(id)")), "branch_id": .uuid(branch),
            column: .uuid(id),
        ]
    }
}

extension ImportValue {
    /// Whether it is this identifier.
    func isEqual(to id: UUIDBytes) -> Bool {
        if case .uuid(id) = self { true } else { false }
    }
}
