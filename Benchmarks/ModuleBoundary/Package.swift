// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building the product never builds this. `run` writes the folder Variants.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let flag = ["-cross-module-optimization"]

/// A copy of the parser as a module, and the harness that imports it.
func pair(_ name: String, flags: [String] = []) -> [Target] {
    [
        .target(
            name: "\(name)Language", path: "Variants/\(name)Language",
            swiftSettings: settings + (flags.isEmpty ? [] : [.unsafeFlags(flags)])),
        .executableTarget(
            name: name, dependencies: [.target(name: "\(name)Language")], path: "Variants/\(name)",
            swiftSettings: settings),
    ]
}

let package = Package(
    name: "module-boundary",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "OneModule", path: "Variants/OneModule", swiftSettings: settings)
    ] + pair("Public") + pair("PublicFlag", flags: flag) + pair("Bare") + pair("BareFlag", flags: flag)
        + pair("PackageAccess")
)
