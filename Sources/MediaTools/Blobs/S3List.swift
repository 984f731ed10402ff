import NIOHTTP1

extension S3Bucket {
    /// Pages of the store's own list, until there are enough. Names that are no keys of ours are passed over.
    func list(_ folder: String?, after key: String?, _ limit: Int) async throws -> [BlobEntry] {
        let prefix = settings.keyPrefix + (folder.map { "\($0)/" } ?? "")
        var found: [BlobEntry] = []
        var token: String?
        for _ in 0..<limits.pagesMax {
            var query: [S3Signer.Pair] = [
                ("list-type", "2"), ("prefix", prefix), ("encoding-type", "url"),
                ("max-keys", String(min(limit - found.count, limits.pageKeysMax))),
            ]
            if let token {
                query.append(("continuation-token", token))
            } else if let key {
                query.append(("start-after", settings.keyPrefix + key))
            }
            let page = try await connection.document(
                S3Request(method: .GET, query: query), root: "ListBucketResult")
            for entry in try entries(page) where entry.key > key ?? "" {
                guard entry.key > found.last?.key ?? "" else { throw Self.garbledList }
                found.append(entry)
            }
            guard page["IsTruncated"]?.text == "true", found.count < limit else {
                return Array(found.prefix(limit))
            }
            // A list that ended too early would make files look lost that are there.
            guard let next = page["NextContinuationToken"]?.text, !next.isEmpty, next != token else {
                throw Self.garbledList
            }
            token = next
        }
        throw Self.garbledList
    }

    private static let garbledList = BlobFault.garbled(operation: "a list")

    private func entries(_ page: XMLElement) throws -> [BlobEntry] {
        let isEncoded = page["EncodingType"]?.text == "url"
        return try page.all("Contents").compactMap { object in
            guard let key = ownKey(object["Key"]?.text, isEncoded) else { return nil }
            guard let bytes = object["Size"].flatMap({ Int($0.text) }), bytes >= 0 else {
                throw Self.garbledList
            }
            return BlobEntry(key: key, bytes: bytes)
        }
    }

    /// What is behind our prefix in an object's name; nil if no store of ours would have called it that.
    func ownKey(_ name: String?, _ isEncoded: Bool) -> String? {
        guard let name = name.map({ isEncoded ? plain($0) : $0 }), name.hasPrefix(settings.keyPrefix) else {
            return nil
        }
        let key = String(name.dropFirst(settings.keyPrefix.count))
        return (try? BlobKey(key))?.text
    }

    /// Lists are encoded as forms are: a blank is a "+".
    func plain(_ text: String) -> String {
        PercentCoding.decode(String(text.map { $0 == "+" ? " " : $0 })) ?? text
    }
}
