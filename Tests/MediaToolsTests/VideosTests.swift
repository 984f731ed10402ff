import Glibc
import MediaTools
import Testing

@Suite struct VideosTests {
    private let space = Workspace()

    @Test func aPhonesVideoIsTaken() async throws {
        let facts = try await Videos().probe(Samples.phoneVideo)
        #expect(facts.durationMilliseconds == 1600)
        #expect((facts.width, facts.height, facts.rotationDegrees) == (1920, 1080, 0))
        #expect(facts.hasAudio && facts.videoCodec == "h264" && facts.audioCodec == "aac")
        #expect(abs(facts.framesPerSecond - 27.02) < 0.01)
        #expect(facts.isFastStart)
    }

    @Test func theIndexIsMovedToTheFront() async throws {
        try await make("late.mp4")
        #expect(try await Videos().probe(space["late.mp4"]).isFastStart == false)
        try await Videos().fastStart(space["late.mp4"], to: space["fast.mp4"])
        #expect(try await Videos().probe(space["fast.mp4"]).isFastStart)
    }

    @Test func fastStartKeepsTheFilmAndLosesThePlace() async throws {
        let original = try Workspace.bytes(Samples.phoneVideo)
        for word in ["-15.8355", "com.android.version"] { #expect(contains(original, word)) }
        try await Videos().fastStart(Samples.phoneVideo, to: space["fast.mp4"])
        let facts = try await Videos().probe(space["fast.mp4"])
        #expect(facts.isFastStart && facts.hasAudio && facts.width == 1920)
        #expect(abs(facts.durationMilliseconds - 1600) < 60)
        let bytes = try Workspace.bytes(space["fast.mp4"])
        for word in ["-15.8355", "android", "Lavf", "loci"] { #expect(!contains(bytes, word), "\(word)") }
        let tags = try await tool(
            "ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", space["fast.mp4"])
        for word in ["location", "creation_time"] { #expect(!tags.outputText.contains(word)) }
        #expect(try await pictures(space["fast.mp4"]) == pictures(Samples.phoneVideo))
    }

    /// Camcorders write place and model into H.264's free-form messages.
    @Test func messagesInsideTheFilmAreLost() async throws {
        let message = "086f3693-b7b3-4f2c-9653-21492feee5b8+place=48.85N"
        try await make("said.mp4", "-bsf:v", "h264_metadata=sei_user_data=\(message)")
        #expect(contains(try Workspace.bytes(space["said.mp4"]), "place=48.85N"))
        try await Videos().fastStart(space["said.mp4"], to: space["fast.mp4"])
        let bytes = try Workspace.bytes(space["fast.mp4"])
        #expect(!contains(bytes, "place=48.85N") && !contains(bytes, "x264"))
        #expect(try await pictures(space["fast.mp4"]) == pictures(space["said.mp4"]))
    }

    @Test func rotationIsAppliedAndKept() async throws {
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-i", Samples.phoneVideo, "-c", "copy", "-metadata:s:v",
            "rotate=90", space["turned.mp4"])
        try await Videos().fastStart(space["turned.mp4"], to: space["fast.mp4"])
        for name in ["turned.mp4", "fast.mp4"] {
            let facts = try await Videos().probe(space[name])
            #expect((facts.width, facts.height) == (1080, 1920))
            #expect([90, 270].contains(facts.rotationDegrees))
        }
        let poster = try await Videos().poster(space["fast.mp4"], atMilliseconds: 500, into: space["posters"])
        let picture = try await Pictures().prepare(poster, into: space["out"], widths: [108])
        #expect((picture.width, picture.height) == (1080, 1920))
    }

    @Test func aPosterBehindTheEndIsTheFirstPicture() async throws {
        let late = try await Videos().poster(Samples.phoneVideo, atMilliseconds: 99_000, into: space["late"])
        let first = try await Videos().poster(Samples.phoneVideo, atMilliseconds: 0, into: space["first"])
        #expect(try Workspace.bytes(late) == Workspace.bytes(first))
    }

    @Test func silenceIsFine() async throws {
        try await make("silent.mp4")
        let facts = try await Videos().probe(space["silent.mp4"])
        #expect(!facts.hasAudio && facts.audioCodec == nil)
        #expect((facts.width, facts.height, facts.framesPerSecond) == (128, 96, 25))
    }

    @Test func whatIsNoMP4IsRefused() async throws {
        for source in [
            Samples.avi, Samples.jpeg, space.write([], "a.mp4"), space.write("#EXTM3U\n/etc/passwd", "b.mp4"),
        ] {
            await refuses(source, .notAVideo)
        }
    }

    @Test func whatBrowsersDoNotPlayIsRefused() async throws {
        try await make("deep.mp4", "-pix_fmt", "yuv420p10le")
        await refuses(space["deep.mp4"], .codecNotPlayable("h264 yuv420p10le"))
        try await make("full.mp4", "-pix_fmt", "yuv444p")
        await refuses(space["full.mp4"], .codecNotPlayable("h264 yuv444p"))
        try await make("old.mp4", "-c:v", "mpeg4")
        await refuses(space["old.mp4"], .codecNotPlayable("mpeg4"))
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-i", Samples.phoneVideo, "-c:v", "copy", "-c:a",
            "libmp3lame",
            space["mp3.mp4"])
        await refuses(space["mp3.mp4"], .codecNotPlayable("mp3"))
    }

    @Test func soundAloneIsNoVideo() async throws {
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-i", Samples.phoneVideo, "-vn", "-c:a", "copy", "-f", "mp4",
            space["sound.mp4"])
        await refuses(space["sound.mp4"], .noPicture)
    }

    @Test(arguments: [false, true])
    func aCutFileIsRefused(isFastStart: Bool) async throws {
        try await make("late.mp4")
        let whole = try Workspace.bytes(isFastStart ? Samples.phoneVideo : space["late.mp4"])
        for cut in [33, 60, 1000, whole.count / 3, whole.count - 1000, whole.count - 40] {
            await refuses(space.write(Array(whole.prefix(cut)), "cut.mp4"), .damaged)
        }
    }

    @Test func theLimitsAreTheCallers() async throws {
        var limits = MediaLimits()
        limits.video.durationSecondsMax = 1
        await refuses(Samples.phoneVideo, .tooLong(seconds: 2), limits)
        limits = MediaLimits()
        limits.video.bytesMax = 1000
        await refuses(
            Samples.phoneVideo, .tooLarge(bytes: try BlobReader(path: Samples.phoneVideo).size), limits)
        limits = MediaLimits()
        limits.video.sidePixelsMax = 1919
        await refuses(Samples.phoneVideo, .tooManyPixels(width: 1920, height: 1080), limits)
        limits = MediaLimits()
        limits.video.framesPerSecondMax = 26
        await refuses(Samples.phoneVideo, .tooManyFrames(perSecond: 27), limits)
        limits = MediaLimits()
        limits.video.probeSecondsMax = 0
        await refuses(Samples.phoneVideo, .tooSlow, limits)
    }

    @Test func aFailedRemuxLeavesNothing() async throws {
        var limits = MediaLimits()
        limits.video.workSecondsMax = 0
        await #expect(throws: VideoRefusal.tooSlow) {
            try await Videos(limits: limits).fastStart(Samples.phoneVideo, to: space["fast.mp4"])
        }
        #expect(Workspace.names(space.path).isEmpty)
    }

    @Test func aMissingProgramNamesItsPackage() async throws {
        symlink("/usr/bin/prlimit", space["prlimit"])
        symlink("/usr/bin/nice", space["nice"])
        let child = Child(searchPath: [space.path])
        await #expect(throws: MediaFault.programMissing(program: "ffprobe", package: "ffmpeg")) {
            try await Videos(child: child).probe(Samples.phoneVideo)
        }
    }

    private func refuses(
        _ source: String, _ refusal: VideoRefusal, _ limits: MediaLimits = MediaLimits(),
        at location: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: refusal, sourceLocation: location) {
            try await Videos(limits: limits).probe(source)
        }
    }

    /// A second of test card, 128 x 96, H.264 unless told otherwise.
    private func make(_ name: String, _ options: String...) async throws {
        let arguments =
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=128x96:r=25", "-c:v", "libx264"]
            + (options.contains("-pix_fmt") ? [] : ["-pix_fmt", "yuv420p"]) + options + [space[name]]
        let limits = ChildLimits(wallSecondsMax: 60, memoryBytesMax: 8 << 30)
        let result = try await Child().run("ffmpeg", arguments, limits: limits)
        try #require(result.isSuccess, "\(result.errorText)")
    }

    /// A digest of every decoded frame.
    private func pictures(_ path: String) async throws -> String {
        try await tool("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-f", "md5", "-")
            .outputText
    }
}
