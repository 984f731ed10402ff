import Glibc
import Testing

@testable import MediaTools

@Suite struct VideosTests {
    private let space = Workspace()

    /// Two seconds of ffmpeg's own test picture and tone, in whatever the arguments make of them.
    private func make(
        _ name: String, size: String = "320x180", seconds: Double = 2, _ more: String...
    ) async throws {
        let limits = ChildLimits(wallSecondsMax: 120, memoryBytesMax: 8 << 30, fileBytesMax: 1 << 30)
        let made = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=\(size):d=\(seconds)", "-f",
                "lavfi", "-i", "sine=d=\(seconds)", "-pix_fmt", "yuv420p",
            ] + more + [space[name]], limits: limits)
        #expect(made.isSuccess, "\(made.errorText)")
    }

    @Test func aPhonesVideoIsTaken() async throws {
        let facts = try await Videos().probe(Samples.phoneVideo)
        #expect(facts.durationMilliseconds == 1600)
        #expect((facts.width, facts.height) == (1920, 1080))
        #expect(facts.hasAudio && facts.videoCodec == "h264" && facts.audioCodec == "aac")
        // Its first picture stands for five: 27 on average, but 30 where it moves.
        #expect(abs(facts.framesPerSecond - 30.01) < 0.01)
    }

    @Test(arguments: ["mp4", "mov", "mkv", "webm", "avi", "ts", "flv", "mpg", "ogv", "3gp"])
    func whatPeopleReallyHaveIsTaken(_ end: String) async throws {
        let codecs = [
            "webm": ["-c:v", "libvpx", "-c:a", "libvorbis"],
            "ogv": ["-c:v", "libtheora", "-c:a", "libvorbis"],
            "3gp": ["-c:v", "libx264", "-c:a", "aac"], "mpg": ["-c:v", "mpeg2video", "-r", "25"],
        ]
        let limits = ChildLimits(wallSecondsMax: 120, memoryBytesMax: 8 << 30)
        let made = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:d=1:r=25", "-f", "lavfi",
                "-i", "sine=d=1:r=44100", "-pix_fmt", "yuv420p",
            ] + (codecs[end] ?? []) + [space["film.\(end)"]], limits: limits)
        try #require(made.isSuccess, "\(made.errorText)")
        let facts = try await Videos().probe(space["film.\(end)"])
        #expect((facts.width, facts.height, facts.hasAudio, facts.hasPicture) == (320, 180, true, true))
        #expect(abs(facts.durationMilliseconds - 1000) < 250)
    }

    @Test(arguments: ["mp3", "m4a", "ogg", "flac", "wav"])
    func soundAloneIsTaken(_ end: String) async throws {
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=d=3", space["sound.\(end)"])
        let facts = try await Videos().probe(space["sound.\(end)"])
        #expect(facts.hasAudio && !facts.hasPicture)
        let step = try #require(VideoLadder.steps(for: facts).first)
        let made = try await encode(space["sound.\(end)"], facts, step)
        #expect(made.codecs.hasSuffix("mp4a.40.2"))
        let again = try await Videos().probe(made.path)
        #expect(again.hasPicture && again.hasAudio && abs(again.durationMilliseconds - 3000) < 600)
    }

    @Test func whatIsNoFilmIsRefused() async throws {
        try await make("whole.mp4")
        let whole = try Workspace.bytes(space["whole.mp4"])
        let cases: [(String, VideoRefusal)] = [
            (space.write([], "empty.mp4"), .empty),
            (space.write("#EXTM3U\n/etc/passwd\n", "list.mp4"), .notAVideo),
            (space.write("ffconcat version 1.0\nfile /etc/passwd\n", "concat.mp4"), .notAVideo),
            (Samples.png, .notAVideo), (Samples.pdf, .notAVideo), (Samples.docx, .notAVideo),
            (space.write(Array(whole.prefix(whole.count * 2 / 3)), "cut.mp4"), .damaged),
        ]
        for (path, refusal) in cases {
            await #expect(throws: refusal, "\(path)") { try await Videos().probe(path) }
        }
    }

    @Test func limitsAreKept() async throws {
        try await make("film.mp4")
        func refused(_ change: (inout VideoLimits) -> Void) async throws -> VideoRefusal? {
            var limits = MediaLimits()
            change(&limits.video)
            do { _ = try await Videos(limits: limits).probe(space["film.mp4"]) } catch let refusal
                as VideoRefusal
            {
                return refusal
            }
            return nil
        }
        #expect(try await refused { $0.durationSecondsMax = 1 } == .tooLong(seconds: 2))
        #expect(try await refused { $0.durationMillisecondsMin = 5_000 } == .tooShort)
        #expect(try await refused { $0.sidePixelsMax = 319 } == .tooManyPixels(width: 320, height: 180))
        #expect(try await refused { $0.framesPerSecondMax = 20 } == .tooManyFrames(perSecond: 25))
        #expect(try await refused { $0.streamsMax = 1 } == .tooManyStreams(2))
        #expect(try await refused { $0.bytesMax = 1_000 } != nil)
        #expect(try await refused { $0.probeSecondsMax = 0 } == .tooSlow)
    }

    @Test func oneFrameIsNoFilm() async throws {
        try await make("one.mp4", seconds: 0.04, "-an", "-frames:v", "1")
        await #expect(throws: VideoRefusal.tooShort) { try await Videos().probe(space["one.mp4"]) }
    }

    @Test func aLadderNeverRisesAboveItsFilm() {
        for (width, height) in [
            (64, 48), (426, 240), (641, 359), (1280, 720), (1080, 1920), (3840, 1600), (8192, 240),
        ] {
            let facts = VideoFacts(
                durationMilliseconds: 1000, width: width, height: height, hasAudio: true, hasPicture: true,
                videoCodec: "h264", audioCodec: "aac", framesPerSecond: 50, demuxer: "mov",
                pictureStream: 0, coverStream: nil)
            let steps = VideoLadder.steps(for: facts)
            #expect(!steps.isEmpty && steps.map(\.name) == steps.map(\.name).sorted())
            for step in steps {
                #expect(step.width % 2 == 0 && step.height % 2 == 0)
                #expect(step.width <= width + 1 && step.height <= height + 1)
                let shape = Double(step.width) / Double(step.height) / (Double(width) / Double(height))
                #expect(abs(shape - 1) < 0.05, "\(width)x\(height) as \(step.width)x\(step.height)")
                #expect(step.name >= 720 || step.frameRate == FrameRate(25))
            }
        }
    }

    @Test func stepsShareTheirSegmentsAndCoverTheirFile() async throws {
        try await make("film.mp4", size: "1280x720", seconds: 9, "-g", "250")
        let facts = try await Videos().probe(space["film.mp4"])
        let steps = VideoLadder.steps(for: facts)
        #expect(steps.map(\.name) == [240, 480, 720])
        var begins: [[Double]] = []
        for step in steps {
            let made = try await encode(space["film.mp4"], facts, step)
            #expect((made.width, made.height) == (step.width, step.height))
            #expect(made.codecs.hasPrefix("avc1.64") && made.codecs.hasSuffix(",mp4a.40.2"))
            #expect(made.bandwidth >= made.averageBandwidth && made.averageBandwidth > 10_000)
            let list = made.playlist(naming: "x.mp4")
            #expect(
                list.contains("#EXT-X-MAP:URI=\"x.mp4\",BYTERANGE=\"") && list.hasSuffix("#EXT-X-ENDLIST\n"))
            let media = try #require(HLSMedia(reading: list, fileBytes: made.bytes))
            #expect(media.segments.last?.range.upperBound ?? 0 <= made.bytes)
            begins.append(media.segments.map { ($0.seconds * 2).rounded() / 2 })
        }
        #expect(Set(begins.map { $0.dropLast().map { $0 } }).count == 1, "\(begins)")
    }

    @Test func nothingOfPlaceAndDeviceIsLeft() async throws {
        let original = try Workspace.bytes(Samples.phoneVideo)
        for word in ["-15.8355", "com.android.version"] { #expect(contains(original, word)) }
        let facts = try await Videos().probe(Samples.phoneVideo)
        let made = try await encode(Samples.phoneVideo, facts, VideoLadder.steps(for: facts)[0])
        try await Videos().progressive(made.path, to: space["play.mp4"])
        for path in [made.path, space["play.mp4"]] {
            let bytes = try Workspace.bytes(path)
            for word in ["-15.8355", "android", "loci"] { #expect(!contains(bytes, word), "\(word)") }
            let tags = try await tool(
                "ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", path)
            for word in ["location", "creation_time"] { #expect(!tags.outputText.contains(word)) }
        }
        #expect(try MP4Boxes(LocalFile(path: space["play.mp4"])).isFastStart)
    }

    @Test func whatWasTurnedStandsUpright() async throws {
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-i", Samples.phoneVideo, "-c", "copy", "-metadata:s:v",
            "rotate=90", space["turned.mp4"])
        let facts = try await Videos().probe(space["turned.mp4"])
        #expect((facts.width, facts.height) == (1080, 1920))
        let made = try await encode(space["turned.mp4"], facts, VideoLadder.steps(for: facts)[0])
        let again = try await Videos().probe(made.path)
        #expect((again.width, again.height) == (240, 426))
    }

    @Test func oddPixelsBecomeSquare() async throws {
        try await make("wide.mp4", size: "360x288", "-vf", "setsar=16/11")
        let facts = try await Videos().probe(space["wide.mp4"])
        #expect((facts.width, facts.height) == (524, 288))
    }

    @Test func aStoryboardAndPicturesAreTaken() async throws {
        try await make("film.mp4", seconds: 12)
        let facts = try await Videos().probe(space["film.mp4"])
        let frames = try await Videos().frames(space["film.mp4"], facts, into: space["frames"])
        #expect(frames.count == 3)
        for frame in frames { #expect(try await Pictures().judge(frame).format == .png) }
        let made = try await encode(space["film.mp4"], facts, VideoLadder.steps(for: facts)[0])
        let board = try await Videos().storyboard(made.path, facts, into: space["board"])
        #expect((board.columns, board.rows, board.intervalMilliseconds) == (6, 1, 2_000))
        let sheet = try await Pictures().judge(board.path)
        #expect(
            (sheet.width, sheet.height) == (board.columns * board.tileWidth, board.rows * board.tileHeight))
    }

    @Test(arguments: ["gif", "webp"]) func movingPicturesBecomeFilms(_ end: String) async throws {
        try await tool(
            "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=101x75:d=1:r=10", "-loop",
            "0", space["moving.\(end)"])
        let judged = try await Pictures().judge(space["moving.\(end)"])
        #expect(judged.animation?.frames == 10)
        let loop = try await Videos().loop(space["moving.\(end)"], into: space["loop"])
        let facts = try await Videos().probe(loop.path)
        #expect((facts.width, facts.height, facts.hasAudio) == (100, 74, false))
        #expect(abs(loop.durationMilliseconds - 1000) < 150)
    }

    @Test func aCancelledEncoderEnds() async throws {
        try await make("film.mp4", size: "1280x720", seconds: 20)
        let facts = try await Videos().probe(space["film.mp4"])
        let step = try #require(VideoLadder.steps(for: facts).last)
        let path = space["film.mp4"]
        let folder = space["cancelled"]
        let work = Task {
            try await Videos().encode(path, facts, step, into: folder, threads: 1) { _ in }
        }
        try await Task.sleep(for: .milliseconds(400))
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        let left = try await tool("pgrep", "-f", folder)
        #expect(left.outputText.isEmpty)
    }

    @Test func progressIsTold() async throws {
        try await make("film.mp4", size: "1280x720", seconds: 12)
        let facts = try await Videos().probe(space["film.mp4"])
        let step = try #require(VideoLadder.steps(for: facts).last)
        let told = Told()
        _ = try await Videos().encode(space["film.mp4"], facts, step, into: space["told"], threads: 2) {
            await told.add($0.fraction)
        }
        let all = await told.all
        #expect(!all.isEmpty && all == all.sorted() && all.allSatisfy { (0...1).contains($0) })
    }

    private actor Told {
        var all: [Double] = []
        func add(_ fraction: Double) { all.append(fraction) }
    }

    private func encode(_ path: String, _ facts: VideoFacts, _ step: VideoStep) async throws -> EncodedStep {
        try await Videos().encode(path, facts, step, into: space["step-\(step.name)"], threads: 2) { _ in }
    }
}
