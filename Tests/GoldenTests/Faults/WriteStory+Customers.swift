import Restaurant

extension WriteStory {
    /// Guests whom the organization knows.
    static let customers = WriteStory(
        name: "customers",
        steps: [
            .step(
                "customerCreate", #"name: "Rosa", phone: "+51987654321", email: "rosa@mar.example""#,
                "customer", ("rosa", .customer)),
            .step("customerUpdate", #"customerId: $rosa, notes: "Sin lactosa""#, "customer"),
            .step("customerCreate", #"name: "Rosa M.""#, "customer", ("twin", .customer)),
            .step(
                "loyaltyProgramUpdate", #"name: "Amigos", currency: "PEN", lotDays: 90, $key"#,
                "loyaltyProgram"),
            .step(
                "loyaltyTierUpsert", #"name: "Platino", minPoints: 9000, multiplierBasisPoints: 30000, $key"#,
                "loyaltyTier"),
            .step(
                "loyaltyAdjust", #"customerId: $twin, points: 100, reason: "Regalo", $key"#,
                "loyaltyAccount"),
            .step(
                "loyaltyAdjust", #"customerId: $rosa, points: 50, reason: "Regalo", $key"#,
                "loyaltyAccount"),
            .step("customersMerge", "customerId: $twin, intoCustomerId: $rosa", "customer"),
            .step("customerCreate", #"name: "Luis""#, "customer", ("luis", .customer)),
            .step("customerArchive", "customerId: $luis", "customer"),
            .step("customerAnonymize", "customerId: $rosa", "customer"),
        ])
}
