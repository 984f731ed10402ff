/// Makes pictures that strangers send fit for pages: judged by their bytes, decoded once by a child under
/// limits, and written anew as WebP. Nothing of the sent file but its colours survives: no place, no camera,
/// no date, no comment, no tail.
public struct Pictures: Sendable {
    private let limits: PictureLimits
    private let child: Child

    public init(limits: MediaLimits = MediaLimits(), child: Child = Child()) {
        self.limits = limits.picture
        self.child = child
    }

    /// Says what the file is, by its bytes and its structure; no decoder runs. The file is read in pieces,
    /// most of it once: 1 ms for a JPEG of 6 MB, 20 ms for one of 5 MB with 11 MB of film behind it.
    ///
    /// Throws `PictureRefusal` when the file is at fault, `MediaFault` when the world is.
    public func judge(_ source: String) async throws -> JudgedPicture {
        let limits = limits
        return try await Blocking.run { try Self.judge(LocalFile(path: source), limits) }
    }

    /// Judges the file, then writes `<width>.webp` into `folder` for each of `widths` that the picture
    /// reaches, and at its own width if it is narrower than the widest. `folder` is made if its parent exists
    /// and must be this call's alone; on any error the files written are taken away again. Of an animation
    /// the first frame.
    ///
    /// Throws as `judge` does. Starts two children and one for each size: 0.55 to 0.65 s for a JPEG of 12
    /// megapixels at 640, 1,280 and 2,048, where `vipsthumbnail` run three times takes 0.57 to 0.72 s.
    public func prepare(
        _ source: String, into folder: String, widths: [Int]
    ) async throws -> PreparedPicture {
        precondition(!widths.isEmpty && widths.allSatisfy { $0 > 0 }, "A picture has at least one width")
        let judged = try await judge(source)
        try FileBytes.makeFolder(folder)
        let work = PictureWork(
            vips: Vips(child: child, limits: limits, deadline: .now + .seconds(limits.secondsMax)),
            folder: try FileBytes.absolute(folder), judged: judged)
        defer { work.removeScraps() }
        return try await work.prepare(try FileBytes.absolute(source), widths: widths)
    }

    /// The cheapest question first: its length, its first bytes, its headers, all of it.
    private static func judge(_ file: LocalFile, _ limits: PictureLimits) throws -> JudgedPicture {
        guard file.size <= limits.bytesMax else { throw PictureRefusal.tooLarge(bytes: file.size) }
        let format = try Judge.knownPicture(head: try file.read(at: 0, count: Judge.headBytes))
        let structure = try PictureStructure.walk(file, format, limits)
        let search = ForeignSearch(file: file)
        if let kind = try search.found(in: structure.notes, behind: structure.end) {
            throw PictureRefusal.hides(kind)
        }
        return JudgedPicture(
            format: format, width: structure.size?.width ?? 0, height: structure.size?.height ?? 0,
            animation: structure.animation, hasProfile: structure.hasProfile)
    }
}
