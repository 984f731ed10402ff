import Database
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension App {
    /// tus 1.0.0, for every kind of file: the page's script and any client speak it.
    func uploadRoutes(_ routes: inout RouteTable) {
        for path in ["/uploads", "/uploads/:key"] {
            routes.add(.options, path) { _ in self.uploadOptions() }
        }
        routes.post("/uploads") { visit in await visit.answering { try await self.beginUpload(visit) } }
        routes.add(.head, "/uploads/:key") { visit in
            await visit.answering { try await self.uploadState(visit) }
        }
        routes.add(.patch, "/uploads/:key") { visit in
            await visit.answering { try await self.writeUpload(visit) }
        }
        routes.add(.delete, "/uploads/:key") { visit in
            await visit.answering { try await self.endUpload(visit) }
        }
        // For clients that can send nothing but POST. Other methods are what they say: one that looks
        // harmless must not turn into another behind the cross-site check.
        routes.post("/uploads/:key") { visit in
            await visit.answering {
                switch visit.request.headers[.methodOverride] {
                case "PATCH": try await self.writeUpload(visit)
                case "DELETE": try await self.endUpload(visit)
                case "HEAD": try await self.uploadState(visit)
                default: throw UploadFailure.verb
                }
            }
        }
    }

    private func uploadOptions() -> Response {
        Response(
            status: .noContent,
            headers: [
                .tusResumable: Tus.version, .tusVersion: Tus.version, .tusExtension: Tus.extensions,
                .tusMaxSize: String(Limits.uploadBytes),
                .tusChecksums: Tus.Algorithm.allCases.map(\.rawValue).joined(separator: ","),
            ])
    }

    // MARK: Creation

    private func beginUpload(_ visit: Visit) async throws -> Response {
        let headers = visit.request.headers
        let account = try uploader(visit)
        guard headers[.uploadDeferLength] == nil else { throw UploadFailure.lengthDeferred }
        guard let length = Tus.count(headers[.uploadLength]) else { throw UploadFailure.lengthMissing }
        guard let facts = Tus.metadata(headers[.uploadMetadata] ?? "") else {
            throw UploadFailure.metadataBroken
        }
        // Creation with upload: the first bytes may come with the announcement. They are judged before it.
        let isPiece = Tus.isPiece(headers[.contentType])
        guard isPiece || (Tus.count(headers[.contentLength]) ?? 0) == 0 else {
            throw UploadFailure.contentType
        }
        let checksum = isPiece ? try visit.checksum(length: length, from: 0) : nil
        var upload = try await beginUpload(
            bytes: length, filename: facts["filename"] ?? facts["name"] ?? "", of: account)
        if isPiece { upload = try await receiveFirst(visit, upload, checksum) }
        var response = answer(.created, upload)
        response.headers[.location] = "/uploads/\(upload.key)"
        if !isPiece { response.headers[.uploadOffset] = nil }
        return response
    }

    /// An upload whose first bytes do not arrive is not begun: nobody hears of it, and it would only take up
    /// room for a day.
    private func receiveFirst(
        _ visit: Visit, _ upload: ResumableUpload, _ checksum: Tus.Checksum?
    ) async throws -> ResumableUpload {
        do {
            let first = try await receive(visit.request.body, into: upload, from: 0, checksum)
            let announced = Tus.count(visit.request.headers[.contentLength]) ?? 0
            guard first.arrived >= announced else { throw CancellationError() }
            return first
        } catch {
            try await forget(upload)
            throw error
        }
    }

    // MARK: Core

    private func uploadState(_ visit: Visit) async throws -> Response {
        let upload = try await named(visit)
        var response = answer(.ok, upload)
        response.headers[.uploadLength] = String(upload.bytes)
        if !upload.filename.isEmpty {
            response.headers[.uploadMetadata] = Tus.metadata(["filename": upload.filename])
        }
        return response
    }

    private func writeUpload(_ visit: Visit) async throws -> Response {
        let upload = try await named(visit)
        guard Tus.isPiece(visit.request.headers[.contentType]) else { throw UploadFailure.contentType }
        guard let offset = Tus.count(visit.request.headers[.uploadOffset]) else {
            throw UploadFailure.offsetMissing
        }
        guard offset == upload.arrived else { throw UploadFailure.offsetWrong(at: upload.arrived) }
        let checksum = try visit.checksum(length: upload.bytes, from: offset)
        return answer(
            .noContent, try await receive(visit.request.body, into: upload, from: offset, checksum))
    }

    private func endUpload(_ visit: Visit) async throws -> Response {
        try await forget(try await named(visit))
        return Response(status: .noContent)
    }

    private func answer(_ status: HTTPResponse.Status, _ upload: ResumableUpload) -> Response {
        Response(
            status: status,
            headers: [
                .uploadOffset: String(upload.arrived),
                .uploadExpires: HTTPDate.text(milliseconds: upload.expires),
            ])
    }

    private func uploader(_ visit: Visit) throws -> AccountID {
        guard visit.request.headers[.tusResumable] == Tus.version else { throw UploadFailure.version }
        guard let account = visit.member?.account else { throw UploadFailure.unsigned }
        guard (account.limitedUntil ?? 0) <= visit.now else { throw UploadFailure.limited }
        return account.id
    }

    private func named(_ visit: Visit) async throws -> ResumableUpload {
        let account = try uploader(visit)
        let now = visit.now
        guard let key = visit.parameters.get("key"),
            let upload = try await database.read({ try $0.upload(key, of: account, now: now) })
        else { throw UploadFailure.gone }
        return upload
    }
}

extension Visit {
    /// What is to prove the body right; nil when nothing was asked for. A body that says it is longer than
    /// what is missing is refused before any of it is read.
    fileprivate func checksum(length: Int64, from offset: Int64) throws -> Tus.Checksum? {
        if let comes = Tus.count(request.headers[.contentLength]), comes > length - offset {
            throw UploadFailure.beyondLength
        }
        guard let header = request.headers[.uploadChecksum] else { return nil }
        guard let checksum = Tus.Checksum(header) else { throw UploadFailure.checksumUnknown }
        return checksum
    }

    /// Also what goes wrong is an answer of the protocol: a status, and a line of text instead of a page.
    fileprivate func answering(_ work: () async throws -> Response) async -> Response {
        var response: Response
        do {
            response = try await work()
        } catch let failure as UploadFailure {
            response = answer(failure)
        } catch let error as DatabaseError where error.isDiskFull {
            response = answer(.diskFull)
        } catch DatabaseError.overloaded {
            response = busy
        } catch is CancellationError {
            // The server is being stopped, or the client is gone: what is safe is safe, and it may come back.
            response = busy
        } catch {
            app.log.error("an upload failed", metadata: ["request": "\(requestID)", "error": "\(error)"])
            response = plain(500, say(.failure_fault_text, ["id": requestID]))
        }
        response.headers[.tusResumable] = Tus.version
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func answer(_ failure: UploadFailure) -> Response {
        var response = plain(failure.status, failure.said(in: language))
        switch failure {
        case .version: response.headers[.tusVersion] = Tus.version
        case .verb: response.headers[.allow] = "DELETE, HEAD, OPTIONS, PATCH"
        // What was sent and not read must not be taken for the next request.
        case .tooLarge, .overQuota, .beyondLength, .noRoom, .diskFull:
            response.headers[.connection] = "close"
        default: break
        }
        return response
    }

    private var busy: Response {
        var response = plain(503, say(.failure_busy_text))
        response.headers[.retryAfter] = "2"
        return response
    }

    private func plain(_ status: Int, _ sentence: String) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: sentence + "\n")))
    }
}

extension DatabaseError {
    /// SQLite's FULL; PostgreSQL's disk_full.
    fileprivate var isDiskFull: Bool {
        guard case .refused(_, _, let code) = self else { return false }
        return code == "13" || code == "53100"
    }
}

extension HTTPField.Name {
    static let tusResumable = tus("Tus-Resumable")
    static let tusVersion = tus("Tus-Version")
    static let tusExtension = tus("Tus-Extension")
    static let tusMaxSize = tus("Tus-Max-Size")
    static let tusChecksums = tus("Tus-Checksum-Algorithm")
    static let uploadLength = tus("Upload-Length")
    static let uploadDeferLength = tus("Upload-Defer-Length")
    static let uploadOffset = tus("Upload-Offset")
    static let uploadMetadata = tus("Upload-Metadata")
    static let uploadExpires = tus("Upload-Expires")
    static let uploadChecksum = tus("Upload-Checksum")
    static let methodOverride = tus("X-HTTP-Method-Override")

    private static func tus(_ name: String) -> HTTPField.Name {
        guard let made = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return made
    }
}
