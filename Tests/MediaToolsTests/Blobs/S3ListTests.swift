import Testing

@testable import MediaTools

/// Lists of a store that does not keep to what it should answer.
@Suite struct S3ListTests {
    private let clock = FakeClock().clock()

    private static func page(_ inside: String, truncated: Bool = false) -> FakeAnswer {
        .status(
            200,
            "<ListBucketResult><EncodingType>url</EncodingType>"
                + "<IsTruncated>\(truncated)</IsTruncated>\(inside)"
                + "</ListBucketResult>")
    }

    @Test func namesThatAreNoKeysArePassedOver() async throws {
        let names = ["pre/a%2Fb", "pre/c+d", "pre/..%2F..%2Fetc", "pre/%FF", "pre/%00", "elsewhere", "pre/z"]
        let inside = names.map { "<Contents><Key>\($0)</Key><Size>7</Size></Contents>" }.joined()
        try await withFakeStore(clock, answer: { _, _ in Self.page(inside) }) { store, fake in
            let found = try await store.list(limit: 5_000)
            #expect(found == [BlobEntry(key: "a/b", bytes: 7), BlobEntry(key: "z", bytes: 7)])
            #expect(fake.asked[0].uri == "/bucket?encoding-type=url&list-type=2&max-keys=1000&prefix=pre%2F")
        }
    }

    @Test func pagesFollowEachOtherByTheirToken() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { _, number in
            let entry = "<Contents><Key>pre/k\(number)</Key><Size>1</Size></Contents>"
            let token = "<NextContinuationToken>a+b/=&amp;\(number)</NextContinuationToken>"
            return Self.page(entry + token, truncated: number < 2)
        }
        try await withFakeStore(clock, answer: answer) { store, fake in
            let found = try await store.list(after: "a", limit: 9)
            #expect(found.map(\.key) == ["k0", "k1", "k2"])
            #expect(fake.asked[0].uri.contains("&start-after=pre%2Fa"))
            #expect(fake.asked[2].uri.hasPrefix("/bucket?continuation-token=a%2Bb%2F%3D%261&"))
        }
    }

    /// A list that ends too early would make files look lost.
    @Test(arguments: [
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>", "", "<Other/>",
        "<ListBucketResult>",
        "<ListBucketResult><Contents><Key>pre/k</Key><Size>-1</Size></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>pre/k</Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>pre/k</Key><Size>1</Size></Contents>"
            + "<Contents><Key>pre/j</Key><Size>1</Size></Contents></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
            + "</ListBucketResult>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult>&e;</ListBucketResult>",
    ])
    func aGarbledListIsAFault(text: String) async throws {
        try await withFakeStore(clock, answer: { _, _ in .status(200, text) }) { store, fake in
            let fault = await #expect(throws: BlobFault.self) { try await store.list(limit: 9) }
            guard case .garbled = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(fake.asked.count <= 2)
        }
    }

    @Test func anAnswerWithoutEndIsNotKept() async throws {
        var limits = BlobLimits()
        limits.answerBytesMax = 10_000
        let text = "<ListBucketResult>" + String(repeating: " ", count: 1 << 20) + "</ListBucketResult>"
        try await withFakeStore(clock, limits, answer: { _, _ in .status(200, text) }) { store, _ in
            await #expect(throws: BlobFault.garbled(operation: "GET of the bucket")) {
                try await store.list(limit: 9)
            }
        }
    }
}
