import Database
import Foundation
import Markup
import MediaTools
import Synchronization

/// Why the demonstration world was not made.
enum DemoRefusal: Error, CustomStringConvertible {
    case notEmpty
    case noMedia(String)

    var description: String {
        switch self {
        case .notEmpty: "The data folder already holds a site. Name an empty one with BACKSTAGE_DATA."
        case .noMedia(let folder):
            "There are no pictures in \(folder). Run scripts/demo-media \(folder) first."
        }
    }
}

extension App {
    /// Fills an empty site by its own verbs, in the order in which it would have happened.
    ///
    /// `time` is this app's clock: set back for each deed, and to now at the end.
    func makeDemoWorld(media folder: String, time: DemoClock) async throws {
        guard try await database.read({ try $0.hasNoAccounts() }) else { throw DemoRefusal.notEmpty }
        guard FileManager.default.fileExists(atPath: folder + "/manifest.txt") else {
            throw DemoRefusal.noMedia(folder)
        }
        let world = DemoMaker(app: self, folder: folder, time: time)
        try await world.make()
    }
}

/// The clock of a world in the making.
final class DemoClock: Sendable {
    private let offset = Mutex<Int64>(0)

    var clock: Clock { Clock { [self] in Clock.system.now() + offset.withLock { $0 } } }
    func set(minutesAgo: Int64) { offset.withLock { $0 = -minutesAgo * 60_000 } }
}

/// Makes the world deed by deed.
private final class DemoMaker {
    private let app: App
    private let folder: String
    private let time: DemoClock
    private var channels: [String: ChannelID] = [:]
    /// By their titles.
    private var videos: [String: PostID] = [:]
    /// The newest of each channel that is no video.
    private var notes: [String: PostID] = [:]

    init(app: App, folder: String, time: DemoClock) {
        (self.app, self.folder, self.time) = (app, folder, time)
    }

    func make() async throws {
        time.set(minutesAgo: 60 * 24 * 9)
        for person in DemoWorld.people { try await settle(person) }
        for (follower, targets) in DemoWorld.follows {
            for (target, bell) in targets {
                try await app.subscribe(channel(follower), to: channel(target), bell: bell)
            }
        }
        try await app.runJobs()
        try await app.setStage(.invited, by: nil)
        for handle in DemoWorld.invited { try await app.setInvitation(ofHandle: handle, to: true) }
        for entry in DemoWorld.entries.sorted(by: { $0.minutesAgo > $1.minutesAgo }) { try await add(entry) }
        time.set(minutesAgo: 0)
        try await app.runJobs()
        try await prepareForTomorrow()
        try await lookAfter()
        try await readUntilYesterday()
    }

    private func channel(_ handle: String) throws -> ChannelID {
        guard let id = channels[handle] else { preconditionFailure("nobody in the demo is called \(handle)") }
        return id
    }

    private func settle(_ person: DemoWorld.Person) async throws {
        let email = "\(person.handle)@demo.example"
        if person.handle == "cleo" {
            _ = try await app.createAdmin(
                email: email, password: DemoWorld.password, handle: person.handle, name: person.name)
        } else {
            _ = try await app.signUp(
                email: email, password: DemoWorld.password, handle: person.handle, name: person.name)
        }
        guard let made = try await app.database.read({ try $0.channel(handle: person.handle) }) else {
            return
        }
        channels[person.handle] = made.id
        let avatar = try await picture(person.avatar, made.id, Limits.avatarWidths)
        let banner = try await picture(person.banner, made.id, Limits.bannerWidths)
        try await app.saveChannel(
            made.id, name: person.name, bio: person.bio, links: person.links, isPerson: person.isPerson,
            avatar: avatar, banner: banner)
    }

    private func picture(_ file: String?, _ owner: ChannelID, _ widths: [Int]) async throws -> AttachmentID? {
        guard let file else { return nil }
        return try await app.takePicture(
            at: "\(folder)/\(file)", owner: owner, widths: widths, kind: .adornment
        ).id
    }

    private func photos(
        _ files: [(file: String, alt: String)], _ owner: ChannelID
    ) async throws -> [DraftPhoto] {
        var photos: [DraftPhoto] = []
        for (file, alt) in files {
            let taken = try await app.takePicture(
                at: "\(folder)/\(file)", owner: owner, widths: Limits.photoWidths, kind: .photo)
            photos.append(DraftPhoto(attachment: taken.id, alt: alt))
        }
        return photos
    }

    private func add(_ entry: DemoWorld.Entry) async throws {
        time.set(minutesAgo: entry.minutesAgo)
        let author = try channel(entry.by)
        let post = try await publish(entry.deed, as: author)
        if case .video = entry.deed {} else { notes[entry.by] = post }
        if entry.isPinned { try await app.pin(post, as: author) }
        var minutes = entry.minutesAgo
        for liker in entry.likes { try await app.setLike(true, on: post, as: channel(liker)) }
        for answer in entry.comments { try await self.answer(answer, on: post, of: author, &minutes) }
        try await app.runJobs()
    }

    private func publish(_ deed: DemoWorld.Deed, as author: ChannelID) async throws -> PostID {
        switch deed {
        case .note(let text, let files, let video):
            var draft = Draft(text: text, photos: try await photos(files, author))
            draft.video = video.flatMap { videos[$0] }
            return try await app.publish(draft, as: author)
        case .poll(let question, let options, let pictures, let hours, let votes):
            var draft = Draft(text: question)
            var choices = options.map { DraftOption($0) }
            for (index, file) in pictures.enumerated() {
                choices[index].picture = try await app.takePicture(
                    at: "\(folder)/\(file)", owner: author, widths: Limits.photoWidths, kind: .option
                ).id
            }
            draft.poll = DraftPoll(options: choices, closes: app.clock.now() + Int64(hours) * 3_600_000)
            return try await asked(draft, votes, as: author)
        case .quiz(let question, let options, let answer, let why, let answers):
            var draft = Draft(text: question)
            draft.poll = DraftPoll(
                options: options.map { DraftOption($0) }, isQuiz: true, answer: answer, explanation: why)
            return try await asked(draft, answers, as: author)
        case .share(let text, let title):
            var draft = Draft(text: text)
            draft.shared = videos[title]
            return try await app.publish(draft, as: author)
        case .video(let title, let text, let file):
            var draft = VideoDraft()
            (draft.title, draft.text) = (title, text)
            let film = SentFile(path: "\(folder)/\(file)", filename: file)
            let post = try await app.publishVideo(draft, VideoFiles(film: film), as: author)
            // Prepared now, so that it appears at its own time in this story.
            try await app.runJobs()
            videos[title] = post
            return post
        }
    }

    private func asked(_ draft: Draft, _ votes: [Int: [String]], as author: ChannelID) async throws -> PostID
    {
        let post = try await app.publish(draft, as: author)
        for (choice, voters) in votes.sorted(by: { $0.key < $1.key }) {
            for voter in voters { try await app.vote(choice, in: post, as: channel(voter)) }
        }
        return post
    }

    private func answer(
        _ answer: DemoWorld.Answer, on parent: PostID, of host: ChannelID, _ minutes: inout Int64
    ) async throws {
        minutes = max(1, minutes - 3)
        time.set(minutesAgo: minutes)
        let author = try channel(answer.by)
        let photos = try await photos(answer.photo.map { [$0] } ?? [], author)
        let comment = try await app.comment(
            text: answer.text, photos: photos, at: answer.at, on: parent, as: author)
        switch answer.mark {
        case .hearted: try await app.setHeart(true, on: comment, as: host)
        case .pinned: try await app.setPin(true, on: comment, as: host)
        case .none: break
        }
        for liker in answer.likes { try await app.setLike(true, on: comment, as: channel(liker)) }
        for reply in answer.replies { try await self.answer(reply, on: comment, of: host, &minutes) }
    }

    /// What nobody else sees yet, and what only members do.
    private func prepareForTomorrow() async throws {
        let (demo, ada) = (try channel("demo"), try channel("ada"))
        let tomorrow = DraftSchedule(app.clock.now() + 26 * 3_600_000, zone: "Europe/Paris")
        var later = Draft(text: "Tomorrow at this stage: how the curtain came by its scallops.")
        (later.schedule, later.expiresAfterHours) = (tomorrow, 24)
        try await app.publish(later, as: demo)
        if let owner = try await app.database.read({ try $0.owner(of: ada) }) {
            try await app.addMember("@demo", to: ada, by: owner)
        }
        var inside = Draft(text: "For members: the dome is open on Friday, the porridge from eight.")
        inside.audience = .members
        try await app.publish(inside, as: ada)
        try await app.runJobs()
    }

    /// What waits for the channel's people and for the site's.
    private func lookAfter() async throws {
        guard let welcome = notes["demo"], let breakfast = notes["ada"] else { return }
        let (demo, ben) = (try channel("demo"), try channel("ben"))
        let rule = CommentSettings(
            holding: .someBad, holdsLinks: true, holdsFirstMedia: true, words: DemoWorld.blockedWords)
        try await app.setCommentSettings(rule, of: demo)
        var minutes: Int64 = 90
        for answer in DemoWorld.held { try await self.answer(answer, on: welcome, of: demo, &minutes) }
        let rude = try await app.comment(
            text: DemoWorld.rude, photos: [], on: welcome, as: try channel("dan"))
        guard let people = try await app.database.read({ try $0.owner(of: demo) }),
            let reader = try await app.database.read({ try $0.owner(of: ben) })
        else { return }
        try await app.moderate(.remove, [rude], reason: RemovalReason(kind: .insult), as: demo, by: people)
        let sold = try await app.comment(
            text: DemoWorld.sold, photos: [], on: breakfast, as: try channel("eve"))
        try await app.report(.post(sold), for: .spam, words: DemoWorld.report, as: ben, by: reader)
        time.set(minutesAgo: 0)
        try await app.runJobs()
    }

    /// So that the demo's inboxes hold both read and new.
    private func readUntilYesterday() async throws {
        let mark = IdMaker.first(atMilliseconds: app.clock.now() - 20 * 3_600_000)
        for (handle, _) in DemoWorld.accounts {
            let id = try channel(handle)
            try await app.markRead(until: mark, as: id)
        }
    }
}
