import MediaTools
import Testing

@testable import Backstage

@Suite("The form of a video") struct VideoFormTests {
    private static let typed = [
        ("title", ""), ("text", "0:00 Doors"), ("tags", "sea, winter tour"), ("language", "fr"),
        ("category", "travel"), ("audience", "unlisted"), ("captions-language", "nl"),
    ]

    @Test("asks for everything a video can have, with our languages by their own names")
    func fields() async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.signUp(.ada).get("/studio/video")
            for name in [
                "file", "title", "text", "tags", "language", "category", "audience", "poster", "thumbnail",
                "captions", "captions-language",
            ] {
                #expect(page.contains("name=\"\(name)\""), "\(name)")
            }
            for language in VideoLanguage.allCases { #expect(page.contains(">\(language.ownName)</option>")) }
            #expect(page.contains("Film &amp; animation") && page.contains("Time codes make chapters"))
        }
    }

    @Test("a refusal brings back all that was typed and chosen")
    func kept() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.upload("/studio/video", Self.typed, files: [])
            #expect(page.status == 422)
            #expect(page.contains("Give the video a title.") && page.contains("Choose a video file."))
            #expect(page.contains("0:00 Doors") && page.contains("value=\"sea, winter tour\""))
            #expect(page.all(#"<option value="([^"]+)"[^>]* selected>"#) == ["fr", "travel", "nl"])
            #expect(page.all(#"value="(\w+)" checked>"#) == ["automatic", "unlisted"])
        }
    }

    @Test("all that is wrong beside the file is said at once, each beside its field")
    func refused() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let tags = (1...16).map { "tag \($0)" } + [String(repeating: "x", count: 51)]
            let page = try await ada.upload(
                "/studio/video",
                [("title", "T"), ("tags", tags.joined(separator: ",")), ("poster", "own")],
                files: [("captions", "a.vtt", Array("WEBVTT\n".utf8))])
            #expect(page.status == 422)
            #expect(page.contains("At most 15 tags."))
            #expect(page.contains("is longer than 50 characters."))
            #expect(page.contains("id=\"tags-error\"") && page.contains("id=\"thumbnail-error\""))
            #expect(page.contains("id=\"captions-language-error\""))
            #expect(page.contains("Choose the file again: browsers do not keep it."))
        }
    }

    @Test(
        "tags are parted by commas of any script, without # and without repeating",
        arguments: [
            ("", []), (" , ,#", []), ("sea, Winter tour ,#sea,SEA", ["sea", "Winter tour"]),
            ("海、冬，港", ["海", "冬", "港"]), ("بحر، شتاء", ["بحر", "شتاء"]),
        ])
    func tags(typed: String, list: [String]) {
        var draft = VideoDraft()
        draft.tags = typed
        #expect(draft.tagList == list)
    }

    @Test("an upload that the form names is taken as its key, cleaned; anything else is none")
    func sentUpload() {
        let fields = [("upload", "0f3a"), ("upload-name", " film.mov "), ("upload-bytes", "-5")]
        let draft = VideoDraft(Form(fields: fields.map { (name: $0.0, value: $0.1) }))
        #expect(draft.upload == "0f3a" && draft.uploadName == "film.mov" && draft.uploadBytes == 0)
        for key in ["", " ", "a b", String(repeating: "a", count: 101), "é"] {
            #expect(SentUpload(Form(fields: [("upload", key)])) == nil, "\(key)")
        }
    }

    @Test("a poster is one of three pictures, one's own, or left to us")
    func poster() {
        for choice in [PosterChoice.automatic, .own, .still(0), .still(2)] {
            #expect(PosterChoice(name: choice.name) == choice)
        }
        for name in ["3", "-1", "", nil] { #expect(PosterChoice(name: name) == nil) }
        var draft = VideoDraft()
        draft.poster = .own
        for audience in ["named", "everybody", ""] {
            #expect(
                VideoDraft(Form(fields: [("audience", audience)])).refusals() == [.noSuchAudience],
                "\(audience)")
        }
        #expect(VideoDraft(Form(fields: [])).refusals().isEmpty)
        #expect(draft.refusals() == [.thumbnailMissing] && draft.refusals(hasOwnPoster: true).isEmpty)
    }

    @Test("categories and languages go through a form and come back")
    func lists() {
        for category in VideoCategory.allCases { #expect(VideoCategory(name: category.name) == category) }
        #expect(VideoCategory(name: "unheard of") == nil && VideoCategory(rawValue: 0) == .other)
        #expect(VideoLanguage.allCases.prefix(2) == [.english, .french])
    }

    private static let wrong: [VideoDraftRefusal] = [
        .tooManyTags(limit: 15), .tagTooLong("sea"), .thumbnailMissing, .captionsWithoutLanguage,
        .uploadGone, .uploadUnfinished, .captions(.tooLarge(bytesMax: 1 << 20)),
        .captions(.notUTF8(line: 7)), .captions(.notCaptions(line: 7)), .captions(.badTimes(line: 7)),
        .captions(.backwards(line: 7)), .captions(.withoutTimes(line: 7)), .captions(.noEmptyLine(line: 7)),
        .captions(.cueTooLong(line: 7, bytesMax: 9)), .captions(.tooManyCues(cuesMax: 9)), .captions(.empty),
    ]

    @Test("each refusal is a whole sentence in each language", arguments: wrong, Language.allCases)
    func words(refusal: VideoDraftRefusal, language: Language) {
        let said = refusal.problem.said(in: language)
        #expect(!said.contains("{") && said.contains(" ") && !refusal.problem.field.isEmpty, "\(said)")
    }
}
