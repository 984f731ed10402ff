/// Work that waits for a thread with a connection, whatever it answers.
protocol Work: AnyObject, Sendable {
    /// Why the last run failed; nil when it did not.
    var failure: (any Error)? { get }
    /// Whether the engine stopped the last run for a reason that may be gone the next time.
    var mayPassIfRepeated: Bool { get }
    /// Whom to tell what once the last run is kept.
    var notes: [Note] { get }

    /// Runs the closure. May be called again; the last run counts.
    func run(on connection: any Connection, isWrite: Bool)
    /// Tells the caller what came of the last run. Exactly one of `finish` and `refuse` is called, once.
    func finish()
    func refuse(_ error: any Error)
    /// The last run could not be kept.
    func fail(_ error: any Error)
}

/// One caller's closure and the caller that awaits it.
///
/// Unchecked: the queue hands it to exactly one thread, which alone touches what changes here; the queue's
/// lock orders its making before that.
final class Errand<Answer: Sendable>: Work, @unchecked Sendable {
    private let work: @Sendable (Transaction) throws -> Answer
    private let count: QueryCount?
    private let caller: CheckedContinuation<Answer, any Error>
    private var result: Result<Answer, any Error>?
    private var doom: DatabaseError?
    private(set) var notes: [Note] = []

    init(
        _ work: @escaping @Sendable (Transaction) throws -> Answer, _ count: QueryCount?,
        _ caller: CheckedContinuation<Answer, any Error>
    ) {
        (self.work, self.count, self.caller) = (work, count, caller)
    }

    var failure: (any Error)? {
        if case .failure(let error)? = result { error } else { nil }
    }

    var mayPassIfRepeated: Bool { (doom ?? failure as? DatabaseError)?.mayPassIfRepeated ?? false }

    func run(on connection: any Connection, isWrite: Bool) {
        let transaction = Transaction(connection, count, isWrite: isWrite)
        result = Result { try work(transaction) }
        (notes, doom) = (transaction.notes, transaction.doom)
        if failure == nil, let doom { result = .failure(doom) }
    }

    func finish() {
        guard let result else { preconditionFailure("work is finished after it was run") }
        caller.resume(with: result)
    }

    func refuse(_ error: any Error) { caller.resume(throwing: error) }
    func fail(_ error: any Error) { result = .failure(error) }
}
