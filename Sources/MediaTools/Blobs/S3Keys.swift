/// What an object store knows us by. It tells its secrets to no description, mirror or dump.
public struct S3Keys: Sendable, Equatable {
    public let id: String
    let secret: String
    /// Of a temporary pair of keys.
    let token: String?

    public init(id: String, secret: String, token: String? = nil) {
        self.id = id
        self.secret = secret
        self.token = token
    }
}

extension S3Keys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "S3Keys(\(id))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
