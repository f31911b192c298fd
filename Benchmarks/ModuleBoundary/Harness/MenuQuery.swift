/// The menu tree as a dashboard asks for it: the document the product parses most.
let menuQuery = """
    query DashboardMenu(
      $menu: ID!, $branch: ID, $locales: [String!] = ["es-PE", "en"], $full: Boolean! = true
    ) {
      menu(id: $menu, branchId: $branch) {
        id name currency
        es: name(locale: "es-PE") en: name(locale: "en")
        categories(first: 20) {
          edges { cursor node { ...CategoryParts subcategories { ...CategoryParts } } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
    fragment CategoryParts on MenuCategory {
      id name position
      items(filter: { isAvailable: true, allergensNone: [PEANUT, SHELLFISH], priceMinor: { max: 9900 } }) {
        id name description isAvailable
        price { amountMinor currency formatted(locale: "es-PE") }
        availability { dayparts { weekday from to } soldOutUntil }
        allergens
        modifierGroups @include(if: $full) {
          id name selectionMin selectionMax
          modifiers { ...ModifierParts childGroups { id name modifiers { ...ModifierParts } } }
        }
      }
    }
    fragment ModifierParts on Modifier {
      __typename id name isDefault isAvailable
      price { amountMinor currency }
      ... on PricedModifier { surcharge { amountMinor } }
    }
    """
