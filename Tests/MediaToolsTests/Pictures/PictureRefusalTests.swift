import Glibc
import MediaTools
import Testing

@Suite struct PictureRefusalTests {
    private let space = Workspace()

    @Test func whatIsNoPictureIsRefusedByItsBytes() async throws {
        for source in [
            space.write("only words, whatever the name says", "a.jpg"), space.write([], "empty.jpg"),
            space.write("GIF", "short.gif"), Samples.phoneVideo,
        ] {
            await refuses(source, .notAPicture)
        }
    }

    /// Every cut of every kind: refused, and nothing left behind. A GIF may lack its last byte.
    @Test(arguments: PictureFormat.allCases)
    func aCutFileIsRefused(format: PictureFormat) async throws {
        let whole = try await space.small(format, side: 300)
        var cuts = [16, 20, 40, 100, 400, whole.count - 2, whole.count - 13]
        cuts += (1...8).map { whole.count * $0 / 9 }
        for cut in cuts {
            let source = space.write(Array(whole.prefix(cut)), "cut")
            await #expect(throws: PictureRefusal.damaged, "cut at \(cut) of \(whole.count)") {
                try await Pictures().prepare(source, into: space["out"], widths: [200])
            }
            #expect(Workspace.names(space["out"]).isEmpty)
        }
    }

    @Test func aCutPhotographIsRefused() async throws {
        let whole = try Workspace.bytes(Samples.placed)
        for part in [3, 50, 97] {
            await refuses(space.write(Array(whole.prefix(whole.count * part / 100)), "cut.jpg"), .damaged)
        }
    }

    /// With programs that do not exist: no child is started for these.
    @Test func tooManyPixelsAreRefusedBeforeAnyDecoderRuns() async throws {
        let nothing = Pictures(child: Child(searchPath: []))
        for bomb in [png(50_000, 50_000), gif(60_000, 100), webp(16_384, 16_384), jpeg(65_535, 65_500)] {
            let source = space.write(bomb.bytes, "bomb")
            await #expect(throws: PictureRefusal.tooManyPixels(width: bomb.width, height: bomb.height)) {
                try await nothing.prepare(source, into: space["out"], widths: [200])
            }
        }
        await #expect(throws: MediaFault.self) {
            try await nothing.prepare(
                Samples.png, into: space["out"], widths: [200])
        }
    }

    @Test func aSizeOfNothingIsDamage() async throws {
        await refuses(space.write(png(0, 9).bytes, "flat.png"), .damaged)
    }

    @Test func theLimitsAreTheCallers() async throws {
        var limits = MediaLimits()
        limits.picture.bytesMax = 1000
        let size = try LocalFile(path: Samples.jpeg).size
        await refuses(Samples.jpeg, .tooLarge(bytes: size), limits)
        limits = MediaLimits()
        limits.picture.sidePixelsMax = 799
        await refuses(Samples.jpeg, .tooManyPixels(width: 800, height: 600), limits)
        limits = MediaLimits()
        limits.picture.pixelsMax = 479_999
        await refuses(Samples.jpeg, .tooManyPixels(width: 800, height: 600), limits)
    }

    /// The sizes of AVIF and HEIC lie several boxes deep; no decoder is needed to read them.
    @Test(arguments: ["a.avif[compression=av1]", "a.heic"])
    func pixelsInBoxesAreCountedToo(target: String) async throws {
        try await tool("vips", "copy", Samples.photograph, space[target])
        var limits = MediaLimits()
        limits.picture.sidePixelsMax = 1000
        let nothing = Pictures(limits: limits, child: Child(searchPath: []))
        let source = space[target.split(separator: "[").first.map(String.init) ?? target]
        await #expect(throws: PictureRefusal.tooManyPixels(width: 1024, height: 768)) {
            try await nothing.prepare(source, into: space["out"], widths: [200])
        }
    }

    @Test func noTimeAndNoMemoryAreTooSlow() async throws {
        var limits = MediaLimits()
        limits.picture.secondsMax = 0
        await refuses(Samples.jpeg, .tooSlow, limits)
        limits = MediaLimits()
        limits.picture.memoryBytesMax = 180_000_000
        await #expect(throws: (any Error).self) {
            try await Pictures(limits: limits).prepare(Samples.placed, into: space["out"], widths: [200])
        }
        #expect(Workspace.names(space["out"]).isEmpty)
    }

    @Test func aMissingFileIsAFault() async throws {
        await #expect(throws: MediaFault.self) {
            try await Pictures().prepare(space["none.jpg"], into: space["out"], widths: [200])
        }
    }

    @Test func aCancelledTaskLeavesNothing() async throws {
        let space = space
        let task = Task { try await Pictures().prepare(Samples.placed, into: space["out"], widths: [100]) }
        while !Workspace.names(space["out"]).contains("source") { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(Workspace.names(space["out"]).isEmpty)
    }

    private func refuses(
        _ source: String, _ refusal: PictureRefusal, _ limits: MediaLimits = MediaLimits(),
        at location: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: refusal, sourceLocation: location) {
            try await Pictures(limits: limits).prepare(source, into: space["out"], widths: [200])
        }
        #expect(Workspace.names(space["out"]).isEmpty, sourceLocation: location)
    }

    private typealias Bomb = (bytes: [UInt8], width: Int, height: Int)

    private func png(_ width: Int, _ height: Int) -> Bomb {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = [0, 0, 0, 13] + Array("IHDR".utf8) + big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]
        return (signature + header + [UInt8](repeating: 0, count: 40), width, height)
    }

    private func gif(_ width: Int, _ height: Int) -> Bomb {
        (
            Array("GIF89a".utf8) + big(width, 2).reversed() + big(height, 2).reversed() + [0, 0, 0, 0x3B],
            width, height
        )
    }

    private func webp(_ width: Int, _ height: Int) -> Bomb {
        let sizes = big(width - 1, 3).reversed() + big(height - 1, 3).reversed()
        return (Array("RIFF\u{20}\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0".utf8) + sizes + [0, 0], width, height)
    }

    private func jpeg(_ width: Int, _ height: Int) -> Bomb {
        let comment: [UInt8] = [0xFF, 0xFE, 0, 6, 1, 2, 3, 4]
        let frame = [0xFF, 0xC2, 0, 17, 8] + big(height, 2) + big(width, 2) + [3]
        return ([0xFF, 0xD8] + comment + [0xFF] + frame + [UInt8](repeating: 0, count: 30), width, height)
    }

    private func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ((count - 1 - $0) * 8)) }
    }
}
