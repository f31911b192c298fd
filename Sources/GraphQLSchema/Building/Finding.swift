/// One problem of a schema text before its places are known by line and column.
struct Finding {
    /// What is wrong.
    let message: String
    /// The schema coordinate of what it is wrong with, if that has one.
    let coordinate: String?
    /// Where it stands, the first the most telling; empty when something is missing altogether.
    let offsets: [Int32]
}
