import Markup

/// Who may comment on one post, and what of it is held.
struct PostRulePage {
    let post: Post
    let rule: PostCommentRule
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.rule_of_post), width: .reading, content: content)
    }

    private var content: HTML {
        let doors = zip(CommentDoor.allCases, [Word.rule_everyone, .rule_subscribers, .rule_nobody])
        let holdings = zip(
            CommentHolding.allCases,
            [Word.rule_hold_nothing, .rule_hold_bad, .rule_hold_more, .rule_hold_all])
        return """
            <section class="card stack"><h1>\(visit.say(.rule_of_post))</h1>
            <blockquote class="muted" dir="auto">\(title)</blockquote>
            <form class="stack stack--5" method="post" \
            action="\(url: Link.post(post.id, doing: "comment-rule").path)">
            \(field("who", .rule_who, rule.door?.rawValue, doors.map { ($0.rawValue, $1) }))\
            \(field("hold", .rule_hold, rule.holding?.rawValue, holdings.map { ($0.rawValue, $1) }))
            <p class="hint">\(visit.say(.rule_of_post_hint))</p>
            <div class="row"><button class="btn btn--primary">\(visit.say(.form_save))</button>
            <a class="btn btn--quiet" href="\(url: post.link.path)">\(visit.say(.form_cancel))</a></div>
            </form></section>
            """
    }

    private var title: String {
        Prose.excerpt(post.title.isEmpty ? post.text : post.title, characters: 120)
    }

    private func field(_ name: String, _ label: Word, _ chosen: Int?, _ choices: [(Int, Word)]) -> HTML {
        let options = choices.map { value, word -> HTML in
            "<option value=\"\(value)\"\(flag: "selected", value == chosen)>\(visit.say(word))</option>"
        }
        return """
            <div class="field"><label for="\(name)">\(visit.say(label))</label>\
            <select class="input" id="\(name)" name="\(name)"><option value="">\
            \(visit.say(.rule_as_channel))</option>\(options)</select></div>
            """
    }
}
