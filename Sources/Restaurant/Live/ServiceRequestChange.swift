internal import DataLoader
internal import GraphQLExecution

/// An event of a request of guests.
///
/// - SeeAlso: `schema.graphql`, type `ServiceRequestChange`; `Config/permissions.yaml`, key
///   `ServiceRequestChange`.
enum ServiceRequestChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("serviceRequest", ServiceRequest.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.serviceRequestChanged`.
    static let source = LiveSource(
        name: "serviceRequestChanged", place: .branch, changes: ["service_request.changed": .changed],
        subjects: [
            Field.Subject(ServiceRequest.typeName, ServiceRequest.byID, key: [.column(LiveEvent.entity)])
        ],
        requires: Branch.ofList)
}
