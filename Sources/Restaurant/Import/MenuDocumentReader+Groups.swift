import Domain

extension MenuDocumentReader {
    /// A modifier group with its modifiers.
    func group(_ reader: ObjectReader, code: String) -> MenuDocument.Group {
        if !(1...64).contains(code.unicodeScalars.count) {
            reader.report(nil, "a key has 1 to 64 characters")
        }
        let group = MenuDocument.Group(
            position: reader.position,
            code: code,
            name: reader.requiredText("name", lengthMax: 200),
            description: reader.text("description", lengthMax: 2000),
            min: reader.integer("min", 0...1000) ?? 0,
            max: reader.integer("max", 1...1000),
            freeQuantity: reader.integer("freeQuantity", 0...1000) ?? 0,
            allowQuantity: reader.bool("allowQuantity") ?? false,
            perOptionMax: reader.integer("perOptionMax", 1...1000),
            modifiers: reader.objects("modifiers", countMax: 200).map(modifier),
            translations: translations(reader))
        reader.finish()
        checkLimits(of: group, reader)
        return group
    }

    /// The contradictions that the table refuses.
    private func checkLimits(of group: MenuDocument.Group, _ reader: ObjectReader) {
        if let max = group.max {
            if max < group.min { reader.report("max", "must not be less than \"min\"") }
            if max < group.freeQuantity { reader.report("freeQuantity", "must not be more than \"max\"") }
            if let option = group.perOptionMax, option > max {
                reader.report("perOptionMax", "must not be more than \"max\"")
            }
        }
        if group.perOptionMax != nil, !group.allowQuantity {
            reader.report("perOptionMax", "has a meaning only with \"allowQuantity\": true")
        }
        if !group.allowQuantity, group.min > group.modifiers.count {
            reader.report(
                "min", "asks for more than the \(group.modifiers.count) modifiers that the group has")
        }
    }

    private func modifier(_ reader: ObjectReader) -> MenuDocument.Modifier {
        let bound = MenuVocabulary.priceMinorMax
        let modifier = MenuDocument.Modifier(
            position: reader.position,
            name: reader.requiredText("name", lengthMax: 200),
            priceDeltaMinor: reader.money("priceDelta", currency, -bound...bound) ?? 0,
            isDefault: reader.bool("isDefault") ?? false,
            defaultQuantity: reader.integer("defaultQuantity", 1...1000) ?? 1,
            kitchenName: reader.text("kitchenName", lengthMax: 100),
            allergens: reader.texts("allergens", words: MenuVocabulary.allergens),
            childGroups: reader.texts("childGroups"),
            translations: translations(reader))
        reader.finish()
        return modifier
    }

    /// `"translations": {"en": {"name": "…", "description": "…"}}`
    func translations(_ reader: ObjectReader) -> [MenuDocument.TranslatedText] {
        var texts: [MenuDocument.TranslatedText] = []
        for (locale, fields) in reader.table("translations") {
            if !Self.isLocale(locale) {
                fields.report(nil, "\"\(locale)\" is not a language tag such as en or es-PE")
            }
            for field in ["name", "description"] {
                guard let value = fields.text(field, lengthMax: 4000) else { continue }
                texts.append(MenuDocument.TranslatedText(locale: locale, field: field, value: value))
            }
            fields.finish()
        }
        return texts
    }

    /// Language, script and region in the usual letter cases: what the table's check allows.
    static func isLocale(_ tag: String) -> Bool {
        var parts = tag.split(separator: "-", omittingEmptySubsequences: false)[...]
        func take(_ lengths: ClosedRange<Int>, _ form: (Substring) -> Bool) -> Bool {
            guard let part = parts.first, lengths.contains(part.utf8.count), form(part) else { return false }
            parts.removeFirst()
            return true
        }
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard take(2...3, { $0.utf8.allSatisfy(lower.contains) }) else { return false }
        _ = take(4...4) { part in
            part.utf8.first.map(upper.contains) == true && part.utf8.dropFirst().allSatisfy(lower.contains)
        }
        _ = take(2...2) { $0.utf8.allSatisfy(upper.contains) }
        return parts.isEmpty
    }
}
