/// An uploaded photograph on its way into a post, with its description.
struct DraftPhoto: Sendable {
    let attachment: AttachmentID
    var alt: String
}
