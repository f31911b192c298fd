/// The files beside the pages, compiled into the program.
enum Assets {
    static let style = String(decoding: PackageResources.docs_css, as: UTF8.self)
    static let script = String(decoding: PackageResources.docs_js, as: UTF8.self)
}
