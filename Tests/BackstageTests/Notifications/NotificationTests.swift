import Testing

@testable import Backstage

@Suite("Notifications") struct NotificationTests {
    @Test(
        "comment, reply, mention, like and subscriber are told once each, and never oneself",
        arguments: TestEngine.available)
    func told(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.signUp(.cleo)
            let (adaID, benID) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            let post = try await rig.app.publish(Draft(text: "about @cleo and @ada"), as: adaID)
            try await rig.app.subscribe(benID, to: adaID, bell: .none)
            let comment = try await rig.app.comment(text: "an answer", photos: [], on: post, as: benID)
            _ = try await rig.app.comment(text: "a reply", photos: [], on: comment, as: adaID)
            try await rig.app.setLike(true, on: comment, as: adaID)
            try await rig.app.setLike(false, on: comment, as: adaID)
            try await rig.app.setLike(true, on: comment, as: adaID)
            try await rig.runJobs()
            // Jobs are done at least once: the same again changes nothing.
            try await rig.app.tellOfComment(comment)
            try await rig.app.tellMentioned(in: post)
            let told = try await ada.get("/notifications")
            #expect(told.contains("an answer") && told.contains("Ben"))
            #expect(!told.contains("about @cleo"))
            let notes = told.all(#"(<a class="note[ "])"#).count
            #expect(notes == 2, "comment and subscriber, not \(notes)")
            let answered = try await ben.get("/notifications")
            #expect(answered.all(#"(<a class="note[ "])"#).count == 2, "reply and like")
            let mentioned = try await rig.signIn(.cleo).get("/notifications")
            #expect(mentioned.contains("about @cleo"))
        }
    }

    @Test(
        "bells: all rings always, personalised at most twice a day, none never",
        arguments: TestEngine.available)
    func bells(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            let me = try await rig.channel(.ben).id
            var posts: [Bell: [PostID]] = [:]
            for bell in Bell.allCases {
                let channel = try await rig.makeChannel("bell_\(bell.name)")
                try await rig.app.subscribe(me, to: channel, bell: bell)
                for number in 0..<4 {
                    posts[bell, default: []].append(
                        try await rig.app.publish(Draft(text: "\(bell.name)-\(number)."), as: channel))
                }
            }
            let page = try await ben.get("/notifications")
            #expect(page.all(#"(all-\d\.)"#).count == 4)
            #expect(Set(page.all(#"(personalised-\d\.)"#)) == ["personalised-0.", "personalised-1."])
            #expect(page.all(#"(none-\d\.)"#).isEmpty)
            #expect(page.contains("6 unread"))
            let until = try #require(page.all(#"name="until" value="(\d+)""#).first)
            let read = try await ben.post("/notifications/read", [("until", until)])
            #expect(read.contains("data-unread") && !read.contains("6 unread") && !read.contains("note--new"))
        }
    }
}
