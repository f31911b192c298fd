extension SchemaComparison {
    /// Compares all directives.
    mutating func compareDirectives() {
        let difference = Difference(old.directives, new.directives, name: \.name)
        for directive in difference.removed { note(.directiveRemoved, directive.coordinate, "was removed") }
        for directive in difference.added { note(.directiveAdded, directive.coordinate, "was added") }
        for (directive, other) in difference.kept {
            compareArguments(directive, other)
            compareRepeatability(directive, other)
            compareDescriptions(directive.coordinate, directive.description, other.description)
            compareLocations(directive, other)
        }
    }

    private mutating func compareArguments(_ directive: DirectiveDefinition, _ other: DirectiveDefinition) {
        let difference = Difference(
            old.inputValues[directive.arguments], new.inputValues[other.arguments], name: \.name)
        for argument in difference.added {
            if argument.isRequired {
                note(.requiredDirectiveArgumentAdded, argument.coordinate, "was added and is required")
            } else {
                note(.optionalDirectiveArgumentAdded, argument.coordinate, "was added")
            }
        }
        for argument in difference.removed {
            note(.directiveArgumentRemoved, argument.coordinate, "was removed")
        }
        for (argument, other) in difference.kept { compareInputs(argument, other, .argument) }
    }

    private mutating func compareRepeatability(
        _ directive: DirectiveDefinition, _ other: DirectiveDefinition
    ) {
        if directive.isRepeatable, !other.isRepeatable {
            note(.directiveRepeatableRemoved, directive.coordinate, "is repeatable no longer")
        } else if !directive.isRepeatable, other.isRepeatable {
            note(.directiveRepeatableAdded, directive.coordinate, "is repeatable now")
        }
    }

    private mutating func compareLocations(_ directive: DirectiveDefinition, _ other: DirectiveDefinition) {
        let difference = Difference(directive.locationNames, other.locationNames, name: \.self)
        for name in difference.removed {
            note(.directiveLocationRemoved, directive.coordinate, "may not stand on \(name) any more")
        }
        for name in difference.added {
            note(.directiveLocationAdded, directive.coordinate, "may stand on \(name) now")
        }
    }
}
