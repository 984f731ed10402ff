import Synchronization

/// A fixed number may work at once; the rest waits in order.
final class Turns: Sendable {
    private struct Line {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let line: Mutex<Line>

    init(_ atOnce: Int) { line = Mutex(Line(free: atOnce)) }

    func taking<T: Sendable>(_ work: () async throws -> T) async rethrows -> T {
        await begin()
        defer { end() }
        return try await work()
    }

    private func begin() async {
        await withCheckedContinuation { turn in
            let mayGo = line.withLock { line in
                guard line.free > 0 else {
                    line.waiting.append(turn)
                    return false
                }
                line.free -= 1
                return true
            }
            if mayGo { turn.resume() }
        }
    }

    private func end() {
        let next = line.withLock { line -> CheckedContinuation<Void, Never>? in
            guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
            line.free += 1
            return nil
        }
        next?.resume()
    }
}
