import Glibc

extension Videos {
    /// Makes a moving picture into a silent film that goes round, of even sides and at most 30 pictures a
    /// second; what was transparent becomes white. `folder` as in `encode`.
    ///
    /// For pictures that `Pictures.judge` took: it bounds their frames and their time.
    public func loop(_ picture: String, into folder: String) async throws -> Loop {
        try FileBytes.makeFolder(folder)
        let folder = try FileBytes.absolute(folder)
        let target = "\(folder)/loop.mp4"
        let source = try await frames(of: FileBytes.absolute(picture), in: folder)
        let even = "scale=trunc(iw/2)*2:trunc(ih/2)*2:flags=bicubic,fps=fps='min(30,source_fps)',setsar=1"
        try await writing(target) {
            try await ffmpeg.write(
                FFmpeg.input(source, demuxer: "gif")
                    + ["-an", "-vf", "\(even),format=yuv420p"] + FFmpeg.bare
                    + ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-threads", "1"]
                    + ["-movflags", "+faststart", "-f", "mp4", "file:\(target)"],
                seconds: 60)
        }
        let report = try await ffmpeg.probe(target, demuxer: "mov")
        let facts = try VideoFacts(report, demuxer: "mov")
        return Loop(
            path: target, durationMilliseconds: max(1, facts.durationMilliseconds),
            bytes: try LocalFile(path: target).size)
    }

    /// libvips lays every frame on white and writes a GIF: ffmpeg 5.1 reads no moving WebP, and ends with
    /// a fault when it lays pictures on one another.
    private func frames(
        of picture: String, in folder: String
    ) async throws -> String {
        let target = "\(folder)/frames.gif"
        let result = try await child.run(
            "vips", ["flatten", "\(picture)[n=-1]", target, "--background", "255"],
            limits: ChildLimits(
                wallSecondsMax: 60, memoryBytesMax: limits.memoryBytesMax, fileBytesMax: 512 << 20),
            environment: ["VIPS_CONCURRENCY": "1", "VIPS_BLOCK_UNTRUSTED": "1", "HOME": "/nonexistent"])
        guard result.isSuccess else {
            throw result.status.isTooSlow ? PictureRefusal.tooSlow : PictureRefusal.damaged
        }
        return target
    }
}
