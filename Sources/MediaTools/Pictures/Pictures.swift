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

    /// Writes `<width>.webp` into `folder` for each of `widths` that the picture reaches, and at its own
    /// width if it is narrower than the widest. `folder` is made if its parent exists and must be this
    /// call's alone; on any error the files written are taken away again. Quality 80; of an animation the
    /// first frame.
    ///
    /// Throws `PictureRefusal` when the file is at fault, `MediaFault` when the world is. Starts four
    /// children and one for each size: 0.7 s for a JPEG of 12 megapixels in three sizes.
    public func prepare(
        _ source: String, into folder: String, widths: [Int]
    ) async throws -> PreparedPicture {
        precondition(!widths.isEmpty && widths.allSatisfy { $0 > 0 }, "A picture has at least one width")
        let reader = try BlobReader(path: source)
        let format = try judge(reader)
        try FileBytes.makeFolder(folder)
        let work = PictureWork(
            vips: Vips(child: child, limits: limits, deadline: .now + .seconds(limits.secondsMax)),
            limits: limits, folder: try FileBytes.absolute(folder), format: format)
        defer { work.removeScraps() }
        return try await work.prepare(try FileBytes.absolute(source), widths: widths)
    }

    /// What the first bytes and the header say, before any decoder sees the file.
    private func judge(_ reader: BlobReader) throws -> PictureFormat {
        guard reader.size <= limits.bytesMax else { throw PictureRefusal.tooLarge(bytes: reader.size) }
        let head = try reader.read(at: 0, count: Judge.headBytes)
        guard let format = Judge.picture(head: head) else { throw PictureRefusal.notAPicture }
        if let size = try PictureHeader.size(of: reader, format) { try limits.check(size) }
        return format
    }
}
