import Database
import Hummingbird

extension App {
    func channelRoutes(_ routes: inout RouteTable) {
        routes.get("/@{handle}") { try await self.channelHome($0) }
        routes.get("/@{handle}/videos") { try await self.channelVideos($0) }
        routes.get("/@{handle}/backstage") { try await self.channelBackstage($0) }
        routes.get("/@{handle}/about") { try await self.channelAbout($0) }
        routes.post("/@{handle}/subscribe") { try await self.sendSubscription($0) }
        routes.post("/@{handle}/unsubscribe") { try await self.endSubscription($0) }
        routes.post("/@{handle}/leave") { try await self.endMembership($0) }
        routes.get("/subscriptions") { try await self.subscriptionsPage($0) }
        routes.get("/studio/channel") { try await self.channelSettings($0) }
        routes.post("/studio/channel") { try await self.sendChannelSettings($0) }
    }

    // MARK: The channel's page

    private func channelHome(_ visit: Visit) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (ChannelHomePage, Shell) in
            (try tx.channelHome(visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func channelVideos(_ visit: Visit) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (ChannelVideosPage, Shell) in
            (try tx.channelVideos(visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func channelBackstage(_ visit: Visit) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (ChannelBackstagePage, Shell) in
            (try tx.channelBackstage(visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func channelAbout(_ visit: Visit) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (ChannelAboutPage, Shell) in
            (
                ChannelAboutPage(head: try tx.channelHead(visit, tab: .about), visit: visit),
                try tx.shell(for: visit)
            )
        }
        return visit.show(page.frame, in: shell)
    }

    // MARK: Subscribing

    /// Without a bell in the form it is personalised: what most people mean by following.
    private func sendSubscription(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let target = try await channelNamed(visit)
        guard let bell = form.has("bell") ? Bell(name: form["bell"]) : .personalised else {
            throw Refused(SubscribeRefusal.noSuchBell)
        }
        let post = form["from"].flatMap { PostID($0) }
        try await subscribe(member.channel.id, to: target.id, bell: bell, from: post)
        return visit.redirectBack(form, orTo: .channel(target.handle))
    }

    private func endSubscription(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let target = try await channelNamed(visit)
        try await unsubscribe(member.channel.id, from: target.id)
        return visit.redirectBack(form, orTo: .channel(target.handle))
    }

    private func endMembership(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let target = try await channelNamed(visit)
        try await leave(target.id, as: member.channel.id)
        return visit.redirect(to: .channel(target.handle))
    }

    private func channelNamed(_ visit: Visit) async throws -> Channel {
        guard let handle = visit.parameters.get("handle"),
            let channel = try await database.read({ try $0.channel(handle: handle) })
        else { throw Missing() }
        return channel
    }

    private func subscriptionsPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        let key = visit.query("after").map { SubscriptionKey(folded: $0) } ?? .first
        let (page, shell) = try await database.read { tx -> (SubscriptionsPage, Shell) in
            let found = try tx.subscriptions(
                of: member.channel.id, after: key, limit: Limits.subscriptionsPage + 1)
            return (SubscriptionsPage(found: found, visit: visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    // MARK: Settings

    private func channelSettings(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .govern)
        return try await showSettings(ChannelForm(member.channel, visit: visit), member, visit)
    }

    /// Pictures are taken before the words are judged, and wait with the form when these are refused: a
    /// browser sends no file a second time.
    private func sendChannelSettings(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.channelFormBytes)
        let member = try visit.signedIn(form: form, may: .govern)
        let me = member.channel.id
        var settings = ChannelSettings(form)
        var problems = settings.cleaned.problems
        for picture in ChannelPicture.allCases {
            do {
                guard let file = form.files(picture.rawValue).first else { continue }
                let taken = try await takePicture(
                    from: file, owner: me, widths: picture.widths, kind: .adornment, alt: "")
                settings.take(taken.id, as: picture)
            } catch let refused as Refused {
                problems += refused.problems
            }
        }
        guard problems.isEmpty else {
            let page = ChannelForm(member.channel, typed: settings, problems: problems, visit: visit)
            return try await showSettings(page, member, visit, status: 422)
        }
        try await saveChannel(me, settings, by: member.account.id)
        return visit.redirect(to: Link.studioChannel.with("saved", 1))
    }

    private func showSettings(
        _ form: ChannelForm, _ member: Member, _ visit: Visit, status: Int = 200
    ) async throws -> Response {
        let shell = try await database.read { try $0.shell(for: visit) }
        let page = ChannelSettingsPage(form: form, channel: member.channel, visit: visit)
        return visit.show(page.frame, in: shell, status: status)
    }
}
