import Glibc
import MediaTools
import Testing

/// A folder of a test's own, gone with its last reference; and real files that Debian ships for exercises in
/// forensics (package forensics-samples-files): photographs with place and camera, a video from a phone.
final class Workspace: Sendable {
    let path: String

    init() {
        var name = Array("/tmp/mediatools-XXXXXX".utf8CString)
        path = name.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit { Self.remove(path) }

    subscript(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ bytes: [UInt8], _ name: String) -> String {
        let file = fopen(self[name], "w")!
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        return self[name]
    }

    func write(_ text: String, _ name: String) -> String { write(Array(text.utf8), name) }

    static func bytes(_ path: String) throws -> [UInt8] {
        let reader = try LocalFile(path: path)
        return try reader.read(at: 0, count: reader.size)
    }

    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if unlink(path) != 0 { rmdir(path) }
    }
}

enum Samples {
    private static let folder = "/usr/share/forensics-samples/original-files"
    static let pictureFolders = [
        "\(folder)/pic1", "\(folder)/pic2", "/usr/share/forensics-samples/original-multiple",
    ]
    /// 4000 x 3000, taken upright, with place, camera, and a colour profile.
    static let placed = "\(folder)/pic1/IMG_20200827_231612.jpg"
    /// 4000 x 3000, taken upside down.
    static let upsideDown = "\(folder)/pic2/IMG_20200124_231153.jpg"
    /// 4000 x 3000, with place and camera.
    static let otherPlaced = [
        "\(folder)/pic2/IMG_20191224_234846.jpg", "\(folder)/pic2/IMG_20200608_111614.jpg",
    ]
    /// All that show different things, besides the two named below.
    static let photographs = [placed, upsideDown, "\(folder)/pic1/IMG_1054.JPG"] + otherPlaced
    static let photograph = "\(folder)/pic1/IMG-20191006-WA0002.jpg"
    /// 800 x 600 with transparency.
    static let png = "\(folder)/pic1/debian.png"
    static let jpeg = "\(folder)/pic2/d-debian.jpg"
    /// 1.6 seconds of 1920 x 1080 from a phone, with the place.
    static let phoneVideo = "\(folder)/movie1/VID_20191220_170832.mp4"
    static let video = "\(folder)/movie2/movie-hello.mp4"
    static let avi = "\(folder)/movie2/movie-hello.avi"
    static let pdf = "\(folder)/text1/a-text.pdf"
    static let docx = "\(folder)/text1/a-text.docx"
}

/// Runs a program for a test's own purposes, without the limits of the code under test.
@discardableResult
func tool(_ program: String, _ arguments: String...) async throws -> ChildResult {
    let limits = ChildLimits(
        wallSecondsMax: 120, memoryBytesMax: 8 << 30, fileBytesMax: 1 << 30, outputBytesMax: 1 << 20)
    return try await Child().run(program, arguments, limits: limits)
}

func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    let needle = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: needle) }
}
