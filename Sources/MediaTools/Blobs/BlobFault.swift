/// The object store does not do what it should: nothing the person who sent a file can mend, but the operator
/// often can. No text here holds a secret or anything a store said but the name of its error.
public enum BlobFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no bucket of this name at the store.
    case bucketMissing(String)
    /// The store does not take the keys, or they may not do this. `code` is S3's name for it, such as
    /// `SignatureDoesNotMatch`, or empty.
    case accessDenied(bucket: String, code: String)
    /// Our clock and the store's are more than a quarter of an hour apart.
    case clockWrong
    /// The bucket lies in another region; empty if the store does not say in which.
    case wrongRegion(bucket: String, region: String)
    /// Nobody answers at the host, or connections break, after all tries.
    case unreachable(host: String, detail: String)
    /// The store answered that it can't at the moment, after all tries.
    case busy(host: String, status: Int)
    /// An answer that is no answer to what was asked.
    case garbled(operation: String)
    /// A refusal that a working store has no reason for.
    case refused(operation: String, status: Int, code: String)

    public var description: String {
        switch self {
        case .bucketMissing(let bucket): "The object store has no bucket \(bucket)."
        case .accessDenied(let bucket, let code):
            "The object store does not let these keys into the bucket \(bucket)"
                + (code.isEmpty ? "." : ": \(code).")
        case .clockWrong: "The object store refuses signatures because this machine's clock is wrong."
        case .wrongRegion(let bucket, let region):
            "The bucket \(bucket) lies in another region\(region.isEmpty ? "" : ", \(region)"); set region=."
        case .unreachable(let host, let detail): "The object store at \(host) cannot be reached: \(detail)"
        case .busy(let host, let status): "The object store at \(host) keeps answering \(status)."
        case .garbled(let operation): "The object store's answer to \(operation) makes no sense."
        case .refused(let operation, let status, let code):
            "The object store refused \(operation) with \(status)\(code.isEmpty ? "." : " \(code).")"
        }
    }
}
