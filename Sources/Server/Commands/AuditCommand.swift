import ArgumentParser
import Audit
import Domain
import Foundation
import Postgres
import Restaurant

/// `comanda audit`: the log of who did what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The log of who did what.", subcommands: [Verify.self])

    /// `comanda audit verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow the chains of the audit log; the first broken link ends it with exit 65.",
            discussion: """
                Works as the owner of the tables: DATABASE_URL names that role. Heads saved by an earlier \
                run and kept elsewhere show what a chain alone cannot: that somebody who can write the \
                whole database has cut it short or written it anew.
                """)

        @Option(help: "Only this organization: its slug or its id.")
        var organization: String?

        @Option(help: "Hold the chains against the heads in this file, too.")
        var against: String?

        @Option(help: "Write where each chain ends to this file.")
        var save: String?

        func run() async throws {
            try await StartFailure.reporting {
                let launch = try await Launch.prepared()
                let only = try await chosen(launch)
                let saved = try Self.saved(against)
                let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.owner)
                let report = try await Databases.with(address, launch.reactors) { connection in
                    try await Self.verify(only, saved, on: connection)
                }
                if let save { try Self.write(report.heads, to: save) }
                Terminal.say(
                    "\(report.entryCount) entries in \(report.chainCount) chains of "
                        + "\(report.organizationCount) organizations are as they were written")
            }
        }

        private func chosen(_ launch: Launch) async throws -> [UUIDBytes]? {
            guard let organization else { return nil }
            let id = try await TenantDirectory(launch: launch).organization(organization)
            guard let uuid = EntityKind.organization.uuid(id) else {
                throw StartFailure("'\(organization)' is no organization")
            }
            return [uuid]
        }

        private static func verify(
            _ organizations: [UUIDBytes]?, _ saved: SavedHeads, on connection: PostgresConnection
        ) async throws -> AuditVerification.Report {
            do throws(AuditVerification.Failure) {
                return try await AuditVerification(connection, against: saved).run(of: organizations)
            } catch {
                switch error {
                case .broken(let link): throw StartFailure("audit: \(place(of: link))", status: 65)
                case .failed(let error): throw error
                }
            }
        }

        /// Where a chain breaks and how, on one line.
        private static func place(of link: BrokenLink) -> String {
            let organization = link.chain.organization
            let owner =
                organization == AuditChain.none ? "platform" : EntityKind.organization.id(organization)
            let branch = link.chain.branch.map { ", \(EntityKind.branch.id($0))" } ?? ""
            let entry = link.entry.map { " (\(EntityKind.auditEntry.id($0)))" } ?? ""
            return "\(owner)\(branch), entry \(link.sequence)\(entry): \(link.fault)"
        }

        private static func saved(_ file: String?) throws -> SavedHeads {
            guard let file else { return SavedHeads() }
            let text = try Product.text(file)
            do throws(SavedHeads.Malformed) {
                return try SavedHeads(text)
            } catch {
                throw StartFailure("\(file):\(error.line): no head of a chain", status: 65)
            }
        }

        private static func write(_ heads: SavedHeads, to file: String) throws {
            do {
                try heads.text.write(toFile: file, atomically: true, encoding: .utf8)
            } catch {
                throw StartFailure("\(file): cannot be written")
            }
        }
    }
}
