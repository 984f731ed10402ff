import Glibc

/// One picture on its way: the steps, and the names of the files they leave in the folder.
struct PictureWork {
    let vips: Vips
    let limits: PictureLimits
    let folder: String
    let format: PictureFormat

    /// The sent file is decoded once, into an uncompressed sheet of the greatest width asked for; the sizes
    /// and the blurhash are made from the sheet. So a hostile file meets one decoder, one time.
    func prepare(_ source: String, widths: [Int]) async throws -> PreparedPicture {
        try link(source)
        let stored = try await vips.size(of: sourceLink, format)
        try limits.check(stored)
        let upright = try await vips.isOnItsSide(sourceLink) ? stored.turned : stored
        let reached = Self.reached(widths, by: upright.width)
        try await vips.decode(sourceLink, format, width: reached[reached.count - 1], into: sheet)
        let blurhash = try await blurhash()
        return PreparedPicture(
            format: format, width: upright.width, height: upright.height, sizes: try await sizes(reached),
            blurhash: blurhash)
    }

    func removeScraps() {
        for path in [sourceLink, sheet, miniature] { unlink(path) }
    }

    /// Ascending, each once, none above `width`, and the last as near to the widest as the picture allows.
    static func reached(_ widths: [Int], by width: Int) -> [Int] {
        Set(widths.map { min($0, width) }).sorted()
    }

    /// All of them or none.
    private func sizes(_ widths: [Int]) async throws -> [PictureSize] {
        do {
            var sizes: [PictureSize] = []
            for width in widths { sizes.append(try await size(width)) }
            return sizes
        } catch {
            for width in widths { unlink(path(of: width)) }
            throw error
        }
    }

    private func size(_ width: Int) async throws -> PictureSize {
        let path = path(of: width)
        try await vips.copy(sheet, width: width, into: "\(path)[Q=80,strip]")
        guard let file = WebPFile(try FileBytes.read(path, bytesMax: Self.webpBytesMax)) else {
            throw MediaFault.programFailed(program: "vips", detail: "wrote no WebP file")
        }
        let clean = file.cleaned()
        try FileBytes.write(clean, to: path)
        guard let pixels = try PictureHeader.size(of: BlobReader(path: path), .webp) else {
            throw MediaFault.programFailed(program: "vips", detail: "wrote a WebP file without a size")
        }
        return PictureSize(path: path, width: pixels.width, height: pixels.height, bytes: clean.count)
    }

    /// Transparency is laid on white: a page's placeholder has no transparency.
    private func blurhash() async throws -> String {
        try await vips.copy(sheet, width: 32, height: 32, into: "\(miniature)[strip,background=255]")
        guard let map = PixelMap(try FileBytes.read(miniature, bytesMax: 1 << 16)) else {
            throw MediaFault.programFailed(program: "vips", detail: "wrote no PPM file")
        }
        return Blurhash.encode(
            rgb: map.rgb, width: map.size.width, height: map.size.height, components: (x: 4, y: 3))
    }

    /// libvips reads options from a file name that ends in brackets; a name of our own has none.
    private func link(_ source: String) throws {
        unlink(sourceLink)
        guard symlink(source, sourceLink) == 0 else { throw MediaFault.lastCall("link", sourceLink) }
    }

    private func path(of width: Int) -> String { "\(folder)/\(width).webp" }
    private var sourceLink: String { "\(folder)/source" }
    private var sheet: String { "\(folder)/sheet.tif" }
    private var miniature: String { "\(folder)/miniature.ppm" }

    /// Bounds our own memory, far above what quality 80 needs for the largest picture.
    private static let webpBytesMax = 128 * 1024 * 1024
}
