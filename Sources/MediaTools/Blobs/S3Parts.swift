import NIOHTTP1

extension S3Bucket {
    /// Sends a large file in parts, which become the object in one step when all are there. If anything fails
    /// the parts are taken away again; those of a killed process are found by `abortOldUploads`.
    func putInParts(_ file: LocalFile, as key: String) async throws {
        let begun = try await connection.document(
            S3Request(method: .POST, key: key, query: [("uploads", "")]),
            root: "InitiateMultipartUploadResult")
        guard let upload = begun["UploadId"]?.text, !upload.isEmpty, upload.utf8.count <= 1024 else {
            throw BlobFault.garbled(operation: "the beginning of an upload")
        }
        do {
            var tags: [String] = []
            for range in parts(of: file.size) {
                tags.append(try await send(file, range, part: tags.count + 1, of: upload, key))
            }
            try await complete(upload, key, tags, size: file.size)
        } catch {
            // A task of its own: a cancelled one could send nothing any more. It is waited for.
            await Task { try? await abort(upload, key) }.value
            throw error
        }
    }

    /// Aborts uploads in parts that were begun more than a day ago and never ended: the store keeps and
    /// counts their parts, though nothing shows them.
    func abortOldUploads() async throws {
        let oldest = connection.clock.seconds() - limits.unfinishedSecondsMax
        var marker: [S3Signer.Pair] = []
        for _ in 0..<limits.pagesMax {
            let page = try await connection.document(
                S3Request(
                    method: .GET,
                    query: [("uploads", ""), ("prefix", settings.keyPrefix), ("encoding-type", "url")]
                        + marker),
                root: "ListMultipartUploadsResult")
            let isEncoded = page["EncodingType"]?.text == "url"
            for upload in page.all("Upload") {
                guard let id = upload["UploadId"]?.text, let key = ownKey(upload["Key"]?.text, isEncoded),
                    let begun = S3Time.parse(upload["Initiated"]?.text ?? ""), begun < oldest
                else { continue }
                try await abort(id, key)
            }
            guard page["IsTruncated"]?.text == "true", let key = page["NextKeyMarker"]?.text,
                let id = page["NextUploadIdMarker"]?.text
            else { return }
            marker = [("key-marker", isEncoded ? plain(key) : key), ("upload-id-marker", id)]
        }
    }

    /// Parts of 16 MiB, larger ones where there would be too many; the last is what is left.
    private func parts(of size: Int) -> [Range<Int>] {
        let step = max(limits.partBytes, (size + limits.partsMax - 1) / limits.partsMax)
        return stride(from: 0, to: size, by: step).map { $0..<min($0 + step, size) }
    }

    /// Returns the tag by which the store knows the part.
    private func send(
        _ file: LocalFile, _ range: Range<Int>, part: Int, of upload: String, _ key: String
    ) async throws -> String {
        let request = S3Request(
            method: .PUT, key: key, query: [("partNumber", String(part)), ("uploadId", upload)],
            body: .part(file, range))
        return try await connection.exchange(request) { response in
            guard let tag = response.headers.first(name: "etag"), !tag.isEmpty else {
                throw BlobFault.garbled(operation: request.operation)
            }
            return tag
        }
    }

    private func complete(_ upload: String, _ key: String, _ tags: [String], size: Int) async throws {
        let parts = tags.enumerated().map { number, tag in
            "<Part><PartNumber>\(number + 1)</PartNumber><ETag>\(Self.escaped(tag))</ETag></Part>"
        }
        let text =
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + parts.joined() + "</CompleteMultipartUpload>"
        let request = S3Request(
            method: .POST, key: key, query: [("uploadId", upload)],
            headers: [("content-type", "application/xml")],
            body: .bytes(Array(text.utf8)))
        do {
            _ = try await connection.document(request, root: "CompleteMultipartUploadResult")
        } catch BlobFault.refused(_, _, "NoSuchUpload") {
            // An earlier try may have succeeded without its answer reaching us.
            guard try await self.size(key) == size else {
                throw BlobFault.garbled(operation: "the end of an upload")
            }
        }
    }

    /// An upload that is gone already is no error.
    private func abort(_ upload: String, _ key: String) async throws {
        do {
            try await connection.done(S3Request(method: .DELETE, key: key, query: [("uploadId", upload)]))
        } catch BlobFault.refused(_, 404, _) {
        } catch BlobRefusal.notFound {
        }
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, letter in
            switch letter {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(letter)
            }
        }
    }
}
