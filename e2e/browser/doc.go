// Package browser lets a test read like a person at a screen: open, fill in by label, click what is written there,
// see the answer. Every test runs twice, in today's Chromium and in Chromium 86 of 2020:
//
//	browser.Each(t, func(t *testing.T, b *browser.Browser) {
//		clerk := b.Person("填报人")
//		clerk.Open(site + "/login")
//		clerk.Fill("账号", "jiaxian")
//		clerk.Click("登录")
//		clerk.See("待办")
//		clerk.Inspect("待办")
//	})
//
// Persons share nothing, like two people at two computers; NewTab is a second tab of the same person.
// Every verb waits until what it needs is on the page, and fails the test at its deadline with what is there instead.
// A script error, a breach of the content security policy or a style, script, picture or font
// that does not load fails the test at its end.
package browser
