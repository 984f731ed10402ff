import Database
import Synchronization

/// Views, counted in memory and written together: a viral video must not make every reader a writer.
///
/// Nobody was promised a view, so those of the last seconds may go with a killed process.
final class Tally: Sendable {
    private let views = Mutex<[PostID: Int64]>([:])

    func viewed(_ post: PostID) {
        views.withLock { views in
            guard views.count < 10_000 || views[post] != nil else { return }
            views[post, default: 0] += 1
        }
    }

    func take() -> [PostID: Int64] {
        views.withLock { views in
            defer { views = [:] }
            return views
        }
    }
}
