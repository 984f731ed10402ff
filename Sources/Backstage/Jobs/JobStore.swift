import Database

extension Transaction {
    /// Takes the next job of a lane for `Limits.jobSeconds`, of that of times for less; another process takes
    /// another. Nil when none is due.
    func claimJob(_ lane: Lane, now: Int64) throws -> WaitingJob? {
        let seconds = lane == .times ? Limits.timesSeconds : Limits.jobSeconds
        return try row(
            """
            UPDATE jobs
            SET claimed_until = \(now + seconds * 1_000), attempts = attempts + 1
            WHERE id = (
                SELECT id
                FROM jobs
                WHERE lane = \(lane) AND has_failed = 0 AND due <= \(now) AND claimed_until < \(now)
                ORDER BY due, id
                LIMIT 1\(.skippingLocked))
            RETURNING id, kind, body, attempts
            """
        ) { WaitingJob(id: $0[0], kind: $0[1], body: $0[2], attempts: $0[3]) }
    }

    func renewClaim(of job: JobID, now: Int64) throws {
        try run("UPDATE jobs SET claimed_until = \(now + Limits.jobSeconds * 1_000) WHERE id = \(job)")
    }

    /// Lets go of every claim: for a process that has the database to itself and was not there a moment ago.
    func releaseClaims() throws {
        try run("UPDATE jobs SET claimed_until = 0 WHERE claimed_until > 0 AND has_failed = 0")
    }

    /// Puts a job back as if it had not been tried.
    func letGo(of job: JobID) throws {
        try run("UPDATE jobs SET claimed_until = 0, attempts = attempts - 1 WHERE id = \(job)")
    }

    func finishJob(_ id: JobID) throws { try run("DELETE FROM jobs WHERE id = \(id)") }

    /// Puts a failed job back for later, or aside for the administrator when it has failed too often.
    func postponeJob(_ job: WaitingJob, error: String, now: Int64) throws {
        let isLast = job.attempts >= Limits.jobAttempts
        // 2 s, 4 s, 8 s … about 4 minutes in all: a passing fault is over by then.
        let delay = Int64(1_000) << Int64(min(job.attempts, 16))
        try run(
            """
            UPDATE jobs
            SET claimed_until = 0, due = \(now + delay), has_failed = \(isLast),
                error = \(String(error.prefix(Limits.jobErrorCharacters)))
            WHERE id = \(job.id)
            """)
    }

    /// The lanes in which something is due.
    func lanesDue(now: Int64) throws -> [Lane] {
        try rows(
            """
            SELECT DISTINCT lane
            FROM jobs
            WHERE has_failed = 0 AND due <= \(now) AND claimed_until < \(now)
            """
        ) { $0[0] }
    }

    /// How many wait and how many were given up, by lane.
    func jobCounts() throws -> [(lane: Lane, waiting: Int64, failed: Int64)] {
        try rows(
            """
            SELECT lane, count(*) FILTER (WHERE has_failed = 0), count(*) FILTER (WHERE has_failed = 1)
            FROM jobs
            GROUP BY lane
            ORDER BY lane
            """
        ) { (lane: $0[0], waiting: $0[1], failed: $0[2]) }
    }
}

extension Transaction {
    /// Takes back what waits under this kind and nobody works on.
    func forgetWaiting(kind: String) throws {
        try run("DELETE FROM jobs WHERE kind = \(kind) AND claimed_until = 0")
    }
}
