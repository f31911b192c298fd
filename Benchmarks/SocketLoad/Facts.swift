import Glibc

/// A server, and what the system knows of its process.
struct ServerProcess {
    let port: Int
    let id: Int

    /// Reads `port:process`.
    init?(_ text: String) {
        let numbers = text.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        (port, id) = (numbers[0], numbers[1])
    }

    /// What it holds of the machine's memory, in bytes.
    var memory: Int {
        let pages = Text.file("/proc/\(id)/statm").split(separator: " ").dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// How many descriptors it has open.
    var descriptors: Int {
        guard let folder = opendir("/proc/\(id)/fd") else { return 0 }
        defer { closedir(folder) }
        var count = -2
        while readdir(folder) != nil { count += 1 }
        return count
    }
}

/// Where the screens stand: a branch, who may see it, and how something happens there.
struct Place {
    let token: String
    let branch: String
    /// A mutation that makes an order of five lines, and one that makes a small one.
    private let large: Mutation
    private let small: Mutation

    /// Reads a line `token branch file file`.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let large = Mutation(words[2]), let small = Mutation(words[3]) else {
            return nil
        }
        (token, branch, self.large, self.small) = (words[0], words[1], large, small)
    }

    /// Makes an order that is told apart by a number.
    func order(_ mark: Int, isSmall: Bool = false) -> String { (isSmall ? small : large).text(mark) }

    /// A mutation whose order has the note `MARK`.
    private struct Mutation {
        let start: String
        let end: String

        init?(_ file: String) {
            let parts = Text.file(file).split(separator: "MARK", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            (start, end) = (String(parts[0]), String(parts[1]))
        }

        func text(_ mark: Int) -> String { "\(start)load-\(mark)\(end)" }
    }

    /// What a screen says that shows the branch's orders.
    var words: LoadSocket.Words {
        let query = """
            subscription { orderChanged(branchId: "\(branch)") { cursor changeType order { status note id \
            displayNumber total { amountMinor } lines { id name quantity status \
            modifiers { name quantity amount { amountMinor } } } } } }
            """
        let hello = #"{"type":"connection_init","payload":{"Authorization":"Bearer \#(token)"}}"#
        let subscribe =
            #"{"id":"1","type":"subscribe","payload":{"query":\#(Text.quoted(query))}}"#
        return LoadSocket.Words(
            hello: Frame.masked(0x1, Array(hello.utf8)), subscribe: Frame.masked(0x1, Array(subscribe.utf8)))
    }
}
