import HTTPTypes
import Hummingbird
import Markup
import NIOCore

extension Visit {
    /// A page, compressed if the client takes it.
    func reply(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        reply(Array(html.text.utf8), type: "text/html; charset=utf-8", status: status)
    }

    /// Any text of ours.
    func reply(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.vary] = "Accept-Encoding, Accept-Language, Cookie"
        headers[.contentLanguage] = language.rawValue
        var body = bytes
        if let packed = Compression.gzip(bytes, for: request) {
            headers[.contentEncoding] = "gzip"
            body = packed
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// After a form: the browser asks for this page anew (RFC 9110, 15.4.4), so that reloading repeats
    /// nothing.
    func redirect(to link: Link) -> Response {
        Response(status: .seeOther, headers: [.location: link.path])
    }

    /// Back to where the form stood, if that is a page of ours, else to `link`.
    func redirectBack(_ form: Form, orTo link: Link) -> Response {
        redirect(to: Link.own(form["back"]) ?? link)
    }

    /// The other address of the same thing, asked for the same part of it: a thread, an order.
    func keepingQuery(in link: Link) -> Link {
        guard let query = request.uri.query, !link.path.contains("?") else { return link }
        return Link.own("\(link.path)?\(query)") ?? link
    }
}
