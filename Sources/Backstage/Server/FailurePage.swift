import Markup

/// What went wrong, in a sentence, and the way on.
struct FailurePage {
    let title: String
    let text: String
    let visit: Visit

    var content: HTML {
        """
        <section class="card empty" role="alert">\(Icon.warn.html)<h1>\(title)</h1><p>\(text)</p>
        <div class="row"><a class="btn btn--primary" href="/">\(visit.say(.failure_home))</a></div></section>
        """
    }
}
