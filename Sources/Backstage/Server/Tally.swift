import Database
import Synchronization

/// Views and looks, counted in memory and written together: a viral post must not make every reader a writer.
///
/// Nobody was promised one, so those of the last seconds may go with a killed process.
final class Tally: Sendable {
    private let counts = Mutex<[PostID: Int64]>([:])

    /// One more of each of these posts.
    func add(_ posts: PostID...) { add(posts) }

    func add(_ posts: [PostID]) {
        counts.withLock { counts in
            for post in posts where counts.count < Limits.tallied || counts[post] != nil {
                counts[post, default: 0] += 1
            }
        }
    }

    func take() -> [PostID: Int64] {
        counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
    }
}

extension Limits {
    /// Posts between two writings: half a megabyte. Of further ones nothing is counted.
    static let tallied = 10_000
}
