import MediaTools
import Testing

@Suite struct AnimationTests {
    private let space = Workspace()
    private let source = "testsrc2=size=160x90:rate=10:duration=2"

    @Test(arguments: ["gif", "webp"])
    func aMovingPictureIsKnownWithoutDecodingIt(kind: String) async throws {
        let encoder = kind == "gif" ? "gif" : "libwebp_anim"
        let made = try await tool(
            "ffmpeg", "-f", "lavfi", "-i", source, "-c:v", encoder, "-loop", "0", space["moving.\(kind)"])
        try #require(made.isSuccess, "\(made.errorText)")
        let judged = try await Pictures(child: Child(searchPath: [])).judge(space["moving.\(kind)"])
        #expect(judged.animation == PictureAnimation(frames: 20, milliseconds: 2000))
        #expect((judged.width, judged.height) == (160, 90))
        let picture = try await Pictures().prepare(space["moving.\(kind)"], into: space["out"], widths: [80])
        #expect(picture.animation?.frames == 20)
        try await tool("ffmpeg", "-f", "lavfi", "-i", source, "-frames:v", "1", space["first.png"])
        try await tool("vips", "thumbnail", space["first.png"], space["first.ppm"], "80")
        #expect(try await space.difference(picture.sizes[0].path, space["first.ppm"]) < 14)
    }

    @Test func aStillPictureDoesNotMove() async throws {
        for format in PictureFormat.allCases {
            let judged = try await Pictures().judge(space.write(try await space.small(format), "still"))
            #expect(judged.animation == nil, "\(format)")
        }
        #expect(try await Pictures().judge(space.write(PictureBytes.gif(frames: 1), "one")).animation == nil)
    }

    /// APNG: browsers would move it, we show how it begins.
    @Test func anAnimatedPNGIsItsFirstFrame() async throws {
        try await tool("ffmpeg", "-f", "lavfi", "-i", source, "-f", "apng", space["moving.png"])
        let picture = try await Pictures().prepare(space["moving.png"], into: space["out"], widths: [160])
        #expect(picture.animation == nil)
        try await tool("ffmpeg", "-f", "lavfi", "-i", source, "-frames:v", "1", space["first.png"])
        #expect(try await space.difference(picture.sizes[0].path, space["first.png"]) < 14)
    }

    /// Browsers hold a frame of no time for a tenth of a second; the last frame may lack its trailer.
    @Test func delaysAreCountedAsBrowsersShowThem() async throws {
        let hasty = space.write(PictureBytes.gif(frames: 30, delay: 0), "hasty.gif")
        #expect(try await Pictures().judge(hasty).animation?.milliseconds == 3000)
        let open = space.write(PictureBytes.gif(frames: 30, delay: 5).dropLast(), "open.gif")
        #expect(
            try await Pictures().judge(open).animation == PictureAnimation(frames: 30, milliseconds: 1500))
    }

    @Test func tenThousandFramesAreRefused() async throws {
        await refuses(PictureBytes.gif(frames: 10_000), .tooManyFrames(framesMax: 1_000))
        await refuses(PictureBytes.gif(frames: 1_000, delay: 13), .tooLong(secondsMax: 120))
        // 25 million pixels in 41 frames are more than a thousand million.
        await refuses(PictureBytes.gif(frames: 41, side: 5_000), .tooManyFrames(framesMax: 40))
        _ = try await Pictures().judge(space.write(PictureBytes.gif(frames: 1_000), "many.gif"))
    }

    @Test func aWebPOfTooManyFramesIsRefused() async throws {
        let still = try await space.small(.webp, side: 16)
        let canvas = [0x02, 0, 0, 0, 15, 0, 0, 11, 0, 0] as [UInt8]
        var body = Array("WEBPVP8X".utf8) + PictureBytes.little(10, 4) + canvas
        let frame = [UInt8](repeating: 0, count: 12) + PictureBytes.little(40, 3) + [0] + still[12...]
        for _ in 0..<1_001 { body += Array("ANMF".utf8) + PictureBytes.little(frame.count, 4) + frame }
        await refuses(
            Array("RIFF".utf8) + PictureBytes.little(body.count, 4) + body, .tooManyFrames(framesMax: 1_000))
    }

    private func refuses(
        _ bytes: [UInt8], _ refusal: PictureRefusal, at location: SourceLocation = #_sourceLocation
    ) async {
        let nothing = Pictures(child: Child(searchPath: []))
        await #expect(throws: refusal, sourceLocation: location) {
            try await nothing.prepare(space.write(bytes, "frames"), into: space["out"], widths: [80])
        }
    }
}
