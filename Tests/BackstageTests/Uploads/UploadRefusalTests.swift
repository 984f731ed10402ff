import Foundation
import Testing

@testable import Backstage

@Suite("Refused uploads") struct UploadRefusalTests {
    private static let start = ("Upload-Offset", "0")

    @Test("anybody may ask what the server speaks")
    func options() async throws {
        try await Rig.run(.sqlite) { rig in
            for path in ["/uploads", "/uploads/0123456789abcdef0123456789abcdef"] {
                let options = try await rig.visitor().send("OPTIONS", path)
                #expect(options.status == 204 && options.header("Tus-Version") == "1.0.0")
                #expect(options.header("Tus-Max-Size") == "\(Limits.uploadBytes)")
                #expect(options.header("Tus-Checksum-Algorithm") == "sha1,sha256")
                #expect(
                    options.header("Tus-Extension")
                        == "creation,creation-with-upload,expiration,termination,checksum")
            }
            #expect(try await rig.visitor().send("GET", "/uploads").status == 405)
        }
    }

    @Test("what goes wrong has its status and a sentence, and leaves the upload as it was")
    func writing() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let upload = try await TusClient.begin(ada, 10)
            func refused(
                _ browser: Browser, _ headers: [(String, String)], _ body: [UInt8] = [1]
            ) async throws -> Int {
                let answer = try await browser.send("PATCH", upload.address, headers: headers, body: body)
                #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
                #expect(answer.header("Tus-Resumable") == "1.0.0" && answer.text.hasSuffix(".\n"))
                return answer.status
            }
            let (tus, piece, start) = (TusClient.version, TusClient.piece, Self.start)
            #expect(try await refused(ada, [piece, start]) == 412)
            #expect(try await refused(ada, [("Tus-Resumable", "0.2.2"), piece, start]) == 412)
            #expect(try await refused(rig.visitor(), [tus, piece, start]) == 401)
            #expect(try await refused(ben, [tus, piece, start]) == 404, "somebody else's")
            #expect(try await refused(ada, [tus, ("Content-Type", "text/plain"), start]) == 415)
            for offset in [nil, "-1", "+0", "abc", ""] {
                let header = offset.map { [("Upload-Offset", $0)] } ?? []
                #expect(try await refused(ada, [tus, piece] + header) == 400, "\(offset ?? "none")")
            }
            #expect(try await refused(ada, [tus, piece, ("Upload-Offset", "3")]) == 409)
            #expect(try await refused(ada, [tus, piece, start], [UInt8](repeating: 1, count: 11)) == 413)
            for sum in ["sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha1 AAAA", "md5 AAAA"] {
                let status = try await refused(ada, [tus, piece, start, ("Upload-Checksum", sum)])
                #expect(status == (sum.count > 20 ? 460 : 400), "\(sum)")
            }
            #expect(try await upload.offset() == 0)
            #expect(try upload.file(rig).isEmpty)
        }
    }

    @Test("a version that is not spoken is told which one is")
    func version() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let answer = try await ada.send("POST", "/uploads", headers: [("Upload-Length", "1")], body: [])
            #expect(answer.status == 412 && answer.header("Tus-Version") == "1.0.0")
        }
    }

    @Test("another site cannot begin, write or end an upload in a visitor's name")
    func crossSite() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            for foreign in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://elsewhere.example")] {
                let headers = [TusClient.version, TusClient.piece, Self.start, foreign]
                #expect(try await upload.send([1], at: 0, headers: [foreign]).status == 403)
                #expect(try await ada.send("DELETE", upload.address, headers: headers).status == 403)
                let length = [("Upload-Length", "1")]
                #expect(
                    try await ada.send("POST", "/uploads", headers: headers + length, body: []).status == 403)
                let hidden = [("X-HTTP-Method-Override", "DELETE")]
                #expect(
                    try await ada.send("POST", upload.address, headers: headers + hidden, body: []).status
                        == 403)
                // What needs no check must not become what does.
                for method in ["GET", "HEAD", "OPTIONS"] {
                    _ = try await ada.send(method, upload.address, headers: headers + hidden)
                }
            }
            #expect(try await upload.offset() == 0)
        }
    }

    @Test("nobody sees, writes or ends somebody else's upload; an ended one is gone, its file with it")
    func ownership() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let upload = try await TusClient.begin(ada, 10)
            let theirs = upload.by(ben)
            #expect(try await theirs.head().status == 404)
            #expect(try await theirs.send([1], at: 0).status == 404)
            #expect(try await theirs.end() == 404)
            #expect(try await upload.by(rig.visitor()).head().status == 401)
            #expect(try await ada.send("GET", upload.address, headers: [TusClient.version]).status == 405)
            #expect(try await upload.end() == 204)
            #expect(try await upload.head().status == 404)
            #expect(try await upload.send([1], at: 0).status == 404)
            #expect(try await upload.end() == 404)
            #expect(try rig.unfinishedNames.isEmpty)
        }
    }

    @Test("announcements are judged: length, metadata, size, number at once", arguments: Language.allCases)
    func announcements(language: Language) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada, language: language.rawValue)
            func begin(_ headers: [(String, String)]) async throws -> PageSeen {
                try await ada.send("POST", "/uploads", headers: [TusClient.version] + headers, body: [])
            }
            let bad: [([(String, String)], UploadFailure)] = [
                ([], .lengthMissing), ([("Upload-Length", "-1")], .lengthMissing),
                ([("Upload-Length", "many")], .lengthMissing),
                ([("Upload-Defer-Length", "1")], .lengthDeferred),
                ([("Upload-Length", "5"), ("Upload-Metadata", "filename ???")], .metadataBroken),
                ([("Upload-Length", "\(Limits.uploadBytes + 1)")], .tooLarge),
            ]
            for (headers, failure) in bad {
                let answer = try await begin(headers)
                #expect(answer.status == failure.status && answer.text == failure.said(in: language) + "\n")
            }
            #expect(try rig.unfinishedNames.isEmpty)
            for _ in 0..<Limits.uploadsAtOnce {
                #expect(try await begin([("Upload-Length", "1")]).status == 201)
            }
            let sixth = try await begin([("Upload-Length", "1")])
            #expect(sixth.status == 429)
            #expect(sixth.text == UploadFailure.tooManyUploads.said(in: language) + "\n")
        }
    }

    @Test(
        "what an account stores and has announced has a limit, also for uploads announced at once",
        arguments: TestEngine.available)
    func quota(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let channel = try await rig.channel(.ada)
            let left: Int64 = 5_000
            let stored = Limits.storedBytesAnAccount - left
            try await rig.app.database.write { tx in
                let picture = Picture(
                    folder: rig.app.mediaFolder(), widths: [], width: 1, height: 1, tone: 0, alt: "",
                    duration: 0)
                let photo = Attachment(id: rig.app.ids.next(), post: nil, kind: .photo, picture: picture)
                try tx.insert(photo, owner: channel.id, look: .unknown, bytes: stored, now: rig.time.value)
            }
            func begin(_ bytes: Int) async throws -> PageSeen {
                try await ada.send(
                    "POST", "/uploads", headers: [TusClient.version, ("Upload-Length", "\(bytes)")], body: [])
            }
            let refused = try await begin(5_001)
            #expect(refused.status == 413 && refused.contains("99\u{A0}GB of your 100\u{A0}GB are used"))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await begin(2_400).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 201, 413, 413])
            #expect(try await begin(200).status == 201, "to the last byte")
            #expect(try await begin(1).status == 413)
        }
    }
}
