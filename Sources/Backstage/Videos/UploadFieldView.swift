import Markup

/// The field for a video's file. Without scripts the form brings the file itself; with them the file goes
/// ahead in pieces while the rest is filled in (`upload-field.js`), and the form names the finished upload.
struct UploadFieldView {
    let label: String
    let hint: String
    /// What the page says when the form was sent before the file has arrived.
    let waits: String
    /// Arrived with an earlier try of the form.
    let sent: SentUpload?
    /// A post of this kind is nothing without it.
    var isRequired = true
    let problems: FormProblems
    let visit: Visit

    /// MP4 and what cameras and editors write; names are a hint to the picker, the bytes decide.
    private static let accept = "video/*,audio/*,.mp4,.mov,.m4v,.mkv,.webm,.avi,.mpg,.ts,.mts"

    var html: HTML {
        """
        <upload-field data-max-bytes="\(Limits.videoBytes)"\(flag: "data-refused", isRefused)>\
        \(good.map { "\(kept($0))\(another)" as HTML } ?? zone)\(problems.error(for: "file"))
        \(template)</upload-field>
        """
    }

    /// What was refused once is not offered again.
    private var good: SentUpload? { problems.problems.contains { $0.field == "file" } ? nil : sent }

    /// The file itself was at fault, so that sending it once more would not help.
    private var isRefused: Bool {
        let others: [Word] = [.video_no_file, .video_again, .video_upload_unfinished]
        return problems.problems.contains { $0.field == "file" && !others.contains($0.word) }
    }

    private func say(_ word: Word) -> String { visit.say(word) }
    private func template(_ word: Word) -> String { visit.language.template(word) }

    private var zone: HTML {
        """
        <label class="dropzone" for="file">\(Icon.video.html)<b>\(label)</b>\
        <span class="hint" id="file-hint">\(hint)</span>\
        <input id="file" name="file" type="file" accept="\(Self.accept)" autocomplete="off"\
        \(flag: "required", isRequired && good == nil)\
        \(problems.attributes(for: "file", hint: "file-hint"))></label>
        """
    }

    // MARK: An upload that is there already

    private func kept(_ sent: SentUpload) -> HTML {
        """
        <div class="upload upload--panel" data-kept data-state="done"><div class="upload__file">\
        \(Icon.check.html)<div class="upload__name"><b dir="auto">\(sent.name)</b>\
        <span class="small muted num">\(visit.language.size(sent.bytes)) · \(say(.video_upload_done))</span>\
        </div></div><input type="hidden" name="upload" value="\(sent.key)">\
        <input type="hidden" name="upload-name" value="\(sent.name)">\
        <input type="hidden" name="upload-bytes" value="\(sent.bytes)"></div>
        """
    }

    /// A file chosen here takes the place of the one before.
    private var another: HTML {
        """
        <details class="disclosure upload__another"><summary class="btn btn--s">\
        \(say(.video_upload_another))</summary>\(zone)</details>
        """
    }

    // MARK: For the script

    private var template: HTML {
        """
        <template><div class="upload upload--panel" data-part="panel" role="group" \
        aria-label="\(say(.video_upload_group))" hidden><div class="upload__file">\
        \(Icon.video.html)\(Icon.check.html)<div class="upload__name"><b dir="auto" data-part="name"></b>\
        <span class="small muted num" data-part="size"></span></div>\(buttons)</div>\
        <progress data-part="bar" max="1" value="0" aria-label="\(say(.video_uploading))"></progress>\
        \(line)</div>\(error)\(wait)</template>
        """
    }

    private var buttons: HTML {
        """
        \(button("pause", .video_upload_pause, Icon.pause))\
        <button type="button" class="btn btn--icon" data-part="go" data-go="\(say(.video_upload_go))" \
        data-now="\(say(.video_upload_now))">\(Icon.play.html)\(Icon.again.html)\
        <span class="vh"></span></button>\
        \(button("remove", .video_upload_remove, Icon.trash))
        """
    }

    private func button(_ part: String, _ word: Word, _ icon: Icon) -> HTML {
        """
        <button type="button" class="btn btn--icon" data-part="\(part)">\(icon.html)\
        <span class="vh">\(say(word))</span></button>
        """
    }

    private var line: HTML {
        """
        <p class="hint num" data-part="line" data-sending="\(template(.video_upload_sending))" \
        data-waiting="\(say(.video_upload_waiting))" data-offline="\(say(.video_upload_offline))" \
        data-elsewhere="\(say(.video_upload_elsewhere))" data-paused="\(template(.video_upload_paused))" \
        data-refused="\(template(.video_upload_paused))" data-begun="\(template(.video_upload_begun))" \
        data-again="\(template(.video_upload_choose_again))" data-done="\(say(.video_upload_done))" \
        data-soon="\(say(.processing_soon))" data-minutes="\(template(.processing_minutes))" \
        data-hours="\(template(.processing_hours))"></p>
        """
    }

    private var error: HTML {
        """
        <p class="field__error" data-part="error" data-large="\(template(.video_upload_large))" \
        data-empty="\(template(.video_upload_empty))" data-other="\(template(.video_upload_other))" \
        data-refused="\(say(.video_upload_refused))" data-signed-out="\(say(.video_upload_signed_out))" \
        data-unreadable="\(say(.video_upload_unreadable))" role="alert" hidden>\(Icon.warn.html)\
        <span data-part="trouble"></span></p>
        """
    }

    private var wait: HTML {
        """
        <div class="flash upload__wait" data-part="wait">\(Icon.clock.html)<p>\(waits)</p>\
        <button type="button" class="btn btn--s">\(say(.video_upload_not_yet))</button></div>
        """
    }
}
