/// What came of the pictures of a poll's options: by the option's number, from 1 on.
struct OptionPictureIntake: Sendable {
    var pictures: [Int: AttachmentID] = [:]
    var problems: [Problem] = []
}

extension App {
    /// A form's pictures of options: those uploaded at an earlier try (`option-picture-N`), or the new files
    /// in their place (`option-photo-N`). What is wrong with one does not lose the others.
    func takeOptionPictures(
        from form: Form, owner: ChannelID, options: ClosedRange<Int>
    ) async throws -> OptionPictureIntake {
        var intake = OptionPictureIntake()
        for number in options {
            intake.pictures[number] = form["option-picture-\(number)"].flatMap { AttachmentID($0) }
            guard let file = form.files("option-photo-\(number)").first else { continue }
            do {
                let taken = try await takePicture(
                    from: file, owner: owner, widths: Limits.optionPictureWidths, kind: .option)
                intake.pictures[number] = taken.id
            } catch let refused as Refused {
                intake.problems += refused.problems
            }
        }
        return intake
    }
}

extension Limits {
    /// A square in a card of three; the same on a fine screen.
    static let optionPictureWidths = [320, 640]
}
