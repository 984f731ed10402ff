import Glibc

/// Finds the programs this module starts, and knows which Debian package holds each.
enum Programs {
    /// The first executable file of that name in the folders.
    static func find(_ program: String, in folders: [String]) -> String? {
        folders.lazy.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    static func missing(_ program: String) -> MediaFault {
        .programMissing(program: program, package: packages[program] ?? program)
    }

    private static let packages = [
        "vips": "libvips-tools", "vipsheader": "libvips-tools", "ffmpeg": "ffmpeg", "ffprobe": "ffmpeg",
        "prlimit": "util-linux", "nice": "coreutils",
    ]
}
