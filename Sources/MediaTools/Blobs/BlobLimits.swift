/// What dealings with an object store may cost. Handed in, so that tests use tiny values.
public struct BlobLimits: Sendable {
    /// 16 MiB: a file up to this size goes in one request, a larger one in parts of it. Above the 5 MiB that
    /// S3 asks of every part but the last; small enough that a broken connection costs little.
    public var partBytes = 16 << 20
    /// S3 takes at most 10,000 parts; parts of a file over 156 GiB become larger.
    public var partsMax = 10_000
    /// Bytes read from the disk at once while a part is sent.
    public var pieceBytes = 256 << 10
    /// Tries at one request, the first one included: they outlast a restart of a store that answers 503.
    public var triesMax = 6
    /// No further try begins when so much time has gone since the first one did.
    public var triesSecondsMax = 120
    /// Before the second try; doubled before each further one.
    public var pauseMillisecondsFirst = 200
    /// The longest pause.
    public var pauseMillisecondsMax = 10_000
    /// Until a request without a body is answered.
    public var answerSecondsMax = 30
    /// Until a part has arrived and is answered: 16 MiB at half a megabit a second.
    public var uploadSecondsMax = 300
    /// How often one range is taken up again where its connection broke. A reader who pauses for hours
    /// needs a new connection each time the store gives up on him.
    public var resumptionsMax = 1_000
    /// 8 MiB: a page of 1,000 keys of 1,024 bytes, each byte written as three, with room to spare.
    public var answerBytesMax = 8 << 20
    /// S3's own limit for one page of a list.
    public var pageKeysMax = 1_000
    /// A store that has nothing but foreign names, or goes in circles, is asked for so many pages at most.
    public var pagesMax = 10_000
    /// A day: longer than any put takes. What is older and unfinished was cut off.
    public var unfinishedSecondsMax = 24 * 3600
    /// A week: the longest that S3 lets a signed address live.
    public var addressSecondsMax = 7 * 24 * 3600
    /// Until a connection stands.
    public var connectSecondsMax: Int64 = 5
    /// Without a byte from the store, while one is wanted.
    public var silenceSecondsMax: Int64 = 60
    /// Connections to the store at once: each reader of a proxied file has one.
    public var connectionsMax = 256

    public init() {}
}
