/// Why one try at a request did not succeed.
enum S3Failure: Error {
    /// The store said no.
    case answered(S3Problem)
    /// Nobody answered, or the connection broke.
    case broken(String)

    /// Whether the same request may well succeed a moment later.
    var mayPass: Bool {
        switch self {
        case .broken: true
        case .answered(let problem):
            [408, 429, 500, 502, 503, 504].contains(problem.status)
                || ["InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout"].contains(
                    problem.code)
        }
    }
}

/// The one place that tries again.
///
/// After a failure that may pass, a pause: 0.2 s, doubled with each try up to 10 s, of which chance takes
/// away up to half, so that many waiting together do not come back together. Tries and time are bounded;
/// the last failure is thrown. Whatever else is thrown passes through at once.
struct S3Retries: Sendable {
    let limits: BlobLimits
    let clock: BlobClock

    func run<Answer>(_ attempt: () async throws -> Answer) async throws -> Answer {
        let start = clock.uptime()
        var tries = 1
        while true {
            do {
                return try await attempt()
            } catch let failure as S3Failure {
                let pause = pause(after: tries)
                let spent = clock.uptime() - start
                guard failure.mayPass, tries < limits.triesMax,
                    spent + pause <= .seconds(limits.triesSecondsMax)
                else { throw failure }
                try await clock.pause(pause)
                tries += 1
            }
        }
    }

    private func pause(after tries: Int) -> Duration {
        let doubled = limits.pauseMillisecondsFirst << min(tries - 1, 20)
        let whole = Double(min(doubled, limits.pauseMillisecondsMax))
        return .microseconds(Int(whole * 1000 * (1 - clock.chance() / 2)))
    }
}
