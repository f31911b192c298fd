extension Bench {
    /// Sockets that connect, subscribe and break leave nothing behind.
    mutating func resets() {
        let count = scaled(10_000)
        report.title("\(count) connect, subscribe and break")
        // What the first ones make stays: caches, threads, the allocator's own.
        breaking(count)
        let before = (memory: server.memory, descriptors: server.descriptors)
        breaking(count)
        let after = (memory: server.memory, descriptors: server.descriptors)
        report.check(
            "the server's descriptors", "\(before.descriptors), then \(after.descriptors)", asked: "the same",
            after.descriptors <= before.descriptors)
        if let living = livingCount() {
            report.check("its sockets, subscriptions and groups", "\(living)", asked: "none", living == 0)
        }
        let ratio = Double(after.memory) / Double(before.memory)
        report.check(
            "its memory", "\(before.memory.megabytes) × \(ratio.text(3))", asked: "0.95 to 1.05",
            ratio <= 1.05)
    }

    /// At any time some hundred are open, in every state.
    private mutating func breaking(_ count: Int) {
        let descriptors = server.descriptors
        let crowd = Crowd(loop, port: server.port)
        let words = places.map(\.words)
        var open: [LoadSocket] = []
        loop.pace(count, perSecond: 1_000) { index, _ in
            open.append(crowd.open(words[index % words.count]))
            if open.count > 400 { open.removeFirst().reset() }
        }
        loop.run(seconds: 1)
        for socket in open { socket.reset() }
        rest(server, until: descriptors)
    }
}
