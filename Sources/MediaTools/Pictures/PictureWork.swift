import Glibc

/// One picture on its way: the steps, and the names of the files they leave in the folder.
struct PictureWork {
    let vips: Vips
    let folder: String
    let judged: JudgedPicture

    /// The sent file is decoded once, into an uncompressed sheet of the greatest width asked for; the sizes
    /// and the miniature are made from the sheet. So a hostile file meets one decoder, one time.
    func prepare(_ source: String, widths: [Int]) async throws -> PreparedPicture {
        try link(source)
        let widest = widths.max() ?? 1
        try await vips.decode(sourceLink, judged, width: widest, into: sheet)
        var sizes: [PictureSize] = []
        do {
            // First the widest, as its width says which of the others the picture reaches.
            sizes.append(try await size(widest))
            for width in Self.reached(widths, by: sizes[0].width).dropLast().reversed() {
                sizes.append(try await size(width))
            }
            return try await prepared(sizes.reversed(), upright: upright(sizes[0], widest))
        } catch {
            for size in sizes { unlink(size.path) }
            throw error
        }
    }

    func removeScraps() {
        for path in [sourceLink, sheet, fresh, miniature] { unlink(path) }
    }

    /// Ascending, each once, none above `width`, and the last as near to the widest as the picture allows.
    static func reached(_ widths: [Int], by width: Int) -> [Int] {
        Set(widths.map { min($0, width) }).sorted()
    }

    /// The sent picture's pixels after the camera's rotation. One that was not made smaller is as it came
    /// out; otherwise the proportions tell whether it was turned.
    private func upright(_ largest: PictureSize, _ widest: Int) -> PixelSize {
        if largest.width < widest { return PixelSize(width: largest.width, height: largest.height) }
        let stretch = Double(largest.height) / Double(largest.width)
        let asStored = Double(judged.height) / Double(judged.width)
        return abs(stretch - asStored) <= abs(stretch - 1 / asStored)
            ? PixelSize(width: judged.width, height: judged.height)
            : PixelSize(width: judged.height, height: judged.width)
    }

    private func prepared(_ sizes: [PictureSize], upright: PixelSize) async throws -> PreparedPicture {
        let map = try await shrunken()
        return PreparedPicture(
            format: judged.format, width: upright.width, height: upright.height, sizes: sizes,
            blurhash: Blurhash.encode(
                rgb: map.rgb, width: map.size.width, height: map.size.height, components: (x: 4, y: 3)),
            perceptualHash: PerceptualHash(rgb: map.rgb), animation: judged.animation)
    }

    /// Writes one size, without anything but pixels, under the name of the width it came out at.
    private func size(_ width: Int) async throws -> PictureSize {
        try await vips.copy(sheet, width: width, into: "\(fresh)[\(Self.quality(width)),strip]")
        return try await Blocking.run { [fresh, folder] in
            guard let file = WebPFile(try FileBytes.read(fresh, bytesMax: Self.webpBytesMax)) else {
                throw MediaFault.programFailed(program: "vips", detail: "wrote no WebP file")
            }
            let clean = file.cleaned()
            try FileBytes.write(clean, to: fresh)
            guard let pixels = try WebPWalk.walk(LocalFile(path: fresh), Self.ours).size else {
                throw MediaFault.programFailed(program: "vips", detail: "wrote a WebP file without a size")
            }
            let path = "\(folder)/\(pixels.width).webp"
            guard rename(fresh, path) == 0 else { throw MediaFault.lastCall("rename", fresh) }
            return PictureSize(path: path, width: pixels.width, height: pixels.height, bytes: clean.count)
        }
    }

    /// 32 x 32 pixels whatever its shape. Transparency is laid on white, as a page's placeholder has none.
    private func shrunken() async throws -> PixelMap {
        try await vips.copy(sheet, width: 32, height: 32, into: "\(miniature)[strip,background=255]")
        guard let map = PixelMap(try FileBytes.read(miniature, bytesMax: 1 << 16)),
            map.rgb.count == 32 * 32 * 3
        else { throw MediaFault.programFailed(program: "vips", detail: "wrote no PPM file of 32 x 32") }
        return map
    }

    /// libvips reads options from a file name that ends in brackets; a name of our own has none.
    private func link(_ source: String) throws {
        unlink(sourceLink)
        guard symlink(source, sourceLink) == 0 else { throw MediaFault.lastCall("link", sourceLink) }
    }

    /// Measured on three photographs of 12 megapixels at 2,048 pixels: effort 4 takes 0.28 s for 356 KB
    /// (SSIM 0.963), effort 2 takes 0.15 s for 370 KB (0.960), effort 6 takes 0.55 s for 340 KB; quality 85
    /// adds a quarter of the bytes for 0.007. So effort 4, and 2 for what only a click shows.
    private static func quality(_ width: Int) -> String { "Q=80,effort=\(width > 1_600 ? 2 : 4)" }

    private var sourceLink: String { "\(folder)/source" }
    private var sheet: String { "\(folder)/sheet.tif" }
    private var fresh: String { "\(folder)/fresh.webp" }
    private var miniature: String { "\(folder)/miniature.ppm" }

    /// Bounds our own memory, far above what quality 80 needs for the largest picture.
    private static let webpBytesMax = 128 * 1024 * 1024
    /// What libvips wrote is held to no limits of the sender's.
    private static var ours: PictureLimits {
        var limits = PictureLimits()
        limits.sidePixelsMax = 16_383
        limits.pixelsMax = 16_383 * 16_383
        return limits
    }
}
