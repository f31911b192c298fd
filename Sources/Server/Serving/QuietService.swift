import ServiceLifecycle

/// A service of this process that logs see by its name only: at the level `debug` the group of services logs
/// each as a whole, and with it every address, key and token that it holds.
protocol QuietService: Service, CustomStringConvertible, CustomReflectable {}

extension QuietService {
    /// The type's name.
    var description: String { "\(Self.self)" }
    /// Nothing within.
    var customMirror: Mirror { Mirror(self, children: []) }
}
