import Database
import MediaTools

/// What a look at the store and its rows found.
public struct MediaReport: Sendable {
    public var blobs = 0
    /// Files that no row knows: taken away.
    public var orphans: [String] = []
    /// Content that nothing names any more, or that never arrived whole: taken away.
    public var swept = 0
    /// Content that a row promises and the store has not, or has in another size, with its names. Nothing
    /// here can bring it back.
    public var lost: [String] = []
    public var isClean: Bool { lost.isEmpty }
}

extension App {
    /// Compares rows and files both ways, in the order of their keys, and mends what can be mended. May run
    /// beside a server: what is on its way has a row before it has a file, and is left alone for a day.
    func checkMedia() async throws -> MediaReport {
        var report = MediaReport()
        let before = clock.now() - Limits.unclaimedUploadHours * 3_600_000
        while true {
            let gone = try await sweepBlobs(before: before)
            if gone == 0 { break }
            report.swept += gone
        }
        var files = FileWalk(media: media)
        var last = ""
        while true {
            let key = last
            let rows = try await database.read { try $0.blobs(after: key, limit: Limits.checkedAtOnce) }
            for row in rows { try await compare(row.blob, isHere: row.isHere, &files, &report) }
            guard let end = rows.last?.blob.key else { break }
            last = end
        }
        while let file = try await files.next() { try await removeOrphan(file, &report) }
        return report
    }

    private func compare(
        _ blob: Blob, isHere: Bool, _ files: inout FileWalk, _ report: inout MediaReport
    ) async throws {
        report.blobs += 1
        while let file = try await files.peek(), file.key < blob.key {
            try await removeOrphan(file, &report)
            _ = try await files.next()
        }
        let file = try await files.peek()
        let found = file?.key == blob.key ? try await files.next() : nil
        guard isHere, found.map({ Int64($0.bytes) }) != blob.bytes else { return }
        let names = try await database.read { try $0.mediaNames(of: blob.id) }
        let what = found == nil ? "is not in the store" : "has another size than it should"
        report.lost.append("\(blob.key) \(what): \(names.joined(separator: ", "))")
    }

    private func removeOrphan(_ file: BlobEntry, _ report: inout MediaReport) async throws {
        // Its row may have been written since the rows were read.
        let isKnown = try await database.read { try $0.hasBlob(key: file.key) }
        guard !isKnown else { return }
        try await media.delete(file.key)
        report.orphans.append(file.key)
    }
}

/// The store's files one after another, read a page at a time.
private struct FileWalk {
    let media: BlobStore
    private var page: [BlobEntry] = []
    private var index = 0
    private var last: String?
    private var isAtEnd = false

    init(media: BlobStore) { self.media = media }

    mutating func peek() async throws -> BlobEntry? {
        if index == page.count, !isAtEnd {
            page = try await media.list(after: last, limit: Limits.checkedAtOnce)
            index = 0
            last = page.last?.key ?? last
            isAtEnd = page.count < Limits.checkedAtOnce
        }
        return index < page.count ? page[index] : nil
    }

    mutating func next() async throws -> BlobEntry? {
        let file = try await peek()
        if file != nil { index += 1 }
        return file
    }
}

extension Limits {
    /// Rows and files compared at a time.
    static let checkedAtOnce = 1_000
}
