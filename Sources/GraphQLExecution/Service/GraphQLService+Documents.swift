extension GraphQLService {
    /// The document of a request, sent or named, prepared.
    ///
    /// - Throws: the response in its place, when there is none or it may not run.
    func document(
        of request: GraphQLRequest, for caller: Sessions.Caller, _ access: AccessPolicy, _ requestID: String
    ) async throws(RefusedOperation) -> PreparedDocument {
        switch (request.reference, request.document) {
        case (nil, let source?):
            if isTrustedOnly(access, caller) { throw refusal(.untrusted, requestID) }
            return prepare(source, access)
        case (nil, nil): throw refusal(.missing, requestID)
        case (.automatic(let hash)?, let source?):
            return try register(source, hash, caller, access, requestID)
        case (.automatic(let hash)?, nil):
            guard let persisted else { throw refusal(.automaticOff, requestID) }
            if isTrustedOnly(access, caller) {
                return try await trusted(hash, caller, access, requestID, otherwise: .automaticOff)
            }
            guard let source = automatic.document(hash, in: persisted.namespace(caller)) else {
                throw refusal(.automaticUnknown, requestID)
            }
            return prepare(source, access)
        case (.trusted(let hash)?, _):
            return try await trusted(hash, caller, access, requestID, otherwise: .unknown)
        }
    }

    /// Prepares a document that came with its hash, and keeps it if it is valid: only what can run is worth
    /// the room.
    private func register(
        _ source: [UInt8], _ hash: String, _ caller: Sessions.Caller, _ access: AccessPolicy,
        _ requestID: String
    ) throws(RefusedOperation) -> PreparedDocument {
        guard let persisted else { throw refusal(.automaticOff, requestID) }
        if isTrustedOnly(access, caller) { throw refusal(.untrusted, requestID) }
        let namespace = persisted.namespace(caller)
        if automatic.document(hash, in: namespace) != source {
            guard persisted.sha256(source) == hash else { throw refusal(.hashMismatch, requestID) }
        }
        let prepared = prepare(source, access)
        if prepared.isValid { automatic.keep(source, hash, in: namespace) }
        return prepared
    }

    private func trusted(
        _ hash: String, _ caller: Sessions.Caller, _ access: AccessPolicy, _ requestID: String,
        otherwise absence: DocumentRefusal
    ) async throws(RefusedOperation) -> PreparedDocument {
        let source: [UInt8]?
        do {
            source = try await persisted?.trusted(hash, caller)
        } catch {
            throw RefusedOperation(response: Self.failure(error, requestID))
        }
        guard let source else { throw refusal(absence, requestID) }
        return prepare(source, access)
    }

    private func isTrustedOnly(_ access: AccessPolicy, _ caller: Sessions.Caller) -> Bool {
        access.trustedDocumentsOnly || persisted?.trustedOnly(caller) == true
    }

    private func refusal(_ refusal: DocumentRefusal, _ requestID: String) -> RefusedOperation {
        RefusedOperation(
            response: Self.refusal(refusal.message, refusal.code, .requestError, requestID))
    }
}

/// Why there is no document to run. Clients of automatic persisted queries look at messages and codes alike.
private enum DocumentRefusal {
    case missing, unknown, untrusted, automaticUnknown, automaticOff, hashMismatch

    var code: String {
        switch self {
        case .missing: "BAD_REQUEST"
        case .unknown: "PERSISTED_DOCUMENT_NOT_FOUND"
        case .untrusted: "DOCUMENT_NOT_TRUSTED"
        case .automaticUnknown: "PERSISTED_QUERY_NOT_FOUND"
        case .automaticOff: "PERSISTED_QUERY_NOT_SUPPORTED"
        case .hashMismatch: "PERSISTED_QUERY_HASH_MISMATCH"
        }
    }

    var message: String {
        switch self {
        case .missing: "The request has no document."
        case .unknown: "No document with this id has been imported."
        case .untrusted: "Only imported documents are run here: send a documentId."
        case .automaticUnknown: "PersistedQueryNotFound"
        case .automaticOff: "PersistedQueryNotSupported"
        case .hashMismatch: "The document does not have the sha256Hash that came with it."
        }
    }
}
