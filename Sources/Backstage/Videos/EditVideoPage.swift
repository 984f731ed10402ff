import Markup

/// Where a creator changes a published video.
struct EditVideoPage {
    let form: EditVideoForm
    let author: Face
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.video_edit), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(StudioHead(author: author, current: .video, visit: visit).html)
        <section class="card"><h2 \
        class="section-title">\(visit.say(.video_edit))</h2>\(form.html)</section></div>
        """
    }
}
