import Foundation
import Testing

@testable import MediaTools

@Suite struct S3SignerTests {
    /// The examples that S3's own documentation works out (its API reference, "Signature Calculations").
    @Test func comesToTheSignaturesOfTheDocumentation() {
        let signer = S3Signer(
            keys: S3Keys(id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1")
        let host = "examplebucket.s3.amazonaws.com"
        let empty = Hash.hex(Hash.sha256([]))
        let get = signer.signed(
            method: "GET", path: "/test.txt", query: [], headers: [("Host", host), ("Range", "bytes=0-9")],
            payloadHash: empty, seconds: Self.may24)
        #expect(signature(get) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        let list = signer.signed(
            method: "GET", path: "/", query: [("prefix", "J"), ("max-keys", "2")], headers: [("host", host)],
            payloadHash: empty, seconds: Self.may24)
        #expect(signature(list) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
        let address = signer.presigned(
            method: "GET", path: "/test.txt", query: [], host: host, lifeSeconds: 86_400, seconds: Self.may24)
        #expect(
            address.hasSuffix(
                "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    }

    /// The same requests, signed by botocore: headers, queries, keys in any script, addresses, temporary
    /// keys.
    @Test(.enabled(if: python != nil, "BACKSTAGE_TEST_PYTHON names no Python that has botocore"))
    func comesToTheSignaturesOfBotocore() async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../s3/sign.py")
            .path
        let result = try await tool("env", Self.python!, script)
        try #require(result.status == .exited(0), "\(result.errorText)")
        let theirs = try JSONDecoder().decode(Signed.self, from: Data(result.output))
        #expect(theirs.cases.count > 300 && theirs.addresses.count > 50)
        for one in theirs.cases {
            let settings = try theirs.settings(one.address, one.token)
            #expect(
                settings.hostHeader == one.host && settings.path(one.key) == one.path,
                "\(one.name) \(one.key ?? "")")
            let ours = S3Signer(keys: settings.keys, region: settings.region).signed(
                method: one.method, path: settings.path(one.key), query: one.query.map { ($0[0], $0[1]) },
                headers: [("host", settings.hostHeader)] + one.headers.map { ($0[0], $0[1]) },
                payloadHash: one.payload, seconds: theirs.seconds)
            #expect(ours.first { $0.name == "authorization" }?.value == one.authorization, "\(one)")
        }
        for one in theirs.addresses {
            let settings = try theirs.settings(one.address, one.token)
            let query = S3Signer(keys: settings.keys, region: settings.region).presigned(
                method: "GET", path: settings.path(one.key), query: [("response-content-type", one.type)],
                host: settings.hostHeader, lifeSeconds: one.seconds, seconds: theirs.seconds)
            let ours = settings.url(path: settings.path(one.key), query: query)
            #expect(Self.parts(ours) == Self.parts(one.url))
        }
    }

    private static let python = getenv("BACKSTAGE_TEST_PYTHON").map { String(cString: $0) }
    private static let may24 = 1_369_353_600

    private func signature(_ headers: [S3Signer.Pair]) -> Substring? {
        headers.first { $0.name == "authorization" }?.value.split(separator: "Signature=").last
    }

    /// An address is the same whatever the order of its query.
    private static func parts(_ url: String) -> [Substring] {
        let (front, query) = (url.prefix { $0 != "?" }, url.drop { $0 != "?" }.dropFirst())
        return [front] + query.split(separator: "&").sorted()
    }
}

/// What Tests/s3/sign.py prints.
private struct Signed: Decodable {
    let id: String
    let secret: String
    let seconds: Int
    let cases: [Case]
    let addresses: [Address]

    struct Case: Decodable {
        let name, address, method, host, path, payload, authorization: String
        let token, key: String?
        let query, headers: [[String]]
    }

    struct Address: Decodable {
        let address, key, type, url: String
        let token: String?
        let seconds: Int
    }

    func settings(_ address: String, _ token: String?) throws -> S3Settings {
        try S3Settings(
            address: address,
            environment: [
                "AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token ?? "",
            ])
    }
}
