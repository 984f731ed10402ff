import Testing

@testable import MediaTools

@Suite struct FrameRateTests {
    private let space = Workspace()

    @Test func usualRatesAreMetExactlyAndOthersRounded() {
        let cases: [(Double, FrameRate)] = [
            (23.976, FrameRate(24_000, 1001)), (24, FrameRate(24)), (25, FrameRate(25)),
            (24.99, FrameRate(25)),
            (29.97, FrameRate(30_000, 1001)), (30.01, FrameRate(30)), (50, FrameRate(50)),
            (59.94, FrameRate(60_000, 1001)), (60, FrameRate(60)), (0, FrameRate(30)), (0.4, FrameRate(1)),
            (7.5, FrameRate(8)), (12.5, FrameRate(25, 2)), (18.2, FrameRate(18)),
        ]
        for (perSecond, rate) in cases { #expect(FrameRate(near: perSecond) == rate, "\(perSecond)") }
    }

    @Test func fastFilmsLoseWholePicturesEvenly() {
        let cases: [(Double, FrameRate, FrameRate)] = [
            (48, FrameRate(48), FrameRate(24)), (59, FrameRate(59), FrameRate(59, 2)),
            (59.94, FrameRate(60_000, 1001), FrameRate(30_000, 1001)), (72, FrameRate(60), FrameRate(30)),
            (100, FrameRate(50), FrameRate(25)), (119.88, FrameRate(60_000, 1001), FrameRate(30_000, 1001)),
            (144, FrameRate(48), FrameRate(24)), (240, FrameRate(60), FrameRate(30)),
        ]
        for (perSecond, fast, slow) in cases {
            let rate = FrameRate(near: perSecond)
            #expect(rate == fast && rate.slow == slow, "\(perSecond)")
        }
    }

    @Test func keyFramesOfARateAndItsSlowOneAreAtTheSameMoments() {
        for tenths in 1...2_500 {
            let rate = FrameRate(near: Double(tenths) / 10)
            #expect(rate.perSecond <= 60 && rate.slow.perSecond <= 30.5)
            let seconds = Double(rate.keyFrameInterval) / rate.perSecond
            #expect(abs(seconds - 2) < 0.01, "\(rate)")
            #expect(abs(Double(rate.slow.keyFrameInterval) / rate.slow.perSecond - seconds) < 1e-9, "\(rate)")
            #expect(abs(Double(rate.segmentMicroseconds) / 1e6 - 2 * seconds) < 1e-9, "\(rate)")
        }
    }

    @Test(arguments: [("60000/1001", [240, 480, 720]), ("50", [240, 720]), ("144", [240, 720])])
    func segmentsBeginAtTheSameMomentsInEverySize(_ rate: String, _ sizes: [Int]) async throws {
        // The sound begins before the picture, as in most recordings.
        try await make(
            "film.mkv", "-f", "lavfi", "-i", "sine=d=13", "-itsoffset", "0.13", "-f", "lavfi", "-i",
            "testsrc=s=720x720:d=13:r=\(rate)", "-c:v", "libx264", "-preset", "ultrafast")
        let facts = try await Videos().probe(space["film.mkv"])
        var segments: [[Double]] = []
        var keys: [[Double]] = []
        for step in VideoLadder.steps(for: facts) where sizes.contains(step.name) {
            let made = try await encode("film.mkv", facts, step)
            #expect(made.framesPerSecond <= (step.name < 720 ? 30.5 : 60))
            // The last ends with its last picture, which a half as fast size has a little later.
            segments.append(made.media.segments.dropLast().map(\.seconds))
            keys.append(try await keyFrames(made.path))
        }
        #expect(segments.count == sizes.count && segments[0].count == 3 && keys[0].count == 7)
        #expect(segments.allSatisfy { near($0, segments[0]) }, "\(segments)")
        #expect(keys.allSatisfy { near($0, keys[0]) }, "\(keys)")
        #expect(keys[0].first.map { abs($0) < 0.001 } == true)
    }

    /// Equal to a millisecond.
    private func near(_ times: [Double], _ others: [Double]) -> Bool {
        times.count == others.count && zip(times, others).allSatisfy { abs($0 - $1) < 0.001 }
    }

    @Test func aRateThatVariesIsMeasuredWhereTheFilmMoves() async throws {
        // Twenty seconds of two pictures a second, then three of 120.
        try await make(
            "film.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:d=23:r=120", "-vf",
            "select='if(lt(t,20),not(mod(n,60)),1)'", "-vsync", "vfr", "-pix_fmt", "yuv420p")
        let said = try await tool(
            "ffprobe", "-v", "error", "-show_entries", "stream=avg_frame_rate", space["film.mp4"])
        #expect(!said.outputText.contains("=120/1"))
        let facts = try await Videos().probe(space["film.mp4"])
        #expect(abs(facts.framesPerSecond - 120) < 2)
        let step = VideoLadder.steps(for: facts)[0]
        let made = try await encode("film.mp4", facts, step)
        #expect(step.frameRate == FrameRate(30) && made.framesPerSecond == 30)
        let count = try await pictures(made.path)
        #expect(count == 23 * 30)
    }

    @Test func aScreenThatStandsStillMayMoveLater() async throws {
        // Moves only where nobody looks: from 20 to 22 seconds of a minute.
        try await make(
            "film.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=60:r=60", "-vf",
            "select='if(between(t,20,22),1,not(mod(n,60)))'", "-vsync", "vfr", "-pix_fmt", "yuv420p")
        let facts = try await Videos().probe(space["film.mp4"])
        #expect(VideoLadder.steps(for: facts)[0].frameRate == FrameRate(30))
    }

    @Test func moreThanTheLimitIsRefusedWhateverTheAverage() async throws {
        try await make(
            "film.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=12:r=500", "-vf",
            "select='if(lt(t,10),not(mod(n,500)),1)'", "-vsync", "vfr", "-pix_fmt", "yuv420p",
            "-video_track_timescale", "90000")
        await #expect(throws: VideoRefusal.tooManyFrames(perSecond: 500)) {
            try await Videos().probe(space["film.mp4"])
        }
    }

    @Test func aBrowsersRecordingIsTaken() async throws {
        // As MediaRecorder writes: no length in the head, a clock of a thousandth of a second, and pictures
        // whenever there was time for one, about 30 a second.
        try await record(
            "-f", "lavfi", "-i", "testsrc2=s=320x240:d=5:r=1000", "-f", "lavfi", "-i", "sine=d=5", "-vf",
            "select='not(mod(n-mod(floor(n/33),3)*4,33))'", "-vsync", "vfr", "-c:v", "libvpx", "-c:a",
            "libopus")
        let said = try await tool(
            "ffprobe", "-v", "error", "-show_entries", "stream=r_frame_rate:format=duration",
            space["film.webm"])
        #expect(said.outputText.contains("duration=N/A") && said.outputText.contains("=1000/1"))
        let facts = try await Videos().probe(space["film.webm"])
        #expect(abs(facts.durationMilliseconds - 5_000) < 100 && facts.hasAudio)
        #expect(abs(facts.framesPerSecond - 30) < 1.5)
        let frames = try await Videos().frames(space["film.webm"], facts, into: space["frames"])
        #expect(frames.count == 3)
        let made = try await encode("film.webm", facts, VideoLadder.steps(for: facts)[0])
        #expect(made.framesPerSecond == 30)
        #expect(abs(made.media.seconds - 5) < 0.1)
        let count = try await pictures(made.path)
        #expect(abs(count - 150) < 4)
    }

    @Test func recordedSoundAloneIsAsLongAsItIs() async throws {
        try await record("-f", "lavfi", "-i", "sine=d=3", "-c:a", "libopus")
        let facts = try await Videos().probe(space["film.webm"])
        #expect(!facts.hasPicture && abs(facts.durationMilliseconds - 3_000) < 100)
    }

    @Test func theLimitsHoldForRecordings() async throws {
        try await record("-f", "lavfi", "-i", "sine=d=3", "-c:a", "libopus")
        var short = MediaLimits()
        short.video.durationSecondsMax = 2
        let strict = Videos(limits: short)
        await #expect(throws: VideoRefusal.self) { try await strict.probe(space["film.webm"]) }
        var quick = MediaLimits()
        quick.video.measureSecondsMax = 0
        let hurried = Videos(limits: quick)
        await #expect(throws: VideoRefusal.tooSlow) { try await hurried.probe(space["film.webm"]) }
    }

    @Test(arguments: ["arib-std-b67", "smpte2084"]) func brightFilmsNeedNotNameTheirColours(
        _ curve: String
    ) async throws {
        try await make(
            "film.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:d=1:r=25", "-pix_fmt", "yuv420p10le", "-c:v",
            "libx264", "-color_trc", curve)
        let colours = "stream=color_transfer,color_primaries,color_space"
        let said = try await tool("ffprobe", "-v", "error", "-show_entries", colours, space["film.mp4"])
        #expect(said.outputText.contains("color_primaries=unknown"))
        let facts = try await Videos().probe(space["film.mp4"])
        #expect(facts.light?.primaries == "bt2020" && facts.light?.matrix == "bt2020nc")
        let made = try await encode("film.mp4", facts, VideoLadder.steps(for: facts)[0])
        let now = try await tool("ffprobe", "-v", "error", "-show_entries", colours, made.path)
        #expect(now.outputText.contains("color_transfer=bt709"))
        let frames = try await Videos().frames(space["film.mp4"], facts, into: space["frames"])
        #expect(!frames.isEmpty)
    }

    // MARK: Films

    private func make(_ name: String, _ arguments: String...) async throws {
        let limits = ChildLimits(wallSecondsMax: 120, memoryBytesMax: 8 << 30, fileBytesMax: 1 << 30)
        let made = try await Child().run(
            "ffmpeg", ["-nostdin", "-v", "error", "-y"] + arguments + [space[name]], limits: limits)
        try #require(made.isSuccess, "\(made.errorText)")
    }

    /// A film.webm written straight ahead: what is known only at the end is not in its head.
    private func record(_ arguments: String...) async throws {
        let limits = ChildLimits(wallSecondsMax: 120, memoryBytesMax: 8 << 30, outputBytesMax: 8 << 20)
        let made = try await Child().run(
            "ffmpeg", ["-nostdin", "-v", "error"] + arguments + ["-f", "webm", "pipe:1"], limits: limits)
        try #require(made.isSuccess, "\(made.errorText)")
        space.write(made.output, "film.webm")
    }

    private func encode(_ name: String, _ facts: VideoFacts, _ step: VideoStep) async throws -> EncodedStep {
        try await Videos().encode(
            space[name], facts, step, into: space["step-\(step.name)"], threads: 2
        ) { _ in }
    }

    private func pictures(_ path: String) async throws -> Int {
        let counted = try await tool(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries",
            "stream=nb_read_packets", "-of", "csv=p=0", path)
        return try #require(Int(counted.outputText.filter(\.isNumber)))
    }

    private func keyFrames(_ path: String) async throws -> [Double] {
        let packets = try await tool(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags",
            "-of", "csv=p=0", path)
        return packets.outputText.split(separator: "\n").filter { $0.contains(",K") }
            .compactMap { Double($0.prefix { $0 != "," }) }
    }
}
