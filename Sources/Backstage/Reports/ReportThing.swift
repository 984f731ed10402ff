import Markup

/// Why a report was not taken.
enum ReportRefusal: Refusal, Equatable {
    case noReason
    case wordsMissing
    case tooLong(by: Int)
    case own
    case already
    case tooMany

    var problem: Problem {
        switch self {
        case .noReason: Problem("reason", .report_no_reason)
        case .wordsMissing: Problem("words", .report_words_missing)
        case .tooLong(let by):
            Problem("words", .report_long, ["limit": "\(Limits.reportCharacters)"], count: Int64(by))
        case .own: Problem("", .report_own)
        case .already: Problem("", .report_already)
        case .tooMany: Problem("", .report_too_many, ["limit": "\(Limits.reportsADay)"])
        }
    }
}

extension App {
    /// Tells the site of something that this member may see, once while its case is open. Throws `Missing`
    /// for what they may not see.
    func report(
        _ subject: ReportSubject, for reason: ReportReason?, words: String, as channel: ChannelID,
        by account: AccountID
    ) async throws {
        let words = Cleaning.prose(words)
        let now = clock.now()
        let (report, newCase) = (ids.next(ReportID.self), ids.next(CaseID.self))
        let refusals = Self.judge(reason, words)
        try await database.write { tx in
            guard let thing = try tx.reported(subject, for: channel) else { throw Missing() }
            guard refusals.isEmpty, let reason else { throw Refused(refusals) }
            guard thing.account != account, thing.channel.id != channel else {
                throw Refused(ReportRefusal.own)
            }
            try tx.lock(account.raw)
            let since = now - 86_400_000
            guard try tx.reportCount(of: account, since: since) < Limits.reportsADay else {
                throw Refused(ReportRefusal.tooMany, status: 429)
            }
            try tx.lock(subject.lock)
            let open = try tx.openCase(of: subject)
            if let open, try tx.hasReported(open, account) { throw Refused(ReportRefusal.already) }
            if open == nil { try tx.insertCase(newCase, of: thing) }
            let new = NewReport(
                id: report, caseID: open ?? newCase, reporter: account, channel: channel,
                reason: reason, words: words, at: now)
            try tx.insert(new)
        }
    }

    private static func judge(_ reason: ReportReason?, _ words: String) -> [any Refusal] {
        var refusals: [ReportRefusal] = []
        if reason == nil { refusals.append(.noReason) }
        if reason == .other, Cleaning.isBlank(words) { refusals.append(.wordsMissing) }
        let over = Cleaning.characters(words) - Limits.reportCharacters
        if over > 0 { refusals.append(.tooLong(by: over)) }
        return refusals
    }
}

/// A report about to be written, all judged.
struct NewReport: Sendable {
    let id: ReportID
    let caseID: CaseID
    let reporter: AccountID
    let channel: ChannelID
    let reason: ReportReason
    let words: String
    let at: Int64
}
