import Domain

extension MenuDocumentReader {
    /// What a branch does otherwise than the menu.
    func branch(_ reader: ObjectReader, slug: String) -> MenuDocument.BranchSection {
        let section = MenuDocument.BranchSection(
            position: reader.position, slug: slug,
            overrides: reader.objects("overrides", countMax: 2000).map(override),
            soldOut: reader.objects("soldOut", countMax: 2000).map(soldOut))
        reader.finish()
        return section
    }

    private func override(_ reader: ObjectReader) -> MenuDocument.Override {
        let subject = subject(reader)
        let bound = MenuVocabulary.priceMinorMax
        let range = if case .modifier = subject { -bound...bound } else { 0...bound }
        let override = MenuDocument.Override(
            subject: subject,
            priceMinor: reader.money("price", currency, range),
            isAvailable: reader.bool("isAvailable"),
            isHidden: reader.bool("isHidden") ?? false)
        reader.finish()
        return override
    }

    private func soldOut(_ reader: ObjectReader) -> MenuDocument.SoldOut {
        let soldOut = MenuDocument.SoldOut(
            subject: subject(reader),
            until: moment(reader, "until"),
            reason: reader.text("reason", lengthMax: 200),
            remainingQuantity: quantity(reader, "remainingQuantity"))
        reader.finish()
        return soldOut
    }

    /// `"item": "SKU"`, or `"group": "key", "modifier": "name"`.
    private func subject(_ reader: ObjectReader) -> MenuDocument.Subject {
        let sku = reader.text("item", lengthMax: 64)
        let group = reader.text("group", lengthMax: 64)
        let modifier = reader.text("modifier", lengthMax: 200)
        if let sku, group == nil, modifier == nil { return .item(sku: sku) }
        if sku == nil, let group, let modifier { return .modifier(group: group, name: modifier) }
        reader.report(nil, "needs either \"item\", or \"group\" and \"modifier\"")
        return .item(sku: "")
    }

    /// `2026-03-01T18:00:00Z` or with an offset. The form is checked here, the calendar by the database.
    private func moment(_ reader: ObjectReader, _ name: String) -> String? {
        guard let text = reader.text(name, lengthMax: 40) else { return nil }
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let isMoment =
            parts.count == 2 && Self.isDate(parts[0]) && Self.isTime(parts[1].prefix(8))
            && Self.isOffset(parts[1].dropFirst(8))
        if !isMoment { reader.report(name, "must be a moment such as 2026-03-01T18:00:00-05:00") }
        return text
    }

    private func quantity(_ reader: ObjectReader, _ name: String) -> String? {
        guard let node = reader.node(name) else { return nil }
        let digits: String? =
            switch node.value {
            case .number(let digits), .string(let digits): digits
            default: nil
            }
        let parts = (digits ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let isQuantity =
            (1...2).contains(parts.count) && parts.allSatisfy(Self.isDigits) && parts[0].utf8.count <= 10
            && (parts.count == 1 || parts[1].utf8.count <= 4)
        guard isQuantity else {
            reader.report(name, "must be a number of portions, with 4 decimals at most")
            return nil
        }
        return digits
    }

    /// `"schedules": [{"days": ["MON"], "from": "12:00", "to": "15:30", "validFrom": "2026-03-01"}]`
    func schedules(_ reader: ObjectReader) -> [MenuDocument.Schedule] {
        reader.objects("schedules", countMax: 50).map { reader in
            let days = reader.texts("days", words: MenuVocabulary.weekdays)
            var mask = 0
            for (bit, day) in MenuVocabulary.weekdays.enumerated() where days.contains(day) {
                mask |= 1 << bit
            }
            let schedule = MenuDocument.Schedule(
                weekdayMask: days.isEmpty ? 127 : mask,
                startsAt: checked(reader, "from", "12:00", Self.isTime),
                endsAt: checked(reader, "to", "15:30", Self.isTime),
                validFrom: checked(reader, "validFrom", "2026-03-01", Self.isDate),
                validTo: checked(reader, "validTo", "2026-03-31", Self.isDate))
            if (schedule.startsAt == nil) != (schedule.endsAt == nil) {
                reader.report(nil, "needs both \"from\" and \"to\", or neither")
            }
            if let from = schedule.validFrom, let to = schedule.validTo, to < from {
                reader.report("validTo", "must not be before \"validFrom\"")
            }
            reader.finish()
            return schedule
        }
    }

    private func checked(
        _ reader: ObjectReader, _ name: String, _ example: String, _ form: (Substring) -> Bool
    ) -> String? {
        guard let text = reader.text(name, lengthMax: 10) else { return nil }
        guard form(text[...]) else {
            reader.report(name, "must be written as \(example)")
            return nil
        }
        return text
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// `HH:MM` or `HH:MM:SS`, up to 24:00.
    private static func isTime(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 && isDigits($0) }) else {
            return false
        }
        let numbers = parts.compactMap { Int($0) }
        if numbers[0] == 24 { return numbers.dropFirst().allSatisfy { $0 == 0 } }
        return numbers[0] < 24 && numbers.dropFirst().allSatisfy { $0 < 60 }
    }

    /// `YYYY-MM-DD` of the Gregorian calendar.
    private static func isDate(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy(isDigits) else { return false }
        let numbers = parts.compactMap { Int($0) }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard year > 0, (1...12).contains(month), day > 0 else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[month - 1]
    }

    private static func isOffset(_ text: Substring) -> Bool {
        if text == "Z" { return true }
        guard let sign = text.first, sign == "+" || sign == "-" else { return false }
        return text.utf8.count == 6 && isTime(text.dropFirst())
    }
}
