/// libvips' own programs, told what to do with one picture in one folder before one moment.
///
/// libvips chooses a loader by a file's first bytes, as `Judge` does. `VIPS_BLOCK_UNTRUSTED` (libvips 8.13
/// and later) takes out all that its authors do not trust with hostile files, among them SVG, PDF and
/// ImageMagick.
struct Vips {
    let child: Child
    let limits: PictureLimits
    let deadline: ContinuousClock.Instant

    /// Decodes the sent file, strictly: bytes that break off are an error. Upright, in sRGB, no wider than
    /// `width`, without metadata, uncompressed. A picture without a profile is sRGB already; not asking for
    /// it then saves a quarter of the time.
    func decode(_ source: String, _ judged: JudgedPicture, width: Int, into path: String) async throws {
        let profile = judged.hasProfile ? ["--export-profile", "srgb"] : []
        let result = try await thumbnail(
            source, "\(path)[strip,compression=none]", width: width, height: Self.unbounded,
            ["--size", "down", "--fail-on", "error"] + profile)
        guard result.isSuccess else { throw refusal(result, judged.format) }
    }

    /// A copy of our own sheet: no wider than `width`, or squeezed to `width` and `height`. What fails here
    /// is not the sent file's doing, unless time ran out.
    func copy(_ sheet: String, width: Int, height: Int? = nil, into path: String) async throws {
        let result = try await thumbnail(
            sheet, path, width: width, height: height ?? Self.unbounded,
            ["--size", height == nil ? "down" : "force"])
        guard !result.status.isTooSlow else { throw PictureRefusal.tooSlow }
        guard result.isSuccess else {
            throw MediaFault.programFailed(program: "vips", detail: result.errorText)
        }
    }

    private func thumbnail(
        _ source: String, _ target: String, width: Int, height: Int, _ more: [String]
    ) async throws -> ChildResult {
        try await run("vips", ["thumbnail", source, target, "\(width)", "--height", "\(height)"] + more)
    }

    private func run(_ program: String, _ arguments: [String]) async throws -> ChildResult {
        let left = deadline - ContinuousClock.now
        guard left > .zero else { throw PictureRefusal.tooSlow }
        let childLimits = ChildLimits(
            wallSecondsMax: left / .seconds(1), memoryBytesMax: limits.memoryBytesMax,
            fileBytesMax: Self.fileBytesMax)
        return try await child.run(program, arguments, limits: childLimits, environment: Self.environment)
    }

    private func refusal(_ result: ChildResult, _ format: PictureFormat) -> PictureRefusal {
        if result.status.isTooSlow || result.errorText.contains("out of memory") { return .tooSlow }
        let isUnknown = Self.unknownFormat.contains { result.errorText.contains($0) }
        return isUnknown && [.avif, .heic].contains(format) ? .notSupported(format) : .damaged
    }

    /// libvips' largest side; "as high as it comes out".
    private static let unbounded = 10_000_000
    /// The uncompressed sheet of the largest picture at full width, with room.
    private static let fileBytesMax = 512 * 1024 * 1024
    /// What libvips and libheif say of a HEIF file whose codec was not built in.
    private static let unknownFormat = [
        "is not a known file format", "Unsupported codec", "No decoding plugin",
    ]
    /// One thread: the limits count processor time and address space. The threshold keeps half-decoded
    /// pictures in (limited) memory, as a killed child leaves its files on the disk.
    private static let environment = [
        "VIPS_CONCURRENCY": "1", "VIPS_BLOCK_UNTRUSTED": "1", "VIPS_DISC_THRESHOLD": "1g",
        "HOME": "/nonexistent",
    ]
}
