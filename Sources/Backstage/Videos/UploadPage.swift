import Markup

/// Where a creator uploads a video.
struct UploadPage {
    let form: VideoForm
    let author: Face
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.video_upload), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(StudioHead(author: author, current: .video, visit: visit).html)
        <section class="card"><h2 \
        class="section-title">\(visit.say(.video_upload))</h2>\(form.html)</section></div>
        """
    }
}
