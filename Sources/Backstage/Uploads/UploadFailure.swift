/// Why an upload did not begin or go on. It is answered as one sentence of plain text: whoever reads it is a
/// program, or the person in front of one.
enum UploadFailure: Error, Equatable {
    case unsigned
    /// The site lets the account say nothing for a time.
    case limited
    case version
    case gone
    case verb
    case lengthMissing
    case lengthDeferred
    case metadataBroken
    case tooLarge
    case overQuota(used: Int64, allowed: Int64)
    case tooManyUploads
    case noRoom
    case contentType
    case offsetMissing
    case offsetWrong(at: Int64)
    case beyondLength
    case checksumUnknown
    case checksumWrong
    case inUse
    case diskFull

    var status: Int {
        switch self {
        case .unsigned: 401
        case .limited: 403
        case .version: 412
        case .gone: 404
        case .verb: 405
        case .lengthMissing, .lengthDeferred, .metadataBroken, .offsetMissing, .checksumUnknown: 400
        case .tooLarge, .overQuota, .beyondLength: 413
        case .tooManyUploads: 429
        case .contentType: 415
        case .offsetWrong: 409
        // tus 1.0.0, Checksum.
        case .checksumWrong: 460
        case .inUse: 423
        case .noRoom, .diskFull: 507
        }
    }

    func said(in language: Language) -> String {
        func size(_ bytes: Int64) -> String { language.size(Int(bytes)) }
        return switch self {
        case .unsigned: language.say(.upload_unsigned)
        case .limited: language.say(.upload_limited)
        case .version: language.say(.upload_version)
        case .gone: language.say(.upload_gone)
        case .verb: language.say(.upload_verb)
        case .lengthMissing: language.say(.upload_length_missing)
        case .lengthDeferred: language.say(.upload_length_deferred)
        case .metadataBroken: language.say(.upload_metadata_broken)
        case .tooLarge: language.say(.upload_too_large, ["limit": size(Limits.uploadBytes)])
        case .overQuota(let used, let allowed):
            language.say(.upload_over_quota, ["used": size(used), "allowed": size(allowed)])
        case .tooManyUploads: language.say(.upload_too_many, ["limit": "\(Limits.uploadsAtOnce)"])
        case .noRoom: language.say(.upload_no_room)
        case .contentType: language.say(.upload_content_type)
        case .offsetMissing: language.say(.upload_offset_missing)
        case .offsetWrong(let at): language.say(.upload_offset_wrong, ["at": "\(at)"])
        case .beyondLength: language.say(.upload_beyond_length)
        case .checksumUnknown: language.say(.upload_checksum_unknown)
        case .checksumWrong: language.say(.upload_checksum_wrong)
        case .inUse: language.say(.upload_in_use)
        case .diskFull: language.say(.upload_disk_full)
        }
    }
}
