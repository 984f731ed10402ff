import Foundation
import Markup
import Testing

@testable import Backstage

@Suite("Uploads that wait") struct UploadUpkeepTests {
    @Test("an upload goes a day after its last byte, its file with it; asking alone does not keep it")
    func expiry() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            _ = try await upload.send([1, 2], at: 0)
            rig.time.advance(hours: 23)
            _ = try await upload.send([3], at: 2)
            rig.time.advance(hours: 23)
            try await rig.app.sweepResumableUploads()
            #expect(try await upload.send([], at: 3).status == 204)
            #expect(try await upload.offset() == 3)
            rig.time.advance(hours: 2)
            #expect(try await upload.offset() == nil)
            #expect(try await upload.send([4], at: 3).status == 404)
            try await rig.app.sweepResumableUploads()
            #expect(try rig.unfinishedNames.isEmpty)
            let row = try await rig.app.database.read { try $0.knownUploads([upload.key]) }
            #expect(row.isEmpty)
        }
    }

    @Test("an expired upload takes up no room, also before it is swept")
    func room() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            for _ in 0..<Limits.uploadsAtOnce { _ = try await TusClient.begin(ada, 10) }
            rig.time.advance(hours: 25)
            _ = try await TusClient.begin(ada, 10)
        }
    }

    @Test("files that belong to nothing go after a day; younger ones, and those of uploads, stay")
    func strays() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            func put(_ name: String, hoursOld: Double) throws {
                let path = "\(rig.app.unfinishedFolder)/\(name)"
                if name != upload.key { try Data([1]).write(to: URL(fileURLWithPath: path)) }
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -hoursOld * 3_600)], ofItemAtPath: path)
            }
            try put("old", hoursOld: 25)
            try put("young", hoursOld: 23)
            try put(upload.key, hoursOld: 30)
            try FileManager.default.createDirectory(
                atPath: "\(rig.app.unfinishedFolder)/folder", withIntermediateDirectories: true)
            try put("folder/inside", hoursOld: 30)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -30 * 3_600)],
                ofItemAtPath: "\(rig.app.unfinishedFolder)/folder")
            try await rig.app.sweepResumableUploads()
            #expect(Set(try rig.unfinishedNames) == ["young", upload.key])
        }
    }

    @Test("an upload that somebody is writing is not swept, however late it is")
    func inHand() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            #expect(rig.app.uploadsInHand.take(upload.key))
            rig.time.advance(hours: 25)
            try await rig.app.sweepResumableUploads()
            #expect(try rig.unfinishedNames == [upload.key])
            rig.app.uploadsInHand.release(upload.key)
            try await rig.app.sweepResumableUploads()
            #expect(try rig.unfinishedNames.isEmpty)
        }
    }

    @Test("a file that is being looked at has a second name, young again")
    func secondName() async throws {
        try await Rig.run(.sqlite) { rig in
            let path = "\(rig.app.unfinishedFolder)/sent"
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -30 * 3_600)], ofItemAtPath: path)
            let name = try await rig.app.secondName(for: path)
            try await rig.app.sweepResumableUploads()
            #expect(FileManager.default.contents(atPath: name) == Data([1, 2, 3]))
        }
    }

    @Test("only a whole upload of one's own is taken, and stays until it is used")
    func taking() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let upload = try await TusClient.begin(ada, 3, name: "a film.mp4")
            let unfinished = Problem("file", .video_upload_unfinished)
            let gone = Problem("file", .upload_gone)
            func take(_ key: String?, _ person: Person) async throws -> SentFile? {
                let account = try await rig.account(person)
                return try await rig.app.sentUpload(key, of: account, unfinished: unfinished, gone: gone)
            }
            func problem(_ key: String, _ person: Person) async -> Problem? {
                do {
                    _ = try await take(key, person)
                    return nil
                } catch { return (error as? Refused)?.problems.first }
            }
            #expect(try await take(nil, .ada) == nil)
            #expect(await problem(upload.key, .ada) == unfinished)
            #expect(try await upload.send([1, 2, 3], at: 0).status == 204)
            #expect(await problem(upload.key, .ben) == gone)
            #expect(await problem("0123456789abcdef0123456789abcdef", .ada) == gone)
            for _ in 0..<2 {
                let sent = try #require(try await take(upload.key, .ada))
                #expect(sent.filename == "a film.mp4" && sent.upload == upload.key)
                #expect(FileManager.default.contents(atPath: sent.path) == Data([1, 2, 3]))
            }
            #expect(try await rig.app.database.write { try $0.forgetUpload(upload.key) })
            #expect(try await !rig.app.database.write { try $0.forgetUpload(upload.key) }, "used once")
            #expect(await problem(upload.key, .ada) == gone)
            #expect(try await upload.by(ben).head().status == 404)
        }
    }

    @Test(
        "what an account takes up is its channels' files and what it has announced",
        arguments: TestEngine.available)
    func storage(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 7_000)
            _ = try await upload.send([1], at: 0)
            let account = try await rig.account(.ada)
            let now = rig.time.value
            let use = try await rig.app.database.read { try $0.storage(of: account, now: now) }
            #expect(use == StorageUse(stored: 0, unfinished: 7_000, uploads: 1))
            #expect(use.left == Limits.storedBytesAnAccount - 7_000)
        }
    }
}
