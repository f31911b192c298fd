import Logging

/// Keeps the development cluster running while something else runs, and stops it afterwards.
///
/// A server that died (kill -9, a crash) is started again; one that ended in an orderly way was stopped by
/// somebody on purpose and stays down, so that an outage can be tried out.
struct ClusterKeeper: Sendable {
    let cluster: EmbeddedCluster
    let logger: Logger

    /// Starts the cluster, runs `body`, and stops the cluster whatever became of it.
    func whileRunning(_ body: @Sendable () async throws -> Void) async throws {
        let first = try await cluster.start()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keep(first) }
            do {
                try await body()
            } catch {
                // The cluster ends before the reason is told: whoever reads it may start again at once.
                group.cancelAll()
                try? await group.waitForAll()
                throw error
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func keep(_ first: ChildProcess) async throws {
        var child = first
        while true {
            guard let status = await end(of: child) else {
                await cluster.stop(child)
                return
            }
            if status == 0 {
                logger.warning("PostgreSQL was stopped; start it again, or restart comanda dev")
                try? await Task.sleep(for: .seconds(365 * 86_400))
                await cluster.stopForgotten()
                return
            }
            logger.error("PostgreSQL ended with status \(status); starting it again")
            child = try await cluster.start()
        }
    }

    /// The status with which the child ended; nil if we were told to end first.
    private func end(of child: ChildProcess) async -> Int32? {
        while !Task.isCancelled {
            if let status = child.statusIfEnded() { return status }
            await ChildProcess.pause(milliseconds: 100)
        }
        return nil
    }
}
