internal import DataLoader
internal import GraphQLExecution

/// How pictures come into the store.
enum ImageArea: Area {
    static let types: [any ObjectType.Type] = [
        Image.self, UploadHeader.self, UploadCreate.self, UploadComplete.self, UploadUserError.self,
    ]

    static let mutations: [String: MutationMaker] = ["uploadCreate": UploadCreate.mutation]
}
