import HTTPTypes
import Hummingbird
import NIOCore

/// The URL table that each slice fills: one line a URL, one short function behind it.
struct RouteTable {
    typealias Handler = @Sendable (Visit) async throws -> Response

    private var paths: [String: [HTTPRequest.Method: Handler]] = [:]
    private var order: [String] = []

    mutating func get(_ path: String, _ handler: @escaping Handler) { add(.get, path, handler) }
    mutating func post(_ path: String, _ handler: @escaping Handler) { add(.post, path, handler) }

    mutating func add(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        precondition(paths[path]?[method] == nil, "two routes for \(method) \(path)")
        if paths[path] == nil { order.append(path) }
        paths[path, default: [:]][method] = handler
    }

    /// Hands the table to the router: HEAD answers as GET without its body, any other method is 405 with
    /// `Allow`.
    func install(in router: Router<VisitContext>) {
        for path in order {
            let handlers = paths[path] ?? [:]
            for method in [HTTPRequest.Method.get, .post, .head, .put, .patch, .delete, .options] {
                let stand = method == .head ? handlers[.get] : nil
                let handler = handlers[method] ?? stand ?? Self.notAllowed(handlers.keys)
                router.on(RouterPath(path), method: method) { _, context in
                    guard var visit = context.visit else { throw Missing() }
                    visit.parameters = context.parameters
                    return try await handler(visit)
                }
            }
        }
    }

    private static func notAllowed(_ known: some Sequence<HTTPRequest.Method>) -> Handler {
        let names = known.map(\.rawValue).sorted() + (known.contains(.get) ? ["HEAD"] : [])
        return { visit in
            var response = Failures.page(.methodNotAllowed, for: visit)
            response.headers[.allow] = names.joined(separator: ", ")
            return response
        }
    }
}
