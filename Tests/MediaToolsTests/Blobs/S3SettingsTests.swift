import Testing

@testable import MediaTools

@Suite struct S3SettingsTests {
    @Test func anAddressIsReadWhole() throws {
        let settings = try S3Settings(
            address:
                "s3://AK1:se%2Fcr%40%2Bt@Host.example:9000/the-bucket/pre/fix/?region=eu-west-1&style=path"
                + "&scheme=http&reads=redirect")
        #expect(settings.keys == S3Keys(id: "AK1", secret: "se/cr@+t"))
        #expect(settings.host == "host.example" && settings.port == 9000)
        #expect(settings.bucket == "the-bucket" && settings.prefix == "pre/fix")
        #expect(settings.region == "eu-west-1" && settings.style == .path && !settings.isSecure)
        #expect(settings.reads == .redirect)
        #expect(
            settings.url(path: settings.path("a/b"), query: "x=1")
                == "http://host.example:9000/the-bucket/pre/fix/a/b?x=1")
    }

    @Test func whatIsLeftOutHasADefault() throws {
        let settings = try S3Settings(address: "s3://k:s@objects.example/bucket")
        #expect(settings.port == nil && settings.prefix.isEmpty && settings.region == "us-east-1")
        #expect(settings.style == .path && settings.isSecure && settings.reads == .proxy)
        #expect(settings.url(path: settings.path(nil), query: "") == "https://objects.example/bucket")
        let amazon = try S3Settings(address: "s3://k:s@s3.eu-west-1.amazonaws.com/bucket?region=eu-west-1")
        #expect(
            amazon.url(path: amazon.path("k"), query: "") == "https://bucket.s3.eu-west-1.amazonaws.com/k")
        #expect(amazon.url(path: amazon.path(nil), query: "") == "https://bucket.s3.eu-west-1.amazonaws.com/")
    }

    @Test func onlyAPortThatIsNotTheSchemesOwnIsNamed() throws {
        #expect(try S3Settings(address: "s3://k:s@h:443/bucket").hostHeader == "h")
        #expect(try S3Settings(address: "s3://k:s@h:443/bucket?scheme=http").hostHeader == "h:443")
        #expect(try S3Settings(address: "s3://k:s@[::1]:9000/bucket").hostHeader == "[::1]:9000")
        #expect(try S3Settings(address: "s3://k:s@[::1]/bucket").hostHeader == "[::1]")
        #expect(try S3Settings(address: "s3://k:s@h:1/bucket?style=host").hostHeader == "bucket.h:1")
    }

    @Test func theEnvironmentNamesWhatTheAddressDoesNot() throws {
        let environment = [
            "AWS_ACCESS_KEY_ID": "EK", "AWS_SECRET_ACCESS_KEY": "ES", "AWS_SESSION_TOKEN": "ET",
        ]
        let none = try S3Settings(address: "s3://h/bucket", environment: environment)
        #expect(none.keys == S3Keys(id: "EK", secret: "ES", token: "ET"))
        let key = try S3Settings(address: "s3://k@h/bucket", environment: environment)
        #expect(key.keys == S3Keys(id: "k", secret: "ES", token: "ET"))
        let both = try S3Settings(address: "s3://k:s@h/bucket", environment: environment)
        #expect(both.keys == S3Keys(id: "k", secret: "s"))
    }

    @Test(arguments: [
        ("", S3AddressRefusal.notS3), ("https://k:s@h/bucket", .notS3), ("s3://", .host),
        ("s3://k:s@/bucket", .host),
        ("s3://k:s@h:0/bucket", .host), ("s3://k:s@h:x/bucket", .host), ("s3://k:s@h:70000/bucket", .host),
        ("s3://k:s@::1/bucket", .host), ("s3://k:s@[]/bucket", .host), ("s3://k:s@a..b/bucket", .host),
        ("s3://k:s@h", .bucket), ("s3://k:s@h/", .bucket), ("s3://k:s@h/ab", .bucket),
        ("s3://k:s@h/Bucket", .bucket),
        ("s3://k:s@h/-bucket", .bucket), ("s3://k:s@h/a..bc", .bucket), ("s3://k:s@h//bucket", .bucket),
        ("s3://k:s@h/bucket/a//b", .prefix), ("s3://k:s@h/bucket/../x", .prefix),
        ("s3://k:s@h/bucket/a#b", .prefix),
        ("s3://h/bucket", .noKey), ("s3://:s@h/bucket", .noKey), ("s3://k@h/bucket", .noSecret),
        ("s3://k:@h/bucket", .noSecret), ("s3://k:%zz@h/bucket", .noSecret),
        ("s3://k:a%0Ab@h/bucket", .unprintable),
        ("s3://k:s@h/bucket?region=", .option("region")),
        ("s3://k:s@h/bucket?style=virtual", .option("style")),
        ("s3://k:s@h/bucket?scheme=ftp", .option("scheme")), ("s3://k:s@h/bucket?reads=no", .option("reads")),
        ("s3://k:s@h/bucket?region=a&region=b", .option("region")),
        ("s3://k:s@h/bucket?colour=red", .option("?")),
        ("s3://k:s@h/bucket?region=a%20b", .region), ("s3://k:s@h/buc ket", .unprintable),
        ("s3://k:s@h/bücket", .unprintable), ("s3://k:hid/den@h/bucket", .slashInSecret),
        ("s3://k:hid?den@h/bucket", .option("?")),
        ("s3://k:s@127.0.0.1/bucket?style=host", .hostStyleOfNumbers),
        ("s3://k:s@h/a.bucket?style=host", .hostStyleWithDots),
    ])
    func unclearAddressesAreRefusedWithASentence(address: String, refusal: S3AddressRefusal) {
        #expect(throws: refusal) { try S3Settings(address: address) }
        #expect(refusal.description.hasSuffix(".") && !refusal.description.contains("hid"))
    }

    @Test func noDescriptionTellsTheSecret() throws {
        let settings = try S3Settings(
            address: "s3://h/bucket",
            environment: [
                "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "hidden1", "AWS_SESSION_TOKEN": "hidden2",
            ])
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), "\(settings.keys)", dumped] {
            #expect(!text.contains("hidden"), "\(text)")
        }
    }
}
