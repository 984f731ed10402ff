import Foundation
import HTTPTypes
import Hummingbird

/// What a script is told of a saving.
private struct DraftAnswer: Encodable {
    /// The draft this page writes from now on; in a conflict the one that keeps its words.
    var id: String?
    var revision: Int64?
    /// Milliseconds UTC.
    var saved: Int64?
    /// Why not, or that somebody else saved too: a sentence.
    var problem: String?
    /// Where both savings stand side by side, and the word for it.
    var compare: String?
    var compareWord: String?
}

extension App {
    /// Saves as one types: the composer's fields come as its form sends them, the answer is JSON. 409 when
    /// somebody else saved meanwhile, 422 when there is no room, 401 without a sign-in, 403 for a moderator.
    func autosave(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.draftFormBytes)
        guard let member = visit.member else {
            return try answer(DraftAnswer(problem: visit.say(.draft_not_saved)), .unauthorized, visit)
        }
        guard member.role.permits(.speak) else {
            let said = visit.say(.people_may_not_speak, ["name": member.channel.name])
            return try answer(DraftAnswer(problem: said), .forbidden, visit)
        }
        // Pictures come with the form's own buttons.
        let composer = try await readComposer(Form(fields: form.fields), member).0
        guard !composer.isBlank || composer.saved != nil else { return try answer(DraftAnswer(), .ok, visit) }
        do {
            switch try await saved(composer, member) {
            case .saved(let id, let revision):
                return try answer(
                    DraftAnswer(id: "\(id)", revision: revision, saved: visit.now), .ok, visit)
            case .conflict(let kept, let theirs):
                let compare = Link.studio(draft: kept).with("rival", theirs.id)
                return try answer(
                    DraftAnswer(
                        id: "\(kept)", revision: 1, saved: visit.now, problem: visit.say(.draft_conflict),
                        compare: compare.path, compareWord: visit.say(.draft_compare)),
                    .conflict, visit)
            }
        } catch let refused as Refused {
            let said = refused.problems.first?.said(in: visit.language)
            return try answer(DraftAnswer(problem: said), .unprocessableContent, visit)
        }
    }

    /// The button of those without scripts, or for photographs: the same page again, now of a draft.
    func save(
        _ composer: Composer, _ problems: [Problem], _ member: Member, _ visit: Visit
    ) async throws -> Response {
        var composer = composer
        composer.problems = problems
        guard !composer.isBlank || composer.saved != nil else {
            return try await showStudio(composer, member, visit)
        }
        switch try await saved(composer, member) {
        case .conflict(let kept, let theirs):
            return try await showConflict(composer, kept: kept, theirs, member, visit)
        case .saved(let id, let revision):
            guard !problems.isEmpty else { return visit.redirect(to: .studio(draft: id)) }
            (composer.saved, composer.revision, composer.savedAt) = (id, revision, visit.now)
            return try await showStudio(composer, member, visit, status: 422)
        }
    }

    /// Puts these words in place of the other editor's, whose saving was shown beside them.
    func keepMine(_ composer: Composer, _ member: Member, _ visit: Visit) async throws -> Response {
        let me = member.channel.id
        let saving = try await saveDraft(
            composer.writing(), over: composer.rival, revision: composer.rivalRevision, as: me,
            by: member.account.id)
        // They stood in a draft of their own meanwhile.
        if let kept = composer.saved, kept != composer.rival {
            try await database.write { tx in _ = try tx.forgetDraft(kept, of: me) }
        }
        switch saving {
        case .saved(let id, _): return visit.redirect(to: .studio(draft: id))
        case .conflict(let kept, let theirs):
            return try await showConflict(composer, kept: kept, theirs, member, visit)
        }
    }

    /// Publishing takes the draft away: who else saved it meanwhile is heard first. Nil when nobody did.
    func savedBeforePublishing(
        _ composer: Composer, _ member: Member, _ visit: Visit
    ) async throws -> Response? {
        guard let id = composer.saved else { return nil }
        let me = member.channel.id
        let stored = try await database.read { try $0.savedDraft(id, of: me) }
        guard let stored, stored.revision != composer.revision,
            composer.seat.isEmpty || stored.writing.seat != composer.seat,
            case .conflict(let kept, let theirs) = try await saved(composer, member)
        else { return nil }
        return try await showConflict(composer, kept: kept, theirs, member, visit)
    }

    private func saved(_ composer: Composer, _ member: Member) async throws -> DraftSaving {
        try await saveDraft(
            composer.writing(), over: composer.saved, revision: composer.revision, as: member.channel.id,
            by: member.account.id)
    }

    /// Both savings side by side: these words in the form, theirs beside it.
    private func showConflict(
        _ composer: Composer, kept: DraftID, _ theirs: SavedDraft, _ member: Member, _ visit: Visit
    ) async throws -> Response {
        var composer = composer
        (composer.saved, composer.revision, composer.savedAt) = (kept, 1, visit.now)
        composer.rival = theirs.id
        return try await showStudio(composer, member, visit, status: 409)
    }

    private func answer(
        _ answer: DraftAnswer, _ status: HTTPResponse.Status, _ visit: Visit
    ) throws -> Response {
        visit.reply(Array(try JSONEncoder().encode(answer)), type: "application/json", status: status)
    }
}
