import Glibc

/// Finds the programs this module starts, and knows which Debian package holds each.
enum Programs {
    /// The first executable file of that name in the folders. Throws `MediaFault.programMissing`.
    static func path(of program: String, in folders: [String]) throws(MediaFault) -> String {
        for folder in folders where access("\(folder)/\(program)", X_OK) == 0 {
            return "\(folder)/\(program)"
        }
        throw .programMissing(program: program, package: packages[program] ?? program)
    }

    private static let packages = [
        "vips": "libvips-tools", "vipsheader": "libvips-tools", "ffmpeg": "ffmpeg", "ffprobe": "ffmpeg",
        "prlimit": "util-linux", "nice": "coreutils",
    ]
}
