import Glibc
import Testing

@testable import MediaTools

/// Parts of picture files that no camera writes, put together byte by byte.
enum PictureBytes {
    /// A JPEG segment behind the start of image: `code` is 0xE1 for APP1, 0xFE for a comment.
    static func jpeg(_ plain: [UInt8], with code: UInt8, _ body: [UInt8]) -> [UInt8] {
        plain[0..<2] + [0xFF, code] + big(body.count + 2, 2) + body + plain[2...]
    }

    /// A chunk behind the IHDR of a PNG. Nobody here checks the sum.
    static func png(_ plain: [UInt8], with name: String, _ body: [UInt8]) -> [UInt8] {
        plain[0..<33] + big(body.count, 4) + Array(name.utf8) + body + crc(Array(name.utf8) + body)
            + plain[33...]
    }

    /// A comment in front of the trailer of a GIF.
    static func gif(_ plain: [UInt8], comment: [UInt8]) -> [UInt8] {
        plain.dropLast() + [0x21, 0xFE, UInt8(comment.count)] + comment + [0, 0x3B]
    }

    /// A chunk behind the last of a WebP.
    static func webp(_ plain: [UInt8], with name: String, _ body: [UInt8]) -> [UInt8] {
        let padded = body + [UInt8](repeating: 0, count: body.count % 2)
        let rest = plain[8...] + Array(name.utf8) + little(body.count, 4) + padded
        return plain[0..<4] + little(rest.count, 4) + rest
    }

    /// A box behind the last of an AVIF or HEIC.
    static func boxes(_ plain: [UInt8], with name: String, _ body: [UInt8]) -> [UInt8] {
        plain + big(body.count + 8, 4) + Array(name.utf8) + body
    }

    /// A GIF of as many frames of one pixel, each shown for `delay` hundredths of a second.
    static func gif(frames: Int, delay: Int = 4, side: Int = 1) -> [UInt8] {
        let head = Array("GIF89a".utf8) + little(side, 2) + little(side, 2) + [0x80, 0, 0]
        let colours: [UInt8] = [0, 0, 0, 255, 255, 255]
        let control = [0x21, 0xF9, 4, 0] + little(delay, 2) + [0, 0]
        let image: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
        return head + colours + (0..<frames).flatMap { _ in control + image } + [0x3B]
    }

    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ((count - 1 - $0) * 8)) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    /// PNG, annex D.
    private static func crc(_ bytes: [UInt8]) -> [UInt8] {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
        return big(Int(~sum), 4)
    }
}

/// The same dice in every run.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 33) &* 0xFF51_AFD7_ED55_8CCD
    }
}

extension Workspace {
    /// A small picture in this format, made of a photograph: with EXIF and profile if it had any.
    func small(_ format: PictureFormat, side: Int = 90) async throws -> [UInt8] {
        let path = self["small.\(format.rawValue)"]
        let target = format == .avif ? "\(path)[compression=av1]" : path
        let made = try await tool("vips", "thumbnail", Samples.photograph, target, "\(side)")
        try #require(made.isSuccess, "\(made.errorText)")
        return try Self.bytes(path)
    }
}
