package house

import "shidian/e2e/browser"

// Enter logs a person of the scene in with the one click on his card; card is what the card begins with: 甲县科协　填报人.
func (h *House) Enter(p *browser.Page, card string) {
	p.Open(h.URL("/login"))
	p.Click(card)
	p.See("退出")
}
