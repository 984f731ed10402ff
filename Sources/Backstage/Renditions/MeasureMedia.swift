import Foundation
import MediaTools

/// What one piece of media work took, for `make bench-media`.
public struct MediaMeasure: Sendable, Encodable {
    public struct Size: Sendable, Encodable {
        public let width: Int
        /// As libvips' own programs are told to make the same.
        public let options: String
    }

    public let seconds: Double
    public var arguments: [String]?
    public var sizes: [Size]?
}

extension App {
    /// Makes one size of a film and throws it away. Nil for a size that the film does not reach.
    func measureEncoding(_ path: String, step name: Int) async throws -> MediaMeasure? {
        try await withWorkFolder { folder in
            let facts = try await videos.probe(path)
            let steps = VideoLadder.steps(for: facts)
            guard let step = steps.first(where: { $0.name == name }) else { return nil }
            let began = ContinuousClock.now
            _ = try await videos.encode(path, facts, step, into: folder, threads: settings.cores) { _ in }
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            let arguments = try await videos.encodeArguments(
                path, facts, step, into: folder, threads: settings.cores)
            return MediaMeasure(seconds: seconds, arguments: arguments)
        }
    }

    /// Makes a photograph's sizes and throws them away.
    func measurePicture(_ path: String) async throws -> MediaMeasure {
        try await withWorkFolder { folder in
            let began = ContinuousClock.now
            let made = try await pictures.prepare(path, into: folder, widths: Limits.photoWidths)
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            let sizes = made.sizes.map {
                MediaMeasure.Size(width: $0.width, options: "Q=80,effort=\($0.width > 1_600 ? 2 : 4)")
            }
            return MediaMeasure(seconds: seconds, sizes: sizes)
        }
    }
}
